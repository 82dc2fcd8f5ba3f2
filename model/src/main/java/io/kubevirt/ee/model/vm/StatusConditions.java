package io.kubevirt.ee.model.vm;

import io.kubevirt.ee.model.condition.ConditionType;
import io.kubevirt.ee.model.condition.InstanceConditions;
import io.kubevirt.ee.model.condition.MachineConditions;
import io.kubevirt.ee.model.condition.Reason;
import io.kubevirt.ee.model.v1.VirtualMachineCondition;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceCondition;
import io.kubevirt.ee.model.v1.VmiPhase;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The conditions of a machine: its instance's, and what only the machine can tell. */
final class StatusConditions {
    /** Failures of ours, not of an instance. */
    private static final List<String> OURS =
            Arrays.asList(
                    Reason.FAILED_CREATE.value(),
                    Reason.FAILED_DELETE.value(),
                    Reason.FOREIGN_INSTANCE.value(),
                    Reason.FAILED_FIND_INSTANCETYPE.value(),
                    Reason.FAILED_FIND_PREFERENCE.value());

    private final VmView view;
    private final MachineConditions before;
    private final OffsetDateTime now;

    StatusConditions(VmView view) {
        this.view = view;
        this.before =
                MachineConditions.of(
                        view.vm().status() == null ? null : view.vm().status().conditions());
        // As Kubernetes writes times.
        this.now = view.now().truncatedTo(ChronoUnit.SECONDS).atOffset(ZoneOffset.UTC);
    }

    static boolean isReady(VirtualMachineInstance vmi) {
        return of(vmi).isTrue(ConditionType.READY);
    }

    /** An instance is created along with this status. */
    MachineConditions starting() {
        return kept().withFalse(
                        ConditionType.READY,
                        Reason.GUEST_NOT_RUNNING,
                        "The guest does not run yet.",
                        now);
    }

    /** As the instance has them, or as they are without one. */
    MachineConditions now(Optional<PendingChanges> pending) {
        return view.own()
                .map(vmi -> withPending(copied(vmi), vmi, pending))
                .orElseGet(this::withoutInstance);
    }

    MachineConditions withoutInstance() {
        return kept().withFalse(
                        ConditionType.READY,
                        Reason.VMI_NOT_EXISTS,
                        "There is no virtual machine instance.",
                        now);
    }

    /** With the failure, which keeps its time while it lasts: a look at it again writes nothing. */
    List<VirtualMachineCondition> failing(MachineConditions others, Reason reason, String message) {
        return lasting(others, ConditionType.FAILURE)
                .withTrue(ConditionType.FAILURE, reason, message, now)
                .list();
    }

    /**
     * A start that failed is told until one succeeds: the instance that knew why is gone by then.
     */
    MachineConditions tellingWhy(MachineConditions conditions) {
        MachineConditions told =
                before.get(ConditionType.FAILURE)
                        .filter(failure -> !OURS.contains(failure.reason()))
                        .map(conditions::with)
                        .orElse(conditions);
        return InstanceEnd.of(view)
                .map(end -> told.withTrue(ConditionType.FAILURE, end.reason(), end.message(), now))
                .orElse(told);
    }

    /** An instance that goes takes what waits for it along. */
    private MachineConditions withPending(
            MachineConditions conditions,
            VirtualMachineInstance vmi,
            Optional<PendingChanges> pending) {
        boolean stays =
                vmi.metadata().getDeletionTimestamp() == null && !VmiPhase.of(vmi).isFinal();
        if (stays && pending.filter(changes -> !changes.known()).isPresent()) {
            return lasting(conditions, ConditionType.RESTART_REQUIRED);
        }
        return pending.filter(changes -> stays && !changes.fields().isEmpty())
                .map(
                        changes ->
                                lasting(conditions, ConditionType.RESTART_REQUIRED)
                                        .withTrue(
                                                ConditionType.RESTART_REQUIRED,
                                                Reason.RESTART_REQUIRED,
                                                changes.message(),
                                                now))
                .orElse(conditions);
    }

    private MachineConditions lasting(MachineConditions others, ConditionType type) {
        return before.get(type).map(others::with).orElse(others);
    }

    /** Without what tells of an instance or of a failure; what others put there stays. */
    private MachineConditions kept() {
        MachineConditions conditions = before;
        for (ConditionType type : ConditionType.values()) {
            conditions = type == ConditionType.READY ? conditions : conditions.without(type);
        }
        return conditions;
    }

    /** With the instance's own conditions, each as it is there. */
    private MachineConditions copied(VirtualMachineInstance vmi) {
        InstanceConditions instance = of(vmi);
        MachineConditions kept =
                instance.get(ConditionType.READY).isPresent()
                        ? kept()
                        : kept().withFalse(
                                        ConditionType.READY,
                                        Reason.VMI_CONDITION_MISSING,
                                        "The virtual machine instance does not say yet whether it is ready.",
                                        now);
        List<VirtualMachineCondition> all = new ArrayList<>(kept.list());
        for (VirtualMachineInstanceCondition c : instance.list()) {
            all.removeIf(known -> Objects.equals(known.type(), c.type()));
            all.add(
                    new VirtualMachineCondition(
                            c.lastProbeTime(),
                            c.lastTransitionTime(),
                            c.message(),
                            c.reason(),
                            c.status(),
                            c.type()));
        }
        return new MachineConditions(all);
    }

    private static InstanceConditions of(VirtualMachineInstance vmi) {
        return InstanceConditions.of(vmi.status() == null ? null : vmi.status().conditions());
    }
}
