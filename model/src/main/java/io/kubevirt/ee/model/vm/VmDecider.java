package io.kubevirt.ee.model.vm;

import io.kubevirt.ee.model.condition.ConditionType;
import io.kubevirt.ee.model.condition.MachineConditions;
import io.kubevirt.ee.model.condition.ObjectEvent;
import io.kubevirt.ee.model.condition.Reason;
import io.kubevirt.ee.model.v1.RunStrategy;
import io.kubevirt.ee.model.v1.VirtualMachineCondition;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VirtualMachineStartFailure;
import io.kubevirt.ee.model.v1.VirtualMachineStatus;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Decides what the controller does with a machine. Pure. */
public final class VmDecider {
    private VmDecider() {}

    /** What to do. */
    public static VmPlan decide(VmView view) {
        VmSituation situation = Situations.of(view);
        // Along with a write to the machine itself the status would be one of an older version.
        VirtualMachineStatus before = view.vm().status();
        VirtualMachineStatus derived =
                view.presets().pinned(new MachineStatus(view, situation).derived());
        return switch (situation) {
            case FINALIZER_MISSING -> plan(situation, before, new VmAction.AddFinalizer());
            case DELETED_NOTHING_LEFT -> plan(situation, before, new VmAction.RemoveFinalizer());
            case HALTED_START_ASKED ->
                    plan(situation, before, new VmAction.SetRunStrategy(RunStrategy.ALWAYS));
            case FOREIGN_INSTANCE -> foreign(view);
            case ORPHANED_INSTANCE -> adopt(view);
            case PRESETS_TO_PIN -> PresetSteps.pin(view);
            case PRESET_MISSING -> PresetSteps.missing(view);
            case PRESETS_UNFIT -> PresetSteps.unfit(view);
            case START_DUE -> start(view, derived);
            case START_BACKED_OFF -> wait(view, derived);
            case STOP_DUE, NEXT_DUE, DELETED_INSTANCE_THERE -> stop(situation, view, derived);
            case NEXT_TO_RECORD -> record(view, derived);
            case AS_WANTED -> keep(view, derived);
            case STOPPED, STOPPING, DELETED_INSTANCE_LEAVING, STRATEGY_UNKNOWN, RELEASED ->
                    plan(situation, derived);
        };
    }

    /**
     * What to tell when the instance could not be created.
     *
     * @param view the one that was decided on
     * @param why the API server's words
     */
    public static VmPlan notCreated(VmView view, String why) {
        String message = "The virtual machine instance could not be created: " + why;
        VirtualMachineStatus status =
                new MachineStatus(view, VmSituation.START_DUE).notCreated(message);
        return failure(view, VmSituation.START_DUE, status, Reason.FAILED_CREATE, message);
    }

    /**
     * What to tell when the instance could not be deleted.
     *
     * @param view the one that was decided on
     * @param why the API server's words
     */
    public static VmPlan notDeleted(VmView view, String why) {
        VmSituation situation = Situations.of(view);
        String message = "The virtual machine instance could not be deleted: " + why;
        VirtualMachineStatus status =
                new MachineStatus(view, situation).failed(Reason.FAILED_DELETE, message);
        return failure(view, situation, status, Reason.FAILED_DELETE, message);
    }

    /**
     * What to tell when what the machine refers to could not be stored.
     *
     * @param view the one that was decided on
     * @param why the API server's words
     */
    public static VmPlan notPinned(VmView view, String why) {
        return PresetSteps.notPinned(view, why);
    }

    /** The rest of the status waits, as along with each write to the machine. */
    private static VmPlan adopt(VmView view) {
        VirtualMachineInstance orphan = view.orphan().orElseThrow();
        ObjectEvent event =
                ObjectEvent.normal(
                        Reason.SUCCESSFUL_ADOPT,
                        "The virtual machine instance of this name was nobody's, and is this"
                                + " virtual machine's now.");
        return new VmPlan(
                VmSituation.ORPHANED_INSTANCE,
                List.of(
                        new VmAction.AdoptInstance(
                                orphan, MachineInstance.adopted(view.vm(), orphan))),
                view.vm().status(),
                List.of(event),
                Optional.empty());
    }

    private static VmPlan foreign(VmView view) {
        String message =
                "A virtual machine instance named "
                        + view.vm().metadata().getName()
                        + " is there that is not of this virtual machine: delete it, or choose"
                        + " another name.";
        VmSituation situation = VmSituation.FOREIGN_INSTANCE;
        VirtualMachineStatus status =
                new MachineStatus(view, situation).failed(Reason.FOREIGN_INSTANCE, message);
        return failure(view, situation, status, Reason.FOREIGN_INSTANCE, message);
    }

