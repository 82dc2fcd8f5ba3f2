package io.kubevirt.ee.api.guest;

import io.kubernetes.client.openapi.models.V1Status;
import io.kubevirt.ee.api.status.ApiStatus;
import io.kubevirt.ee.api.status.Unreachable;
import io.kubevirt.ee.model.condition.ConditionType;
import io.kubevirt.ee.model.condition.InstanceConditions;
import io.kubevirt.ee.model.v1.FeatureState;
import io.kubevirt.ee.model.v1.Probe;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VmiPhase;
import java.util.Optional;

/** Decides whether a guest can be asked for something, and on which node. Pure. */
final class GuestDecider {
    private static final String KIND = "virtualmachineinstance";
    private static final String DEAF =
            "VMI neither have the agent connected nor the ACPI feature enabled";
    private static final String NO_AGENT = "VMI does not have guest agent connected";

    private GuestDecider() {}

    /** What a request comes to. */
    sealed interface Decision {
        /** Ask the agent of this node. */
        record Ask(String nodeName) implements Decision {}

        /** Answer with this status. */
        record Refuse(V1Status status) implements Decision {}
    }

    /** Decides for the instance as it is now. */
    static Decision decide(GuestSubresource wanted, VirtualMachineInstance vmi) {
        return hindrance(wanted, vmi)
                .<Decision>map(Decision.Refuse::new)
                .orElseGet(() -> byPhase(vmi));
    }

    private static Optional<V1Status> hindrance(
            GuestSubresource wanted, VirtualMachineInstance vmi) {
        return switch (wanted) {
            case PAUSE ->
                    running(vmi, "VM is not running")
                            .or(() -> withoutProbe(vmi))
                            .or(() -> refusedIf(paused(vmi), vmi, "VMI is already paused"));
            case UNPAUSE ->
                    running(vmi, "VMI is not running")
                            .or(() -> refusedIf(!paused(vmi), vmi, "VMI is not paused"));
            case FREEZE ->
                    running(vmi, "VM is not running")
                            .or(() -> refusedIf(paused(vmi), vmi, "VMI is paused"));
            case UNFREEZE ->
                    running(vmi, "VMI is not running")
                            .or(() -> refusedIf(paused(vmi), vmi, "VMI is paused"));
            case RESET -> Optional.empty();
            case SOFT_REBOOT ->
                    running(vmi, "VM is not running")
                            .or(() -> refusedIf(paused(vmi), vmi, "VMI is paused"))
                            .or(() -> refusedIf(deaf(vmi), vmi, DEAF));
            case GUEST_OS_INFO, USER_LIST, FILE_SYSTEM_LIST ->
                    running(vmi, "VMI is not running")
                            .or(() -> refusedIf(!agentConnected(vmi), vmi, NO_AGENT));
        };
    }

    private static Optional<V1Status> running(VirtualMachineInstance vmi, String otherwise) {
        return refusedIf(VmiPhase.of(vmi) != VmiPhase.RUNNING, vmi, otherwise);
    }

    /** A guest that stands still fails its probe, and would be ended for that. */
    private static Optional<V1Status> withoutProbe(VirtualMachineInstance vmi) {
        Probe probe = vmi.spec().livenessProbe();
        return probe == null || probe.guestAgentPing() != null
                ? Optional.empty()
                : Optional.of(
                        ApiStatus.forbidden(
                                KIND,
                                vmi.metadata().getName(),
                                "Pausing VMIs with LivenessProbe is currently not supported"));
    }

    private static Optional<V1Status> refusedIf(
            boolean hindered, VirtualMachineInstance vmi, String why) {
        return hindered
                ? Optional.of(ApiStatus.conflict(KIND, vmi.metadata().getName(), why))
                : Optional.empty();
    }

    private static boolean paused(VirtualMachineInstance vmi) {
        return conditions(vmi).isTrue(ConditionType.PAUSED);
    }

    private static boolean agentConnected(VirtualMachineInstance vmi) {
        return conditions(vmi).isTrue(ConditionType.AGENT_CONNECTED);
    }

    /** Neither an agent nor ACPI could tell the guest to boot again. */
    private static boolean deaf(VirtualMachineInstance vmi) {
        FeatureState acpi =
                vmi.spec().domain().features() == null
                        ? null
                        : vmi.spec().domain().features().acpi();
        return !agentConnected(vmi) && acpi != null && Boolean.FALSE.equals(acpi.enabled());
    }

    private static InstanceConditions conditions(VirtualMachineInstance vmi) {
        return InstanceConditions.of(vmi.status() == null ? null : vmi.status().conditions());
    }

    private static Decision byPhase(VirtualMachineInstance vmi) {
        return switch (VmiPhase.of(vmi)) {
            case RUNNING, SCHEDULED -> byNode(vmi);
            case UNSET, PENDING, SCHEDULING, SUCCEEDED, FAILED, UNKNOWN ->
                    new Decision.Refuse(Unreachable.byPhase(vmi));
        };
    }

    private static Decision byNode(VirtualMachineInstance vmi) {
        String nodeName = vmi.status().nodeName();
        return nodeName == null || nodeName.isEmpty()
                ? new Decision.Refuse(Unreachable.withoutNode())
                : new Decision.Ask(nodeName);
    }
}
