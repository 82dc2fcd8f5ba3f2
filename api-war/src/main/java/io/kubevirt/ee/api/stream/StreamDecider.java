package io.kubevirt.ee.api.stream;

import io.kubernetes.client.openapi.models.V1Status;
import io.kubevirt.ee.api.status.ApiStatus;
import io.kubevirt.ee.model.v1.Devices;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VmiPhase;
import java.util.Optional;

/** Decides whether a stream of an instance can be opened, and on which node. Pure. */
public final class StreamDecider {
    private StreamDecider() {}

    /** What a request for a stream comes to. */
    public sealed interface Decision {
        /** Ask the agent of this node. */
        record Ask(String nodeName) implements Decision {}

        /** Answer with this status. */
        record Refuse(V1Status status) implements Decision {}
    }

    /** Decides for the instance as it is now. */
    public static Decision decide(StreamKind kind, VirtualMachineInstance vmi) {
        return missingDevice(kind, vmi)
                .<Decision>map(message -> new Decision.Refuse(ApiStatus.badRequest(message)))
                .orElseGet(() -> byPhase(vmi));
    }

    private static Optional<String> missingDevice(StreamKind kind, VirtualMachineInstance vmi) {
        Devices devices = vmi.spec().domain() == null ? null : vmi.spec().domain().devices();
        if (devices == null) {
            return Optional.empty();
        }
        return switch (kind) {
            case CONSOLE ->
                    Boolean.FALSE.equals(devices.autoattachSerialConsole())
                            ? Optional.of("No serial consoles are present.")
                            : Optional.empty();
        };
    }

    /** Clients ask again after 400, for a guest may come up; after 409 they give up. */
    private static Decision byPhase(VirtualMachineInstance vmi) {
        VmiPhase phase = VmiPhase.of(vmi);
        return switch (phase) {
            case RUNNING, SCHEDULED -> byNode(vmi);
            case FAILED ->
                    new Decision.Refuse(
                            ApiStatus.conflict(
                                    "virtualmachineinstance",
                                    vmi.metadata().getName(),
                                    "VMI is in failed status"));
            case UNSET, PENDING, SCHEDULING, SUCCEEDED, UNKNOWN ->
                    new Decision.Refuse(
                            ApiStatus.badRequest(
                                    "Unable to connect to VirtualMachineInstance because phase is"
                                            + " %s instead of %s or %s"
                                                    .formatted(
                                                            vmi.status() == null
                                                                    ? phase.value()
                                                                    : vmi.status().phase(),
                                                            VmiPhase.RUNNING.value(),
                                                            VmiPhase.SCHEDULED.value())));
        };
    }

    private static Decision byNode(VirtualMachineInstance vmi) {
        String nodeName = vmi.status().nodeName();
        return nodeName == null || nodeName.isEmpty()
                ? new Decision.Refuse(
                        ApiStatus.badRequest(
                                "Unable to connect to VirtualMachineInstance because its status"
                                        + " names no node"))
                : new Decision.Ask(nodeName);
    }
}
