package io.kubevirt.ee.model.vm;

import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.Finalizers;
import io.kubevirt.ee.model.v1.RunStrategy;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VirtualMachineStateChangeRequest;
import io.kubevirt.ee.model.v1.VmiPhase;
import java.util.List;
import java.util.Optional;

/** Finds out what is the case with a machine: the one place that branches on it. */
final class Situations {
    private Situations() {}

    static VmSituation of(VmView view) {
        if (view.vm().metadata().getDeletionTimestamp() != null) {
            return deleted(view);
        }
        Optional<RunStrategy> strategy = strategy(view);
        if (strategy.isEmpty()) {
            return VmSituation.STRATEGY_UNKNOWN;
        }
        if (!held(view)) {
            return VmSituation.FINALIZER_MISSING;
        }
        if (view.orphan().isPresent()) {
            return VmSituation.ORPHANED_INSTANCE;
        }
        return PresetSteps.before(
                view,
                view.own()
                        .map(vmi -> withInstance(view, vmi, strategy.get()))
                        .orElseGet(() -> withoutInstance(view, strategy.get())));
    }

    /** The run strategy, if it is one that we carry out. */
    static Optional<RunStrategy> strategy(VmView view) {
        return RunStrategy.of(view.vm().spec()).filter(s -> s != RunStrategy.WAIT_AS_RECEIVER);
    }

    private static VmSituation deleted(VmView view) {
        return view.own()
                .filter(vmi -> !leavesItsInstance(view))
                .map(
                        vmi ->
                                leaving(vmi)
                                        ? VmSituation.DELETED_INSTANCE_LEAVING
                                        : VmSituation.DELETED_INSTANCE_THERE)
                .orElse(held(view) ? VmSituation.DELETED_NOTHING_LEFT : VmSituation.RELEASED);
    }

    private static VmSituation withoutInstance(VmView view, RunStrategy strategy) {
        if (!startWanted(view, strategy)) {
            boolean asked = strategy == RunStrategy.HALTED && StateChangeRequests.startAsked(view);
            return asked ? VmSituation.HALTED_START_ASKED : VmSituation.STOPPED;
        }
        if (view.foreign()) {
            return VmSituation.FOREIGN_INSTANCE;
        }
        return StartFailures.left(view, strategy).isPresent()
                ? VmSituation.START_BACKED_OFF
                : VmSituation.START_DUE;
    }

    /**
     * Under a strategy that does not start again after each end, the strategy itself is a start: it
     * is carried out when the status shows that it was not in force before. Under Once the instance
     * stays when it has ended, so one that is not there was never made, or was deleted for another.
     */
    private static boolean startWanted(VmView view, RunStrategy strategy) {
        return switch (strategy) {
            case ALWAYS, ONCE -> true;
            case RERUN_ON_FAILURE ->
                    StateChangeRequests.startAsked(view) || !inForce(view, strategy);
            case MANUAL -> StateChangeRequests.startAsked(view);
            case HALTED, WAIT_AS_RECEIVER -> false;
        };
    }

    private static boolean inForce(VmView view, RunStrategy strategy) {
        return view.vm().status() != null
                && strategy.value().equals(view.vm().status().runStrategy());
    }

    private static VmSituation withInstance(
            VmView view, VirtualMachineInstance vmi, RunStrategy strategy) {
        if (leaving(vmi)) {
            return VmSituation.STOPPING;
        }
        boolean over = strategy == RunStrategy.RERUN_ON_FAILURE && succeeded(vmi);
        if (strategy == RunStrategy.HALTED || over || StateChangeRequests.stopAsked(view, vmi)) {
            return VmSituation.STOP_DUE;
        }
        if (!nextFollows(strategy, VmiPhase.of(vmi))) {
            return VmSituation.AS_WANTED;
        }
        return recorded(view, strategy) ? VmSituation.NEXT_DUE : VmSituation.NEXT_TO_RECORD;
    }

    private static boolean nextFollows(RunStrategy strategy, VmiPhase phase) {
        return switch (strategy) {
            case ALWAYS -> phase.isFinal();
            case RERUN_ON_FAILURE -> phase == VmiPhase.FAILED;
            case MANUAL, ONCE, HALTED, WAIT_AS_RECEIVER -> false;
        };
    }

    /** What the next start depends on must be saved before the ended instance is deleted. */
    private static boolean recorded(VmView view, RunStrategy strategy) {
        Optional<?> saved = Optional.ofNullable(view.vm().status()).map(s -> s.startFailure());
        boolean failures = saved.equals(StartFailures.of(view, strategy));
        List<VirtualMachineStateChangeRequest> open = StateChangeRequests.open(view);
        return failures
                && (strategy == RunStrategy.ALWAYS
                        || StateChangeRequests.withStart(open).equals(open));
    }

    private static boolean succeeded(VirtualMachineInstance vmi) {
        return VmiPhase.of(vmi) == VmiPhase.SUCCEEDED;
    }

    private static boolean leaving(VirtualMachineInstance vmi) {
        return vmi.metadata().getDeletionTimestamp() != null;
    }

    /** Kubernetes' way to say so: its garbage collector takes the owner off, then the finalizer. */
    private static boolean leavesItsInstance(VmView view) {
        return Absent.list(view.vm().metadata().getFinalizers()).contains(Finalizers.ORPHAN);
    }

    private static boolean held(VmView view) {
        return Absent.list(view.vm().metadata().getFinalizers())
                .contains(Finalizers.VIRTUAL_MACHINE);
    }
}
