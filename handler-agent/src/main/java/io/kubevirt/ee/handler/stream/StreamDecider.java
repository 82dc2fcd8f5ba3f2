package io.kubevirt.ee.handler.stream;

import io.kubevirt.ee.handler.stream.StreamedGuests.Answer;

/** Whether a stream is opened. Pure. */
final class StreamDecider {

    private StreamDecider() {}

    /** Open it, or say why not. */
    sealed interface Decision {

        /** Connect to the guest's device. */
        record Open(String vmiUid) implements Decision {}

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
            case Answer.Running running when !running.devices().contains(request.device()) ->
                    refuse(StreamRefusal.badRequest(request.device().absent()));
            case Answer.Running running -> new Decision.Open(running.vmiUid());
        };
    }

    private static Decision refuse(StreamRefusal refusal) {
        return new Decision.Refuse(refusal);
    }
}
