package io.kubevirt.ee.simulation.component;

import com.google.gson.JsonObject;
import io.kubevirt.ee.handler.port.GuestSettings;
import io.kubevirt.ee.handler.reconcile.GuestPorts;
import io.kubevirt.ee.handler.reconcile.GuestReconciler;
import io.kubevirt.ee.model.v1.Labels;
import io.kubevirt.ee.runtime.loop.Key;
import io.kubevirt.ee.runtime.loop.Reconciler;
import io.kubevirt.ee.simulation.node.SimNode;
import io.kubevirt.ee.simulation.world.ApiServer;
import io.kubevirt.ee.simulation.world.Chance;
import io.kubevirt.ee.simulation.world.ObjectId;
import io.kubevirt.ee.simulation.world.Trace;
import io.kubevirt.ee.simulation.world.WatchCache;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** virt-handler of one node. */
public final class AgentProcess extends Process {
    private final SimNode node;
    private final Reconciler reconciler;

    /** Starts it: it looks at everything there is. */
    public AgentProcess(
            SimNode node,
            ApiServer api,
            Chance chance,
            Trace trace,
            InstantSource clock,
            GuestSettings settings) {
        super(
                "virt-handler/" + node.name(),
                trace,
                new WatchCache(api, chance, Set.of(Api.VMI), vmi -> isOn(node.name(), vmi)),
                clock,
                new Random(chance.below(Integer.MAX_VALUE)));
        this.node = node;
        node.launchers().forgetListeners();
        this.reconciler =
                new GuestReconciler(
                        node.name(),
                        new GuestPorts(
                                new SimVmiStore(node.name(), api, cache(), chance, trace),
                                node.hypervisor(),
                                node.guestHost(),
                                node.launchers(),
                                settings),
                        this::enqueue,
                        clock);
        everyKey().forEach(this::enqueue);
    }

    private static boolean isOn(String node, JsonObject vmi) {
        JsonObject labels = vmi.getAsJsonObject("metadata").getAsJsonObject("labels");
        return labels != null
                && labels.has(Labels.NODE_NAME)
                && labels.get(Labels.NODE_NAME).getAsString().equals(node);
    }

    @Override
    Reconciler reconciler() {
        return reconciler;
    }

    @Override
    Collection<Key> keysOf(ObjectId changed) {
        return List.of(new Key(changed.namespace(), changed.name()));
    }

    @Override
    Collection<Key> everyKey() {
        Set<Key> keys = new LinkedHashSet<>();
        for (JsonObject vmi : cache().list(Api.VMI)) {
            JsonObject metadata = vmi.getAsJsonObject("metadata");
            keys.add(
                    new Key(
                            metadata.get("namespace").getAsString(),
                            metadata.get("name").getAsString()));
        }
        node.hypervisor().truth().forEach(domain -> keys.add(keyOfDomain(domain.name())));
        node.guestHost()
                .known()
                .forEach(guest -> keys.add(new Key(guest.namespace(), guest.name())));
        return keys;
    }

    /** libvirt tells of a change of a domain. */
    public void wake(String domain) {
        enqueue(keyOfDomain(domain));
    }

    /** The key of a domain's name, {@code <namespace>_<name>}. */
    private static Key keyOfDomain(String domain) {
        int cut = domain.indexOf('_');
        return new Key(domain.substring(0, cut), domain.substring(cut + 1));
    }
}
