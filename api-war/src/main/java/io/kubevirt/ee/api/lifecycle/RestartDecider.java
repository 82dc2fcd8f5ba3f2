package io.kubevirt.ee.api.lifecycle;

import static io.kubevirt.ee.api.lifecycle.Refusals.badRequest;
import static io.kubevirt.ee.api.lifecycle.Refusals.conflict;

import io.kubevirt.ee.api.lifecycle.Decision.Accepted;
import io.kubevirt.ee.api.lifecycle.Decision.PatchMachineStatus;
import io.kubevirt.ee.api.lifecycle.Decision.Write;
import io.kubevirt.ee.api.patch.JsonPatch;
import io.kubevirt.ee.model.v1.RunStrategy;
import io.kubevirt.ee.model.v1.VirtualMachine;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decides what {@code PUT virtualmachines/NAME/restart} does. */
public final class RestartDecider {
    // With 0 a guest would be destroyed before its disks are flushed.
    private static final long SHORTEST_SAFE_SECONDS = 1;

    private RestartDecider() {}

    /**
     * @param vmiOrNull the instance of the machine's name, if there is one
     */
    public static Decision decide(
            VirtualMachine vm, VirtualMachineInstance vmiOrNull, RestartOptions options) {
        if (options.gracePeriodSeconds() != null && options.gracePeriodSeconds() > 0) {
            return badRequest("For force restart, only gracePeriod=0 is supported for now");
        }
        if (options.gracePeriodSeconds() != null && options.gracePeriodSeconds() < 0) {
            return badRequest("gracePeriod has to be greater or equal to 0");
        }
        Optional<RunStrategy> strategy = RunStrategies.of(vm);
        if (strategy.isEmpty()) {
            return conflict(vm, RunStrategies.UNCLEAR);
        }
        return switch (strategy.get()) {
            case ALWAYS, MANUAL, RERUN_ON_FAILURE -> restart(vm, vmiOrNull, options);
            // The misspelling is KubeVirt's; clients match on it.
            case HALTED, ONCE, WAIT_AS_RECEIVER ->
                    conflict(
                            vm,
                            "RunStategy %s does not support manual restart requests"
                                    .formatted(strategy.get().value()));
        };
    }

    private static Decision restart(
            VirtualMachine vm, VirtualMachineInstance vmiOrNull, RestartOptions options) {
        if (vmiOrNull == null) {
            return conflict(vm, "VM is not running: " + RunStrategy.HALTED.value());
        }
        StateChange.Request request = new StateChange.Request().stop(vmiOrNull).start(false);
        Optional<JsonPatch> patch = StateChange.of(vm, request);
        if (patch.isEmpty()) {
            return conflict(vm, StateChange.UNDERWAY);
        }
        List<Write> writes = new ArrayList<>();
        if (options.gracePeriodSeconds() != null) {
            writes.add(GracePeriod.of(vmiOrNull, SHORTEST_SAFE_SECONDS));
        }
        writes.add(new PatchMachineStatus(patch.get()));
        return new Accepted(writes);
    }
}
