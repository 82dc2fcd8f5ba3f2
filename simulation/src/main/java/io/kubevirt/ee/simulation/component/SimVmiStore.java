package io.kubevirt.ee.simulation.component;

import com.google.gson.JsonObject;
import io.kubevirt.ee.handler.port.VmiStore;
import io.kubevirt.ee.model.condition.ObjectEvent;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceStatus;
import io.kubevirt.ee.runtime.kube.MergePatch;
import io.kubevirt.ee.runtime.loop.Key;
import io.kubevirt.ee.simulation.world.ApiServer;
import io.kubevirt.ee.simulation.world.Chance;
import io.kubevirt.ee.simulation.world.ObjectId;
import io.kubevirt.ee.simulation.world.Refusal;
import io.kubevirt.ee.simulation.world.Trace;
import io.kubevirt.ee.simulation.world.Violation;
import io.kubevirt.ee.simulation.world.WatchCache;
import java.util.Optional;

/** The agent's way to the simulated API server; holds it to what the admission policy allows. */
final class SimVmiStore implements VmiStore {
    private final String node;
    private final ApiServer api;
    private final WatchCache cache;
    private final Chance chance;
    private final Trace trace;

    SimVmiStore(String node, ApiServer api, WatchCache cache, Chance chance, Trace trace) {
        this.node = node;
        this.api = api;
        this.cache = cache;
        this.chance = chance;
        this.trace = trace;
    }

    @Override
    public Optional<VirtualMachineInstance> cached(String namespace, String name) {
        return cache.get(id(namespace, name)).map(SimVmiStore::typed);
    }

    @Override
    public Optional<VirtualMachineInstance> live(String namespace, String name) {
        return api.get(id(namespace, name)).map(SimVmiStore::typed);
    }

    private static VirtualMachineInstance typed(JsonObject json) {
        return Api.typed(json, VirtualMachineInstance.class);
    }

    private static ObjectId id(String namespace, String name) {
        return Api.id(Api.VMI, new Key(namespace, name));
    }

    @Override
    public boolean writeStatus(VirtualMachineInstance read, VirtualMachineInstanceStatus status) {
        JsonObject patch = MergePatch.between(read.status(), status);
        if (patch.isEmpty()) {
            return true;
        }
        ObjectId id = id(read.metadata().getNamespace(), read.metadata().getName());
        try {
            api.patch(id, MergePatch.locked("status", patch, read.metadata().getResourceVersion()));
        } catch (Refusal refused) {
            return false;
        }
        if (read.status() == null || !node.equals(read.status().nodeName())) {
            throw new Violation(
                    node + "'s agent writes the status of " + id + ", which is not its own");
        }
        trace.say("  " + id + " status " + patch);
        chance.afterWrite("virt-handler");
        return true;
    }

    @Override
    public void publish(VirtualMachineInstance about, ObjectEvent event) {
        trace.say("  event " + event.reason().value() + ": " + event.message());
    }
}