    /** With a warning, unless the same was told before. */
    static VmPlan failure(
            VmView view,
            VmSituation situation,
            VirtualMachineStatus status,
            Reason reason,
            String message) {
        boolean told =
                MachineConditions.of(
                                view.vm().status() == null ? null : view.vm().status().conditions())
                        .get(ConditionType.FAILURE)
                        .map(VirtualMachineCondition::message)
                        .filter(message::equals)
                        .isPresent();
        List<ObjectEvent> events = told ? List.of() : List.of(ObjectEvent.warning(reason, message));
        return new VmPlan(situation, List.of(), status, events, Optional.empty());
    }

    private static VmPlan start(VmView view, VirtualMachineStatus derived) {
        VirtualMachineInstance vmi =
                MachineInstance.of(
                        view.vm(),
                        PresetSteps.template(view),
                        StateChangeRequests.startPausedAsked(view));
        ObjectEvent event =
                ObjectEvent.normal(
                        Reason.SUCCESSFUL_CREATE,
                        "Started: the virtual machine instance was created.");
        return new VmPlan(
                VmSituation.START_DUE,
                List.of(new VmAction.CreateInstance(vmi)),
                derived,
                List.of(event),
                Optional.empty());
    }

    private static VmPlan wait(VmView view, VirtualMachineStatus derived) {
        Optional<Duration> left =
                Situations.strategy(view).flatMap(s -> StartFailures.left(view, s));
        return new VmPlan(VmSituation.START_BACKED_OFF, List.of(), derived, List.of(), left);
    }

    /** With the news that a change has to wait, when it was not told before. */
    private static VmPlan keep(VmView view, VirtualMachineStatus derived) {
        Optional<String> before = waiting(view.vm().status());
        List<ObjectEvent> events =
                waiting(derived)
                        .filter(message -> !before.equals(Optional.of(message)))
                        .map(message -> ObjectEvent.normal(Reason.RESTART_REQUIRED, message))
                        .stream()
                        .toList();
        return new VmPlan(VmSituation.AS_WANTED, List.of(), derived, events, Optional.empty());
    }

    private static Optional<String> waiting(VirtualMachineStatus statusOrNull) {
        return MachineConditions.of(statusOrNull == null ? null : statusOrNull.conditions())
                .get(ConditionType.RESTART_REQUIRED)
                .map(VirtualMachineCondition::message);
    }

    private static VmPlan stop(VmSituation situation, VmView view, VirtualMachineStatus derived) {
        String uid = view.own().orElseThrow().metadata().getUid();
        ObjectEvent event =
                ObjectEvent.normal(
                        Reason.SUCCESSFUL_DELETE,
                        "The virtual machine instance was deleted"
                                + InstanceEnd.of(view)
                                        .map(end -> "; it had ended: " + end.message())
                                        .orElse("."));
        return new VmPlan(
                situation,
                List.of(new VmAction.DeleteInstance(uid)),
                derived,
                List.of(event),
                Optional.empty());
    }

    /** The saved status wakes the machine again, so nothing more is asked for here. */
    private static VmPlan record(VmView view, VirtualMachineStatus derived) {
        VirtualMachineStartFailure before =
                view.vm().status() == null ? null : view.vm().status().startFailure();
        VirtualMachineStartFailure after = derived.startFailure();
        List<ObjectEvent> events =
                after == null || Objects.equals(before, after)
                        ? List.of()
                        : List.of(startFailed(after, InstanceEnd.of(view)));
        return new VmPlan(
                VmSituation.NEXT_TO_RECORD, List.of(), derived, events, Optional.of(Duration.ZERO));
    }

    private static ObjectEvent startFailed(
            VirtualMachineStartFailure failure, Optional<InstanceEnd> end) {
        return ObjectEvent.warning(
                Reason.CRASH_LOOP_BACK_OFF,
                "The guest ended before it ran, "
                        + failure.consecutiveFailCount()
                        + " times in a row: the next start is due at "
                        + failure.retryAfterTimestamp()
                        + end.map(known -> ". The last ended so: " + known.message()).orElse("."));
    }

    private static VmPlan plan(
            VmSituation situation, VirtualMachineStatus status, VmAction... actions) {
        return new VmPlan(situation, List.of(actions), status, List.of(), Optional.empty());
    }
}
