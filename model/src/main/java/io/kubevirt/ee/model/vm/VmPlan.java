package io.kubevirt.ee.model.vm;

import io.kubevirt.ee.model.condition.ObjectEvent;
import io.kubevirt.ee.model.v1.VirtualMachineStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What to do with a machine: the actions, then the status, then the events.
 *
 * @param situation what was found
 * @param actions in their order
 * @param status as it shall be; equal to the one before when there is nothing to write
 * @param events to publish once the status is saved
 * @param again when to look again without a change
 */
public record VmPlan(
        VmSituation situation,
        List<VmAction> actions,
        VirtualMachineStatus status,
        List<ObjectEvent> events,
        Optional<Duration> again) {
    /** Copies the lists. */
    public VmPlan {
        actions = List.copyOf(actions);
        events = List.copyOf(events);
    }
}
