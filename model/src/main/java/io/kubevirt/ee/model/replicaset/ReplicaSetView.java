package io.kubevirt.ee.model.replicaset;

import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceReplicaSet;
import java.time.Instant;
import java.util.List;

/**
 * All that is known when it is decided what to do with a replica set.
 *
 * @param set the replica set
 * @param instances all instances of its namespace, whosever they are
 * @param now the time
 */
public record ReplicaSetView(
        VirtualMachineInstanceReplicaSet set, List<VirtualMachineInstance> instances, Instant now) {
    /** Copies the list. */
    public ReplicaSetView {
        instances = List.copyOf(instances);
    }

    boolean beingDeleted() {
        return set.metadata().getDeletionTimestamp() != null;
    }

    boolean paused() {
        return Boolean.TRUE.equals(set.spec().paused());
    }

    /** How many instances there shall be: one, where nothing is stated. */
    int wanted() {
        return set.spec().replicas() == null ? 1 : Math.max(set.spec().replicas(), 0);
    }
}
