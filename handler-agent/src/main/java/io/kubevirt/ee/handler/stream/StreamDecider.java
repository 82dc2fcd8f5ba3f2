package io.kubevirt.ee.handler.stream;

import io.kubevirt.ee.handler.stream.StreamedGuests.Answer;
import java.net.InetAddress;

/** Whether a stream is opened. Pure. */
final class StreamDecider {

    private StreamDecider() {}

    /** Open it, or say why not. */
    sealed interface Decision {

        /** Connect to the guest's device. */
        record OpenDevice(String vmiUid, GuestDevice device) implements Decision {}

        /** Connect to a port of the guest's address. */
        record OpenPort(InetAddress address, GuestPort port) implements Decision {}

        /** Answer without a stream. */
        record Refuse(StreamRefusal refusal) implements Decision {}
    }

    static Decision decide(StreamRequest request, Answer guest) {
        return switch (guest) {
            case Answer.NotHere() ->
                    refuse(
                            StreamRefusal.notFound(
                                    "virtualmachineinstance %s is not on this node"
                                            .formatted(request.guest())));
            case Answer.NotRunning() ->
                    refuse(
                            StreamRefusal.conflict(
                                    "virtualmachineinstance %s is not running"
                                            .formatted(request.guest())));
            case Answer.Running running ->
                    switch (request.target()) {
                        case GuestDevice device -> ofDevice(running, device);
                        case GuestPort port -> ofPort(running, port);
                    };
        };
    }

    private static Decision ofDevice(Answer.Running running, GuestDevice device) {
        return running.devices().contains(device)
                ? new Decision.OpenDevice(running.vmiUid(), device)
                : refuse(StreamRefusal.badRequest(device.absent()));
    }

    private static Decision ofPort(Answer.Running running, GuestPort port) {
        return running.address()
                .<Decision>map(address -> new Decision.OpenPort(address, port))
                .orElseGet(
                        () ->
                                refuse(
                                        StreamRefusal.badRequest(
                                                "no network interfaces are present")));
    }

    private static Decision refuse(StreamRefusal refusal) {
        return new Decision.Refuse(refusal);
    }
}
