package io.kubevirt.ee.model.replicaset;

import io.kubernetes.client.openapi.models.V1OwnerReference;
import io.kubevirt.ee.model.condition.ObjectEvent;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import java.util.List;

/** A write that a plan asks for. */
public sealed interface ReplicaSetAction {
    /** Gives an instance these owners: with the set among them, or without it. */
    record SetOwners(VirtualMachineInstance vmi, List<V1OwnerReference> owners)
            implements ReplicaSetAction {
        public SetOwners {
            owners = List.copyOf(owners);
        }
    }

    /** Creates an instance; the API server chooses its name. */
    record CreateInstance(VirtualMachineInstance vmi) implements ReplicaSetAction {}

    /**
     * Deletes an instance, if it still is the one meant.
     *
     * @param news what to tell once it is done
     */
    record DeleteInstance(String name, String uid, ObjectEvent news) implements ReplicaSetAction {}
}
