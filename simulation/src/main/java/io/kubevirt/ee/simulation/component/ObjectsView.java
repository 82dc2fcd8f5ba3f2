package io.kubevirt.ee.simulation.component;

import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.models.V1Node;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubevirt.ee.controller.port.ClusterView;
import io.kubevirt.ee.model.v1.Labels;
import io.kubevirt.ee.model.v1.VirtualMachine;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.runtime.loop.Key;
import io.kubevirt.ee.simulation.world.ApiServer;
import io.kubevirt.ee.simulation.world.Json;
import io.kubevirt.ee.simulation.world.Names;
import io.kubevirt.ee.simulation.world.ObjectId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Objects, from wherever they are.
 *
 * @param api makes them typed
 * @param one an object
 * @param all the objects of a kind
 */
record ObjectsView(
        ApiServer api,
        Function<ObjectId, Optional<JsonObject>> one,
        Function<String, List<JsonObject>> all)
        implements ClusterView {

    @Override
    public Optional<VirtualMachine> machine(Key key) {
        return object(Names.VM, key).map(json -> api.typed(json, VirtualMachine.class));
    }

    @Override
    public Optional<VirtualMachineInstance> instance(Key key) {
        return object(Names.VMI, key).map(json -> api.typed(json, VirtualMachineInstance.class));
    }

    private Optional<JsonObject> object(String kind, Key key) {
        return one.apply(new ObjectId(kind, key.namespace(), key.name()));
    }

    @Override
    public List<V1Pod> podsCreatedBy(String namespace, String instanceUid) {
        return all.apply(Names.POD).stream()
                .filter(
                        pod ->
                                Json.at(pod, "metadata", "labels", Labels.CREATED_BY)
                                        .equals(instanceUid))
                .map(pod -> api.typed(pod, V1Pod.class))
                .toList();
    }

    @Override
    public Optional<V1Node> node(String name) {
        return object(Names.NODE, Key.ofCluster(name)).map(json -> api.typed(json, V1Node.class));
    }
}
