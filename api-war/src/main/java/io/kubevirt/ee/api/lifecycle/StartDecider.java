package io.kubevirt.ee.api.lifecycle;

import static io.kubevirt.ee.api.lifecycle.Refusals.conflict;

import io.kubevirt.ee.api.lifecycle.Decision.Accepted;
import io.kubevirt.ee.api.lifecycle.Decision.PatchMachine;
import io.kubevirt.ee.api.lifecycle.Decision.PatchMachineStatus;
import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.RunStrategy;
import io.kubevirt.ee.model.v1.VirtualMachine;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VmiPhase;
import java.util.Optional;

/** Decides what {@code PUT virtualmachines/NAME/start} does. */
public final class StartDecider {
    private StartDecider() {}

    /**
     * @param vmiOrNull the instance of the machine's name, if there is one
     */
    public static Decision decide(
            VirtualMachine vm, VirtualMachineInstance vmiOrNull, StartOptions options) {
        if (isAlive(vmiOrNull)) {
            return conflict(vm, "VM is already running");
        }
        Optional<RunStrategy> strategy = RunStrategies.of(vm);
        if (strategy.isEmpty()) {
            return conflict(vm, RunStrategies.UNCLEAR);
        }
        boolean paused = Absent.flag(options.paused());
        return switch (strategy.get()) {
            case HALTED -> paused ? request(vm, null, true) : switchOn(vm);
            case MANUAL -> request(vm, vmiOrNull, paused);
            case RERUN_ON_FAILURE -> rerun(vm, vmiOrNull, paused);
            case ALWAYS, ONCE, WAIT_AS_RECEIVER ->
                    conflict(
                            vm, strategy.get().value() + " does not support manual start requests");
        };
    }

    /** Starting comes before anything runs: an instance without a phase is not in the way. */
    private static boolean isAlive(VirtualMachineInstance vmiOrNull) {
        if (vmiOrNull == null) {
            return false;
        }
        return switch (VmiPhase.of(vmiOrNull)) {
            case PENDING, SCHEDULING, SCHEDULED, RUNNING -> true;
            case UNSET, UNKNOWN, SUCCEEDED, FAILED -> false;
        };
    }

    private static Decision switchOn(VirtualMachine vm) {
        return Accepted.of(new PatchMachine(RunStrategies.switchTo(vm, true)));
    }

    private static Decision rerun(
            VirtualMachine vm, VirtualMachineInstance vmiOrNull, boolean paused) {
        if (vmiOrNull != null && VmiPhase.of(vmiOrNull) == VmiPhase.FAILED) {
            return conflict(
                    vm,
                    RunStrategy.RERUN_ON_FAILURE.value()
                            + " does not support starting VM from failed state");
        }
        return request(vm, vmiOrNull, paused);
    }

    /** A finished instance that is still there has to go first: stop it, then start. */
    private static Decision request(
            VirtualMachine vm, VirtualMachineInstance vmiOrNull, boolean paused) {
        StateChange.Request request = new StateChange.Request();
        if (vmiOrNull != null && VmiPhase.of(vmiOrNull).isFinal()) {
            request.stop(vmiOrNull);
        }
        return StateChange.of(vm, request.start(paused))
                .<Decision>map(patch -> Accepted.of(new PatchMachineStatus(patch)))
                .orElseGet(() -> conflict(vm, StateChange.UNDERWAY));
    }
}
