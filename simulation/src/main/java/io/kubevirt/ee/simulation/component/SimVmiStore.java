package io.kubevirt.ee.simulation.component;

import com.google.gson.JsonObject;
import io.kubevirt.ee.handler.port.VmiStore;
import io.kubevirt.ee.model.condition.ObjectEvent;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceStatus;
import io.kubevirt.ee.runtime.kube.MergePatch;
import io.kubevirt.ee.simulation.world.Connection;
import io.kubevirt.ee.simulation.world.Names;
import io.kubevirt.ee.simulation.world.ObjectId;
import io.kubevirt.ee.simulation.world.Refusal;
import io.kubevirt.ee.simulation.world.Violation;
import io.kubevirt.ee.simulation.world.WatchCache;
import java.util.Optional;

/** The agent's way to the simulated API server; holds it to what the admission policy allows. */
final class SimVmiStore implements VmiStore {
    private final String node;
    private final Scene scene;
    private final WatchCache cache;
    private final Connection connection;

    SimVmiStore(String node, Scene scene, WatchCache cache, Connection connection) {
        this.node = node;
        this.scene = scene;
        this.cache = cache;
        this.connection = connection;
    }

    @Override
    public Optional<VirtualMachineInstance> cached(String namespace, String name) {
        return cache.get(id(namespace, name)).map(this::typed);
    }

    @Override
    public Optional<VirtualMachineInstance> live(String namespace, String name) {
        return connection.read(() -> scene.api().get(id(namespace, name))).map(this::typed);
    }

    private VirtualMachineInstance typed(JsonObject json) {
        return scene.api().typed(json, VirtualMachineInstance.class);
    }

    private static ObjectId id(String namespace, String name) {
        return new ObjectId(Names.VMI, namespace, name);
    }

    @Override
    public boolean writeStatus(VirtualMachineInstance read, VirtualMachineInstanceStatus status) {
        JsonObject patch = MergePatch.between(read.status(), status);
        if (patch.isEmpty()) {
            return true;
        }
        ObjectId id = id(read.metadata().getNamespace(), read.metadata().getName());
        if (read.status() == null || !node.equals(read.status().nodeName())) {
            throw new Violation(
                    node + "'s agent writes the status of " + id + ", which is not its own");
        }
        JsonObject locked =
                MergePatch.locked("status", patch, read.metadata().getResourceVersion());
        try {
            connection.write(
                    id, () -> id + " status " + patch, () -> scene.api().patch(id, locked));
            return true;
        } catch (Refusal refused) {
            return false;
        }
    }

    @Override
    public void publish(VirtualMachineInstance about, ObjectEvent event) {
        scene.trace().say(() -> "  event " + event.reason().value() + ": " + event.message());
    }
}
