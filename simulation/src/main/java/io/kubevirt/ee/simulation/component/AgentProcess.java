package io.kubevirt.ee.simulation.component;

import com.google.gson.JsonObject;
import io.kubevirt.ee.handler.port.GuestSettings;
import io.kubevirt.ee.handler.reconcile.GuestPorts;
import io.kubevirt.ee.handler.reconcile.GuestReconciler;
import io.kubevirt.ee.model.domain.DomainSettings;
import io.kubevirt.ee.model.v1.Labels;
import io.kubevirt.ee.runtime.loop.Key;
import io.kubevirt.ee.runtime.loop.ReconcileLoop;
import io.kubevirt.ee.simulation.node.SimGuestAgent;
import io.kubevirt.ee.simulation.node.SimGuestHost;
import io.kubevirt.ee.simulation.node.SimHypervisor;
import io.kubevirt.ee.simulation.node.SimNode;
import io.kubevirt.ee.simulation.node.SimProbes;
import io.kubevirt.ee.simulation.world.Connection;
import io.kubevirt.ee.simulation.world.Fault;
import io.kubevirt.ee.simulation.world.Json;
import io.kubevirt.ee.simulation.world.Names;
import io.kubevirt.ee.simulation.world.ObjectId;
import io.kubevirt.ee.simulation.world.WatchCache;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** virt-handler of one node. */
public final class AgentProcess extends Process {
    private static final GuestSettings EMULATION =
            () -> Optional.of(DomainSettings.standard(DomainSettings.Accelerator.EMULATION));

    private final SimNode node;
    private final ReconcileLoop guests;

    /** Starts it: it looks at everything there is. */
    public AgentProcess(SimNode node, Scene scene) {
        super(
                "virt-handler/" + node.name(),
                scene,
                new WatchCache(
                        scene.api(),
                        scene.chance(),
                        List.of(Names.VMI),
                        vmi -> isOn(node.name(), vmi)));
        this.node = node;
        node.launchers().forgetListeners();
        Connection connection =
                new Connection(
                        Fault.AGENT_DIES_AFTER_WRITE,
                        scene.chance(),
                        scene.trace(),
                        node::reachable,
                        this::dead,
                        scene.interlude());
        this.guests =
                loop(
                        "guest",
                        new GuestReconciler(
                                node.name(),
                                ports(connection),
                                this::enqueue,
                                scene.clocks().wall(node.name())),
                        this::everyKey);
        lookAtAll();
    }

    private GuestPorts ports(Connection connection) {
        Scene scene = scene();
        return new GuestPorts(
                new SimVmiStore(node.name(), scene, cache(), connection),
                new SimHypervisor(
                        node.libvirtd(),
                        connection,
                        scene.chance(),
                        scene.trace(),
                        scene.troubles()),
                new SimGuestHost(
                        node.files(),
                        node.launchers(),
                        connection,
                        scene.chance(),
                        scene.troubles()),
                node.launchers(),
                new SimGuestAgent(),
                new SimProbes(),
                EMULATION);
    }

    private static boolean isOn(String node, JsonObject vmi) {
        return Json.at(vmi, "metadata", "labels", Labels.NODE_NAME).equals(node);
    }

    @Override
    boolean reachable() {
        return node.reachable();
    }

    @Override
    void wake(ObjectId changed) {
        enqueue(new Key(changed.namespace(), changed.name()));
    }

    private void enqueue(Key key) {
        guests.enqueue(key);
    }

    /** As at its start, and when libvirtd is back. */
    public void lookAtAll() {
        everyKey().forEach(this::enqueue);
    }

    private Collection<Key> everyKey() {
        Set<Key> keys = new LinkedHashSet<>();
        for (JsonObject vmi : cache().list(Names.VMI)) {
            keys.add(
                    new Key(
                            Json.at(vmi, "metadata", "namespace"),
                            Json.at(vmi, "metadata", "name")));
        }
        new NodeKeys(node).all().forEach(keys::add);
        return keys;
    }

    /** libvirt tells of a change of a domain. */
    public void wakeDomain(String domain) {
        enqueue(NodeKeys.ofDomain(domain));
    }
}
