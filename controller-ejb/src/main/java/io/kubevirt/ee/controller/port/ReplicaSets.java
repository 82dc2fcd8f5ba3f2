package io.kubevirt.ee.controller.port;

import io.kubernetes.client.openapi.models.V1OwnerReference;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceReplicaSet;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceReplicaSetStatus;
import io.kubevirt.ee.runtime.loop.Key;
import java.util.List;
import java.util.Optional;

/** What the replica sets need of the API server, by the rules of {@link Cluster}. */
public interface ReplicaSets {
    /** Objects as they are, or were a moment ago. What is returned is not to be changed. */
    interface View {
        /** A replica set. */
        Optional<VirtualMachineInstanceReplicaSet> replicaSet(Key key);

        /** All instances of a namespace. */
        List<VirtualMachineInstance> instances(String namespace);
    }

    /** The caches of the watches: cheap, and a moment behind. */
    View cached();

    /** The API server itself. */
    View live();

    /** Creates an instance; without a name, the API server makes one. */
    Write<VirtualMachineInstance> create(VirtualMachineInstance instance);

    /** Deletes an instance, if it still has this uid. */
    Write<VirtualMachineInstance> deleteInstance(Key key, String uid);

    /** Gives an instance these owners. */
    Write<VirtualMachineInstance> setOwners(
            VirtualMachineInstance read, List<V1OwnerReference> owners);

    /** Changes what differs in a replica set's status. */
    Write<VirtualMachineInstanceReplicaSet> writeStatus(
            VirtualMachineInstanceReplicaSet read, VirtualMachineInstanceReplicaSetStatus status);
}
