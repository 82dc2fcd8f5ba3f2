package io.kubevirt.ee.model.vmi;

import io.kubevirt.ee.model.condition.ObjectEvent;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What to do with an instance: the actions, then the status with its labels in one write, then the
 * events.
 *
 * @param situation what was found
 * @param actions in their order
 * @param status as it shall be; the same as before when there is nothing to write
 * @param labels to put on the instance along with the status
 * @param events to publish once the status is saved
 * @param again when to look again although nothing changed
 */
public record VmiPlan(
        VmiSituation situation,
        List<VmiAction> actions,
        VirtualMachineInstanceStatus status,
        Map<String, String> labels,
        List<ObjectEvent> events,
        Optional<Duration> again) {
    /** Without another look. */
    VmiPlan(
            VmiSituation situation,
            List<VmiAction> actions,
            VirtualMachineInstanceStatus status,
            Map<String, String> labels,
            List<ObjectEvent> events) {
        this(situation, actions, status, labels, events, Optional.empty());
    }

    /** Copies the lists. */
    public VmiPlan {
        actions = List.copyOf(actions);
        labels = Map.copyOf(labels);
        events = List.copyOf(events);
    }
}
