package io.kubevirt.ee.simulation.node;

import io.kubevirt.ee.simulation.world.ApiServer;
import io.kubevirt.ee.simulation.world.Chance;
import io.kubevirt.ee.simulation.world.Fault;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/** One node with all that lives on it, except for the agent. */
public final class SimNode {
    private final String name;
    private final SimHypervisor hypervisor;
    private final SimLaunchers launchers = new SimLaunchers();
    private final SimGuestHost guestHost;
    private final Kubelet kubelet;

    /** An empty node. */
    public SimNode(String name, ApiServer api, Chance chance, Supplier<Instant> clock) {
        this.name = name;
        this.hypervisor = new SimHypervisor(chance);
        this.guestHost = new SimGuestHost(launchers, chance);
        this.kubelet = new Kubelet(name, api, launchers, hypervisor, clock);
    }

    /** The node's name. */
    public String name() {
        return name;
    }

    /** Its libvirtd. */
    public SimHypervisor hypervisor() {
        return hypervisor;
    }

    /** Its launchers. */
    public SimLaunchers launchers() {
        return launchers;
    }

    /** What the agent made on it. */
    public SimGuestHost guestHost() {
        return guestHost;
    }

    /** Its kubelet. */
    public Kubelet kubelet() {
        return kubelet;
    }

    /** Kills a launcher, if there is one; whether it did. */
    public boolean killLauncher(Chance chance) {
        List<SimLauncher> alive = launchers.alive();
        if (alive.isEmpty()) {
            return false;
        }
        SimLauncher victim = chance.oneOf(alive);
        victim.die();
        launchers.notice(victim);
        chance.count(Fault.LAUNCHER_KILLED);
        return true;
    }
}
