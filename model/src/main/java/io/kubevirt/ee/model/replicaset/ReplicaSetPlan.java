package io.kubevirt.ee.model.replicaset;

import io.kubevirt.ee.model.condition.ObjectEvent;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceReplicaSetStatus;
import java.util.List;

/**
 * What to do with a replica set: the actions, then the status, then the events.
 *
 * @param situation what was found
 * @param actions in their order
 * @param status as it shall be; equal to the one before when there is nothing to write
 * @param events to publish once the status is saved, besides those of the actions
 */
public record ReplicaSetPlan(
        ReplicaSetSituation situation,
        List<ReplicaSetAction> actions,
        VirtualMachineInstanceReplicaSetStatus status,
        List<ObjectEvent> events) {
    /** Copies the lists. */
    public ReplicaSetPlan {
        actions = List.copyOf(actions);
        events = List.copyOf(events);
    }
}
