package io.kubevirt.ee.api.stream;

import io.kubernetes.client.openapi.models.V1Status;
import io.kubevirt.ee.api.status.ApiStatus;
import io.kubevirt.ee.model.v1.Devices;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VmiPhase;

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
        return hasDevice(kind, vmi)
                ? byPhase(kind, vmi)
                : new Decision.Refuse(ApiStatus.badRequest(kind.missing()));
    }

    private static boolean hasDevice(StreamKind kind, VirtualMachineInstance vmi) {
        Devices devices = vmi.spec().domain() == null ? null : vmi.spec().domain().devices();
        Boolean attached =
                devices == null
                        ? null
                        : switch (kind) {
                            case CONSOLE -> devices.autoattachSerialConsole();
                            case VNC -> devices.autoattachGraphicsDevice();
                        };
        return !Boolean.FALSE.equals(attached);
    }

    /** Clients ask again after 400, for a guest may come up; after 409 they give up. */
    private static Decision byPhase(StreamKind kind, VirtualMachineInstance vmi) {
        return switch (VmiPhase.of(vmi)) {
            case RUNNING, SCHEDULED -> byNode(vmi);
            case FAILED -> kind == StreamKind.CONSOLE ? failed(vmi) : notThere(vmi);
            case UNSET, PENDING, SCHEDULING, SUCCEEDED, UNKNOWN -> notThere(vmi);
        };
    }

    private static Decision failed(VirtualMachineInstance vmi) {
        return new Decision.Refuse(
                ApiStatus.conflict(
                        "virtualmachineinstance",
                        vmi.metadata().getName(),
                        "VMI is in failed status"));
    }

    private static Decision notThere(VirtualMachineInstance vmi) {
        String phase = vmi.status() == null ? "" : vmi.status().phase();
        return new Decision.Refuse(
                ApiStatus.badRequest(
                        "Unable to connect to VirtualMachineInstance because phase is %s instead of"
                                        .formatted(phase)
                                + " %s or %s"
                                        .formatted(
                                                VmiPhase.RUNNING.value(),
                                                VmiPhase.SCHEDULED.value())));
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
