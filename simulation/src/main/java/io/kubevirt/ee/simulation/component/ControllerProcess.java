package io.kubevirt.ee.simulation.component;

import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.models.V1Node;
import io.kubevirt.ee.controller.port.Events;
import io.kubevirt.ee.controller.reconcile.VmReconciler;
import io.kubevirt.ee.controller.reconcile.VmiReconciler;
import io.kubevirt.ee.model.vmi.NodeState;
import io.kubevirt.ee.runtime.loop.Key;
import io.kubevirt.ee.runtime.loop.ReconcileLoop;
import io.kubevirt.ee.simulation.world.Connection;
import io.kubevirt.ee.simulation.world.Fault;
import io.kubevirt.ee.simulation.world.Json;
import io.kubevirt.ee.simulation.world.Names;
import io.kubevirt.ee.simulation.world.ObjectId;
import io.kubevirt.ee.simulation.world.WatchCache;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** virt-controller: a loop over machines and one over instances. */
public final class ControllerProcess extends Process {
    private final ReconcileLoop machines;
    private final ReconcileLoop instances;
    private final Map<ObjectId, V1Node> nodes = new HashMap<>();

    /** Starts it: it looks at everything there is. */
    public ControllerProcess(Scene scene) {
        super(
                "virt-controller",
                scene,
                new WatchCache(
                        scene.api(),
                        scene.chance(),
                        List.of(Names.VM, Names.VMI, Names.POD, Names.NODE),
                        object -> true));
        Connection connection =
                new Connection(
                        Fault.CONTROLLER_DIES_AFTER_WRITE,
                        scene.chance(),
                        scene.trace(),
                        () -> true,
                        this::dead,
                        scene.interlude());
        SimCluster cluster = new SimCluster(scene, cache(), connection);
        Events events =
                (about, event) ->
                        scene.trace()
                                .say(
                                        () ->
                                                "  event "
                                                        + event.reason().value()
                                                        + ": "
                                                        + event.message());
        InstantSource clock = scene.clocks().steady(Names.CONTROL_PLANE);
        machines = loop("machine", new VmReconciler(cluster, events, clock), () -> keys(Names.VM));
        instances =
                loop("instance", new VmiReconciler(cluster, events, clock), () -> keys(Names.VMI));
        scene.api().ids(Names.NODE).forEach(id -> node(id).ifPresent(is -> nodes.put(id, is)));
        keys(Names.VM).forEach(machines::enqueue);
        keys(Names.VMI).forEach(instances::enqueue);
    }

    private List<Key> keys(String kind) {
        return cache().list(kind).stream().map(ControllerProcess::key).toList();
    }

    private static Key key(JsonObject object) {
        return new Key(
                Json.at(object, "metadata", "namespace"), Json.at(object, "metadata", "name"));
    }

    @Override
    boolean reachable() {
        return true;
    }

    @Override
    void wake(ObjectId changed) {
        Key key = new Key(changed.namespace(), changed.name());
        switch (changed.kind()) {
            case Names.VM -> machines.enqueue(key);
            case Names.VMI -> {
                machines.enqueue(key);
                instances.enqueue(key);
            }
            case Names.POD ->
                    instances.enqueue(new Key(changed.namespace(), Names.instanceOf(changed)));
            default -> wakeByNode(changed);
        }
    }

    private void wakeByNode(ObjectId id) {
        Optional<V1Node> before = Optional.ofNullable(nodes.get(id));
        Optional<V1Node> after = node(id);
        after.ifPresentOrElse(is -> nodes.put(id, is), () -> nodes.remove(id));
        if (NodeState.concerns(before, after)) {
            cache().list(Names.VMI).stream()
                    .filter(vmi -> Json.at(vmi, "status", "nodeName").equals(id.name()))
                    .map(ControllerProcess::key)
                    .forEach(instances::enqueue);
        }
    }

    private Optional<V1Node> node(ObjectId id) {
        return cache().get(id).map(json -> scene().api().typed(json, V1Node.class));
    }
}
