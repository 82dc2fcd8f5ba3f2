package io.kubevirt.ee.controller.port;

import io.kubernetes.client.openapi.models.V1Node;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubevirt.ee.model.v1.VirtualMachine;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.runtime.loop.Key;
import java.util.List;
import java.util.Optional;

/** Objects as they are, or were a moment ago. What is returned is not to be changed. */
public interface ClusterView {
    /** A machine. */
    Optional<VirtualMachine> machine(Key key);

    /** An instance. */
    Optional<VirtualMachineInstance> instance(Key key);

    /** Pods in a namespace that are labelled {@code kubevirt.io/created-by} with this uid. */
    List<V1Pod> podsCreatedBy(String namespace, String instanceUid);

    /** A node. */
    Optional<V1Node> node(String name);
}
