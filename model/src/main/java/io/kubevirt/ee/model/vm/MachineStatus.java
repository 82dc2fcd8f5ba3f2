package io.kubevirt.ee.model.vm;

import io.kubevirt.ee.model.condition.MachineConditions;
import io.kubevirt.ee.model.condition.Reason;
import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.PrintableStatus;
import io.kubevirt.ee.model.v1.RunStrategy;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceTemplateSpec;
import io.kubevirt.ee.model.v1.VirtualMachineStartFailure;
import io.kubevirt.ee.model.v1.VirtualMachineStateChangeRequest;
import io.kubevirt.ee.model.v1.VirtualMachineStatus;
import io.kubevirt.ee.model.v1.VirtualMachineStatusBuilder;
import io.kubevirt.ee.model.v1.VolumeSnapshotStatus;
import java.util.List;
import java.util.Optional;

/** A machine's status, derived from what is seen; fields of others stay as they are. */
final class MachineStatus {
    private static final String NO_SNAPSHOTS = "This version makes no snapshots of volumes.";

    private final VmView view;
    private final VmSituation situation;
    private final VirtualMachineStatus before;
    private final StatusConditions conditions;
    private final Optional<RunStrategy> strategy;
    private final Optional<PendingChanges> pending;

    MachineStatus(VmView view, VmSituation situation) {
        this.view = view;
        this.situation = situation;
        this.strategy = Situations.strategy(view);
        this.before =
                view.vm().status() == null
                        ? VirtualMachineStatusBuilder.builder().build()
                        : view.vm().status();
        this.conditions = new StatusConditions(view);
        this.pending = view.own().map(vmi -> PendingChanges.of(view, vmi));
    }

    /** The status that goes with the situation. */
    VirtualMachineStatus derived() {
        return builder().build();
    }

    /** The same with a failure to tell. */
    VirtualMachineStatus failed(Reason reason, String message) {
        return builder().conditions(conditions.failing(seen(), reason, message)).build();
    }

    /** The instance that was to be there could not be created. */
    VirtualMachineStatus notCreated(String message) {
        return VirtualMachineStatusBuilder.builder(before)
                .created(false)
                .ready(false)
                .printableStatus(PrintableStatus.STOPPED.value())
                .volumeSnapshotStatuses(snapshots())
                .conditions(
                        conditions.failing(
                                conditions.withoutInstance(), Reason.FAILED_CREATE, message))
                .build();
    }

    private VirtualMachineStatusBuilder builder() {
        Optional<VirtualMachineInstance> own = view.own();
        Optional<VirtualMachineStartFailure> failures =
                strategy.flatMap(s -> StartFailures.of(view, s));
        return VirtualMachineStatusBuilder.builder(before)
                .created(own.isPresent() || situation == VmSituation.START_DUE)
                .ready(own.filter(StatusConditions::isReady).isPresent())
                .printableStatus(Printed.of(situation, view, failures.isPresent()).value())
                .desiredGeneration(view.vm().metadata().getGeneration())
                .observedGeneration(observed())
                .runStrategy(runStrategy())
                .startFailure(failures.orElse(null))
                .stateChangeRequests(requests())
                .volumeSnapshotStatuses(snapshots())
                .conditions((failures.isPresent() ? conditions.tellingWhy(seen()) : seen()).list());
    }

    /** The generation that the instance was made of, or could as well have been made of. */
    private Long observed() {
        if (pending.filter(changes -> !changes.none()).isEmpty()) {
            return view.vm().metadata().getGeneration();
        }
        return pending.filter(PendingChanges::known)
                .flatMap(changes -> MachineInstance.generation(view.own().orElseThrow()))
                .orElse(before.observedGeneration());
    }

    private MachineConditions seen() {
        return situation == VmSituation.START_DUE ? conditions.starting() : conditions.now(pending);
    }

    private List<VolumeSnapshotStatus> snapshots() {
        VirtualMachineInstanceTemplateSpec template = view.vm().spec().template();
        if (template == null || template.spec() == null) {
            return before.volumeSnapshotStatuses();
        }
        List<VolumeSnapshotStatus> all =
                Absent.list(template.spec().volumes()).stream()
                        .map(volume -> new VolumeSnapshotStatus(false, volume.name(), NO_SNAPSHOTS))
                        .toList();
        return all.isEmpty() && before.volumeSnapshotStatuses() == null ? null : all;
    }

    /** In force once it was carried out; a start that is still to be made keeps the one before. */
    private String runStrategy() {
        return switch (situation) {
            case START_BACKED_OFF,
                    FOREIGN_INSTANCE,
                    ORPHANED_INSTANCE,
                    PRESETS_TO_PIN,
                    PRESET_MISSING,
                    PRESETS_UNFIT,
                    FINALIZER_MISSING,
                    STRATEGY_UNKNOWN ->
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
}
