package io.kubevirt.ee.controller.server;

import io.kubernetes.client.openapi.models.V1Node;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubevirt.ee.controller.port.ClusterView;
import io.kubevirt.ee.model.v1.VirtualMachine;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.runtime.loop.Key;
import java.util.List;
import java.util.Optional;

/**
 * Objects as the watches last showed them.
 *
 * @param caches the watches
 */
record CachedView(Caches caches) implements ClusterView {
    @Override
    public Optional<VirtualMachine> machine(Key key) {
        return caches.machines().get(key);
    }

    @Override
    public Optional<VirtualMachineInstance> instance(Key key) {
        return caches.instances().get(key);
    }

    @Override
    public List<V1Pod> podsCreatedBy(String namespace, String instanceUid) {
        return caches.pods()
                .byIndex(Caches.BY_CREATOR, Caches.creatorValue(namespace, instanceUid));
    }

    @Override
    public Optional<V1Node> node(String name) {
        return caches.nodes().get(Key.ofCluster(name));
    }
}
