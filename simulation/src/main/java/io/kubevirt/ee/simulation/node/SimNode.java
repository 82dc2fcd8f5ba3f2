package io.kubevirt.ee.simulation.node;

import io.kubevirt.ee.model.guest.DomainState.OffCause;
import io.kubevirt.ee.model.guest.DomainView;
import io.kubevirt.ee.simulation.world.ApiServer;
import io.kubevirt.ee.simulation.world.Chance;
import io.kubevirt.ee.simulation.world.Clocks;
import io.kubevirt.ee.simulation.world.Troubles;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One node with all that lives on it, except for the agent. */
public final class SimNode {
    private final String name;
    private final Clocks clocks;
    private final Libvirtd libvirtd;
    private final SimLaunchers launchers = new SimLaunchers();
    private final GuestFiles files = new GuestFiles();
    private final Kubelet kubelet;
    private boolean powered = true;
    private boolean cut;
    private Instant answered;

    /** An empty node. */
    public SimNode(String name, ApiServer api, Chance chance, Clocks clocks, Troubles troubles) {
        this.name = name;
        this.clocks = clocks;
        this.libvirtd = new Libvirtd(chance);
        this.kubelet = new Kubelet(this, api, chance, clocks, troubles);
        this.answered = clocks.now();
    }

    /** The node's name. */
    public String name() {
        return name;
    }

    /** Its libvirtd. */
    public Libvirtd libvirtd() {
        return libvirtd;
    }

    /** Its launchers. */
    public SimLaunchers launchers() {
        return launchers;
    }

    /** What the agent made on it. */
    public GuestFiles files() {
        return files;
    }

    /** Its kubelet. */
    public Kubelet kubelet() {
        return kubelet;
    }

    /** Whether it runs. */
    public boolean powered() {
        return powered;
    }

    /** Whether kubelet and agent reach the API server. */
    public boolean reachable() {
        return powered && !cut;
    }

    /** When it could last be reached. */
    public Instant answered() {
        if (reachable()) {
            answered = clocks.now();
        }
        return answered;
    }

    /** Cuts it off from the API server, or connects it again. */
    public void cut(boolean isCut) {
        answered();
        cut = isCut;
    }

    /** Switches it off: everything that runs on it ends. Files stay. */
    public void switchOff() {
        answered();
        powered = false;
        libvirtd.powerLost();
        launchers.powerLost();
        files.powerLost();
    }

    /** Switches it on: nothing of before runs. */
    public void switchOn() {
        powered = true;
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
        return true;
    }

    /** One of its domains whose qemu lives. */
    public Optional<DomainView> someGuest(Chance chance) {
        List<DomainView> alive =
                libvirtd.domains().stream().filter(d -> d.qemuPid().isPresent()).toList();
        return alive.isEmpty() ? Optional.empty() : Optional.of(chance.oneOf(alive));
    }

    /** What is in a pod's cgroups ends with them; whether there was anything. */
    boolean endCgroupsOf(String podUid) {
        List<DomainView> inside =
                libvirtd.domains().stream()
                        .filter(d -> d.podUid().equals(podUid) && d.qemuPid().isPresent())
                        .toList();
        inside.forEach(d -> libvirtd.ends(d, OffCause.CRASHED));
        return !inside.isEmpty();
    }
}
