package io.kubevirt.ee.model.guest;

import io.kubevirt.ee.model.condition.ConditionType;
import io.kubevirt.ee.model.condition.InstanceConditions;
import io.kubevirt.ee.model.condition.Reason;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VmiPhase;
import java.util.Arrays;
import java.util.Optional;

/**
 * How a guest came to its end. It is written into the VMI's Ready condition before the domain is
 * undefined, because the domain takes its own record along.
 */
enum GuestEnd {
    SHUT_DOWN(Reason.GUEST_SHUT_DOWN, Verdict.GOOD, "The guest shut itself down."),
    STOPPED(Reason.GUEST_STOPPED, Verdict.GOOD, "The guest was asked to stop and shut down."),
    GRACE_PERIOD_EXCEEDED(
            Reason.GRACE_PERIOD_EXCEEDED,
            Verdict.GOOD_IF_DELETED,
            "The guest did not shut down within its grace period and was ended."),
    CANCELLED(
            Reason.START_CANCELLED,
            Verdict.GOOD_IF_DELETED,
            "It was asked to stop before the guest was started."),
    CRASHED(
            Reason.GUEST_CRASHED,
            Verdict.BAD,
            "The guest's qemu ended by itself or was killed; virt-handler's log on its node has its last words."),
    PANICKED(
            Reason.GUEST_PANICKED,
            Verdict.BAD,
            "The guest's kernel panicked; its console may say why."),
    OUT_OF_MEMORY(
            Reason.GUEST_OUT_OF_MEMORY,
            Verdict.BAD,
            "The kernel ended the guest's qemu for lack of memory."),
    KILLED(Reason.GUEST_KILLED, Verdict.BAD, "A process of the node ended the guest's qemu."),
    DESTROYED(
            Reason.GUEST_DESTROYED,
            Verdict.BAD,
            "The guest was ended on the node through libvirt, not through Kubernetes."),
    FENCED(
            Reason.GUEST_FENCED,
            Verdict.BAD,
            "The guest was ended by its node, which no API server had heard for the time that"
                    + " kubevirt.handler.fence-after of virt-handler states."),
    LIVENESS_FAILED(
            Reason.LIVENESS_PROBE_FAILED,
            Verdict.BAD,
            "The guest failed its liveness probe and was ended."),
    LOST(
            Reason.GUEST_LOST,
            Verdict.BAD,
            "The guest is gone and its end was not seen: its node has restarted."),
    LAUNCHER_DIED(Reason.LAUNCHER_DIED, Verdict.BAD, "The launcher pod ended before its guest."),
    IMPOSSIBLE(Reason.START_IMPOSSIBLE, Verdict.BAD, "The guest cannot be started.");

    private enum Verdict {
        GOOD,
        GOOD_IF_DELETED,
        BAD
    }

    private final Reason reason;
    private final Verdict verdict;
    private final String message;

    GuestEnd(Reason reason, Verdict verdict, String message) {
        this.reason = reason;
        this.verdict = verdict;
        this.message = message;
    }

    Reason reason() {
        return reason;
    }

    String message() {
        return message;
    }

    /** The phase it leads to; who deletes a VMI gets what he asked for. */
    VmiPhase phase(boolean deleted) {
        return switch (verdict) {
            case GOOD -> VmiPhase.SUCCEEDED;
            case GOOD_IF_DELETED -> deleted ? VmiPhase.SUCCEEDED : VmiPhase.FAILED;
            case BAD -> VmiPhase.FAILED;
        };
    }

    /** The end that was written into a VMI. */
    static Optional<GuestEnd> recordedIn(VirtualMachineInstance vmi) {
        if (vmi.status() == null) {
            return Optional.empty();
        }
        return InstanceConditions.of(vmi.status().conditions())
                .get(ConditionType.READY)
                .filter(ready -> "False".equals(ready.status()))
                .flatMap(ready -> of(ready.reason()));
    }

    private static Optional<GuestEnd> of(String reason) {
        return Arrays.stream(values()).filter(end -> end.reason.value().equals(reason)).findFirst();
    }
}
