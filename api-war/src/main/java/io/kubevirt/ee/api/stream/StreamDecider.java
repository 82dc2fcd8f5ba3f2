package io.kubevirt.ee.api.stream;

import io.kubernetes.client.openapi.models.V1Status;
import io.kubevirt.ee.api.status.ApiStatus;
import io.kubevirt.ee.api.status.Unreachable;
import io.kubevirt.ee.model.condition.ConditionType;
import io.kubevirt.ee.model.v1.Devices;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VmiPhase;
import java.util.List;
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
        // Nobody would answer at a port: said first, as KubeVirt does.
        if (kind == StreamKind.PORT && isPaused(vmi)) {
            return conflict(vmi, "VMI is paused");
        }
        return hasEnd(kind, vmi) ? byPhase(kind, vmi) : without(kind, vmi);
    }

    private static Decision without(StreamKind kind, VirtualMachineInstance vmi) {
        return switch (kind) {
            case CONSOLE, VNC, PORT -> new Decision.Refuse(ApiStatus.badRequest(kind.missing()));
            case USB -> conflict(vmi, kind.missing());
        };
    }

    private static boolean isPaused(VirtualMachineInstance vmi) {
        return vmi.status() != null
                && Optional.ofNullable(vmi.status().conditions()).stream()
                        .flatMap(List::stream)
                        .filter(c -> ConditionType.PAUSED.value().equals(c.type()))
                        .anyMatch(c -> !"False".equals(c.status()));
    }

    private static boolean hasEnd(StreamKind kind, VirtualMachineInstance vmi) {
        Devices devices = vmi.spec().domain() == null ? null : vmi.spec().domain().devices();
        return switch (kind) {
            case CONSOLE -> devices == null || isAttached(devices.autoattachSerialConsole());
            case VNC -> devices == null || isAttached(devices.autoattachGraphicsDevice());
            case USB -> devices != null && devices.clientPassthrough() != null;
            case PORT ->
                    vmi.status() != null
                            && vmi.status().interfaces() != null
                            && !vmi.status().interfaces().isEmpty();
        };
    }

    private static boolean isAttached(Boolean stated) {
        return !Boolean.FALSE.equals(stated);
    }

    /** Clients ask again after 400, for a guest may come up; after 409 they give up. */
    private static Decision byPhase(StreamKind kind, VirtualMachineInstance vmi) {
        return switch (VmiPhase.of(vmi)) {
            case RUNNING, SCHEDULED -> byNode(vmi);
            case FAILED ->
                    kind == StreamKind.CONSOLE
                            ? conflict(vmi, "VMI is in failed status")
                            : notThere(kind, vmi);
            case UNSET, PENDING, SCHEDULING, SUCCEEDED, UNKNOWN -> notThere(kind, vmi);
        };
    }

    private static Decision conflict(VirtualMachineInstance vmi, String why) {
        return new Decision.Refuse(
                ApiStatus.conflict("virtualmachineinstance", vmi.metadata().getName(), why));
    }

    private static Decision notThere(StreamKind kind, VirtualMachineInstance vmi) {
        return new Decision.Refuse(
                switch (kind) {
                    case CONSOLE -> Unreachable.byPhase(vmi);
                    case VNC, USB, PORT -> ApiStatus.badRequest("VMI is not running");
                });
    }

    private static Decision byNode(VirtualMachineInstance vmi) {
        String nodeName = vmi.status().nodeName();
        return nodeName == null || nodeName.isEmpty()
                ? new Decision.Refuse(Unreachable.withoutNode())
                : new Decision.Ask(nodeName);
    }
}
