package io.kubevirt.ee.model.vm;

import io.kubevirt.ee.model.condition.ConditionType;
import io.kubevirt.ee.model.condition.InstanceConditions;
import io.kubevirt.ee.model.condition.MachineConditions;
import io.kubevirt.ee.model.condition.Reason;
import io.kubevirt.ee.model.v1.PrintableStatus;
import io.kubevirt.ee.model.v1.RunStrategy;
import io.kubevirt.ee.model.v1.VirtualMachineCondition;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceCondition;
import io.kubevirt.ee.model.v1.VirtualMachineStartFailure;
import io.kubevirt.ee.model.v1.VirtualMachineStateChangeRequest;
import io.kubevirt.ee.model.v1.VirtualMachineStatus;
import io.kubevirt.ee.model.v1.VirtualMachineStatusBuilder;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A machine's status, derived from what is seen; fields of others stay as they are. */
final class MachineStatus {
    /** Failures of ours, not of an instance. */
    private static final List<String> NOT_CREATED =
            Arrays.asList(Reason.FAILED_CREATE.value(), Reason.FOREIGN_INSTANCE.value());

    private final VmView view;
    private final VmSituation situation;
    private final VirtualMachineStatus before;
    private final OffsetDateTime now;
    private final Optional<RunStrategy> strategy;

    MachineStatus(VmView view, VmSituation situation) {
        this.view = view;
        this.situation = situation;
        this.strategy = Situations.strategy(view);
        this.before =
                view.vm().status() == null
                        ? VirtualMachineStatusBuilder.builder().build()
                        : view.vm().status();
        // As Kubernetes writes times.
        this.now = view.now().truncatedTo(ChronoUnit.SECONDS).atOffset(ZoneOffset.UTC);
    }

    /** The status that goes with the situation. */
    VirtualMachineStatus derived() {
        return builder().build();
    }

    /** The same with a failure to tell. */
    VirtualMachineStatus failed(Reason reason, String message) {
        return builder().conditions(failing(conditions(), reason, message)).build();
    }

    /** The instance that was to be there could not be created. */
    VirtualMachineStatus notCreated(String message) {
        return VirtualMachineStatusBuilder.builder(before)
                .created(false)
                .ready(false)
                .printableStatus(PrintableStatus.STOPPED.value())
                .conditions(failing(noInstance(kept()), Reason.FAILED_CREATE, message))
                .build();
    }

    /** With the failure, which keeps its time while it lasts: a look at it again writes nothing. */
    private List<VirtualMachineCondition> failing(
            MachineConditions others, Reason reason, String message) {
        return MachineConditions.of(before.conditions())
                .get(ConditionType.FAILURE)
                .map(others::with)
                .orElse(others)
                .withTrue(ConditionType.FAILURE, reason, message, now)
                .list();
    }

    private VirtualMachineStatusBuilder builder() {
        Optional<VirtualMachineInstance> own = view.own();
        Optional<VirtualMachineStartFailure> failures =
                strategy.flatMap(s -> StartFailures.of(view, s));
        return VirtualMachineStatusBuilder.builder(before)
                .created(own.isPresent() || situation == VmSituation.START_DUE)
                .ready(own.filter(vmi -> of(vmi).isTrue(ConditionType.READY)).isPresent())
                .printableStatus(Printed.of(situation, view, failures.isPresent()).value())
                .desiredGeneration(view.vm().metadata().getGeneration())
                .observedGeneration(
                        own.flatMap(MachineInstance::generation)
                                .orElse(view.vm().metadata().getGeneration()))
                .runStrategy(runStrategy())
                .startFailure(failures.orElse(null))
                .stateChangeRequests(requests())
                .conditions(
                        failures.map(any -> tellingWhy(conditions())).orElse(conditions()).list());
    }

    /**
     * A start that failed is told until one succeeds: the instance that knew why is gone by then.
     */
    private MachineConditions tellingWhy(MachineConditions conditions) {
        MachineConditions told =
                MachineConditions.of(before.conditions())
                        .get(ConditionType.FAILURE)
                        .filter(failure -> !NOT_CREATED.contains(failure.reason()))
                        .map(conditions::with)
                        .orElse(conditions);
        return InstanceEnd.of(view)
                .map(end -> told.withTrue(ConditionType.FAILURE, end.reason(), end.message(), now))
                .orElse(told);
    }

    /** In force once it was carried out; a start that is still to be made keeps the one before. */
    private String runStrategy() {
        return switch (situation) {
            case START_BACKED_OFF, FOREIGN_INSTANCE, FINALIZER_MISSING, STRATEGY_UNKNOWN ->
                    before.runStrategy();
            case STOPPED,
                    HALTED_START_ASKED,
                    START_DUE,
                    AS_WANTED,
                    STOP_DUE,
                    NEXT_TO_RECORD,
                    NEXT_DUE,
                    STOPPING,
                    DELETED_INSTANCE_THERE,
                    DELETED_INSTANCE_LEAVING,
                    DELETED_NOTHING_LEFT,
                    RELEASED ->
                    strategy.map(RunStrategy::value).orElse(before.runStrategy());
        };
    }

    private List<VirtualMachineStateChangeRequest> requests() {
        List<VirtualMachineStateChangeRequest> open = StateChangeRequests.open(view);
        boolean startToRecord =
                situation == VmSituation.NEXT_TO_RECORD
                        && strategy.equals(Optional.of(RunStrategy.RERUN_ON_FAILURE));
        List<VirtualMachineStateChangeRequest> wanted =
                startToRecord ? StateChangeRequests.withStart(open) : open;
        return wanted.isEmpty() && before.stateChangeRequests() == null ? null : wanted;
    }

    private MachineConditions conditions() {
        MachineConditions kept = kept();
        Optional<VirtualMachineInstance> own = view.own();
        if (own.isEmpty()) {
            return situation == VmSituation.START_DUE
                    ? kept.withFalse(
                            ConditionType.READY,
                            Reason.GUEST_NOT_RUNNING,
                            "The guest does not run yet.",
                            now)
                    : noInstance(kept);
        }
        return copied(kept, of(own.get()));
    }

    private MachineConditions noInstance(MachineConditions conditions) {
        return conditions.withFalse(
                ConditionType.READY,
                Reason.VMI_NOT_EXISTS,
                "There is no virtual machine instance.",
                now);
    }

    /** Without what tells of an instance or of a failure; what others put there stays. */
    private MachineConditions kept() {
        MachineConditions conditions = MachineConditions.of(before.conditions());
        for (ConditionType type : ConditionType.values()) {
            conditions = type == ConditionType.READY ? conditions : conditions.without(type);
        }
        return conditions;
    }

    /** With the instance's own conditions, each as it is there. */
    private static MachineConditions copied(MachineConditions kept, InstanceConditions instance) {
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
