package io.kubevirt.ee.controller.server;

import io.kubernetes.client.openapi.models.V1Node;
import io.kubernetes.client.openapi.models.V1NodeList;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubernetes.client.openapi.models.V1PodList;
import io.kubevirt.ee.controller.port.ClusterView;
import io.kubevirt.ee.model.v1.Labels;
import io.kubevirt.ee.model.v1.VirtualMachine;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceList;
import io.kubevirt.ee.model.v1.VirtualMachineList;
import io.kubevirt.ee.runtime.kube.ResourceApi;
import io.kubevirt.ee.runtime.kube.Selection;
import io.kubevirt.ee.runtime.loop.Key;
import java.util.List;
import java.util.Optional;

/**
 * Objects as the API server has them now.
 *
 * @param machines VirtualMachines
 * @param instances VirtualMachineInstances
 * @param pods pods
 * @param nodes Nodes
 */
record LiveView(
        ResourceApi<VirtualMachine, VirtualMachineList> machines,
        ResourceApi<VirtualMachineInstance, VirtualMachineInstanceList> instances,
        ResourceApi<V1Pod, V1PodList> pods,
        ResourceApi<V1Node, V1NodeList> nodes)
        implements ClusterView {
    @Override
    public Optional<VirtualMachine> machine(Key key) {
        return machines.get(key);
    }

    @Override
    public Optional<VirtualMachineInstance> instance(Key key) {
        return instances.get(key);
    }

    @Override
    public List<V1Pod> podsCreatedBy(String namespace, String instanceUid) {
        String labels = Labels.CREATED_BY + "=" + instanceUid;
        return pods.list(new Selection(namespace, labels, "")).getItems();
    }

    @Override
    public Optional<V1Node> node(String name) {
        return nodes.get(Key.ofCluster(name));
    }
}
