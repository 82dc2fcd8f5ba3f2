package io.kubevirt.ee.api.lifecycle;

import static io.kubevirt.ee.api.lifecycle.Refusals.badRequest;
import static io.kubevirt.ee.api.lifecycle.Refusals.conflict;

import io.kubevirt.ee.api.lifecycle.Decision.Accepted;
import io.kubevirt.ee.api.lifecycle.Decision.PatchMachine;
import io.kubevirt.ee.api.lifecycle.Decision.PatchMachineStatus;
import io.kubevirt.ee.api.lifecycle.Decision.Write;
import io.kubevirt.ee.model.v1.RunStrategy;
import io.kubevirt.ee.model.v1.VirtualMachine;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VmiPhase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decides what {@code PUT virtualmachines/NAME/stop} does. */
public final class StopDecider {
    private static final String NOT_RUNNING = "VM is not running";

    private StopDecider() {}

    /**
     * @param vmiOrNull the instance of the machine's name, if there is one
     */
    public static Decision decide(
            VirtualMachine vm, VirtualMachineInstance vmiOrNull, StopOptions options) {
        if (options.gracePeriod() != null && options.gracePeriod() < 0) {
            return badRequest("gracePeriod has to be greater or equal to 0");
        }
        Optional<RunStrategy> strategy = RunStrategies.of(vm);
        if (strategy.isEmpty()) {
            return conflict(vm, RunStrategies.UNCLEAR);
        }
        boolean running = vmiOrNull != null && !VmiPhase.of(vmiOrNull).isFinal();
        return switch (strategy.get()) {
            case HALTED -> running ? hasten(vm, vmiOrNull, options) : conflict(vm, NOT_RUNNING);
            case MANUAL, RERUN_ON_FAILURE ->
                    running ? request(vm, vmiOrNull, options) : conflict(vm, NOT_RUNNING);
            case ALWAYS, ONCE -> switchOff(vm, running ? vmiOrNull : null, options);
            case WAIT_AS_RECEIVER ->
                    conflict(vm, strategy.get().value() + " does not support manual stop requests");
        };
    }

    /** It is ending already: all that can be asked is to end it sooner. */
    private static Decision hasten(
            VirtualMachine vm, VirtualMachineInstance vmi, StopOptions options) {
        Long current = vmi.spec().terminationGracePeriodSeconds();
        boolean shorter =
                options.gracePeriod() != null
                        && (current == null || options.gracePeriod() < current);
        return shorter
                ? request(vm, vmi, options)
                : conflict(
                        vm,
                        RunStrategy.HALTED.value()
                                + " only supports manual stop requests with a shorter"
                                + " graceperiod");
    }

    private static Decision request(
            VirtualMachine vm, VirtualMachineInstance vmi, StopOptions options) {
        List<Write> writes = gracePeriod(vmi, options);
        writes.add(new PatchMachineStatus(StateChange.stop(vm, vmi)));
        return new Accepted(writes);
    }

    private static Decision switchOff(
            VirtualMachine vm, VirtualMachineInstance runningOrNull, StopOptions options) {
        List<Write> writes = gracePeriod(runningOrNull, options);
        writes.add(new PatchMachine(RunStrategies.switchTo(vm, false)));
        return new Accepted(writes);
    }

    private static List<Write> gracePeriod(
            VirtualMachineInstance runningOrNull, StopOptions options) {
        List<Write> writes = new ArrayList<>();
        if (runningOrNull != null && options.gracePeriod() != null) {
            writes.add(GracePeriod.of(runningOrNull, options.gracePeriod()));
        }
        return writes;
    }
}
