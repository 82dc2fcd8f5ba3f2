package io.kubevirt.ee.simulation;

import io.kubevirt.ee.model.guest.DomainState.OffCause;
import io.kubevirt.ee.model.guest.DomainState.PauseCause;
import io.kubevirt.ee.model.guest.DomainView;
import io.kubevirt.ee.simulation.component.Scene;
import io.kubevirt.ee.simulation.node.SimNode;
import io.kubevirt.ee.simulation.world.Chance;
import io.kubevirt.ee.simulation.world.Fault;
import io.kubevirt.ee.simulation.world.Json;
import io.kubevirt.ee.simulation.world.Names;
import io.kubevirt.ee.simulation.world.ObjectId;
import io.kubevirt.ee.simulation.world.Troubles;
import io.kubevirt.ee.simulation.world.Troubles.Trouble;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What happens to a cluster from outside, one at a time. */
final class Faults {
    private static final int LONGEST_JUMP_SECONDS = 600;
    private static final int AWAY_STEPS = 20;
    private static final Set<OffCause> ENDS = EnumSet.complementOf(EnumSet.of(OffCause.FAILED));

    private final Cluster cluster;
    private final Scene scene;
    private final Chance chance;

    Faults(Cluster cluster, Scene scene) {
        this.cluster = cluster;
        this.scene = scene;
        this.chance = scene.chance();
        if (scene.troubles().trouble() == Trouble.STRANGERS_DOMAIN) {
            cluster.nodes()
                    .forEach(node -> node.libvirtd().strangerComes("default_" + Troubles.NAME));
        }
    }

    void strike() {
        SimNode node = chance.oneOf(cluster.nodes());
        switch (chance.below(16)) {
            case 0 -> {
                chance.count(Fault.AGENT_KILLED);
                say("virt-handler of " + node.name() + " is killed");
                cluster.endAgent(node);
            }
            case 1 -> {
                chance.count(Fault.CONTROLLER_KILLED);
                say("virt-controller is killed");
                cluster.newController();
            }
            case 2 -> libvirtd(node);
            case 3, 4, 5, 6 -> node.someGuest(chance).ifPresent(guest -> end(node, guest));
            case 7, 8, 13 -> node.someGuest(chance).ifPresent(guest -> pause(node, guest));
            case 9 -> count(Fault.LAUNCHER_KILLED, node, node.killLauncher(chance));
            case 10 -> count(Fault.POD_EVICTED, node, node.kubelet().evict());
            case 11 -> cut(node);
            case 12 -> power(node);
            case 14 -> jump(chance.onceIn(2) ? Names.CONTROL_PLANE : node.name());
            default -> stranger(node);
        }
    }

    private void say(String what) {
        scene.trace().say(() -> "fault: " + what);
    }

    private void count(Fault fault, SimNode node, boolean happened) {
        if (happened) {
            chance.count(fault);
            say(fault + " on " + node.name());
        }
    }

    /** What is away comes back after a while. */
    void pass() {
        for (SimNode node : cluster.nodes()) {
            if (node.libvirtd().isAway() && chance.onceIn(AWAY_STEPS)) {
                libvirtd(node);
            }
            if (node.powered() && !node.reachable() && chance.onceIn(AWAY_STEPS)) {
                cut(node);
            }
            if (!node.powered() && chance.onceIn(AWAY_STEPS)) {
                power(node);
            }
        }
    }

    private void libvirtd(SimNode node) {
        boolean away = !node.libvirtd().isAway();
        say("libvirtd of " + node.name() + (away ? " goes away" : " is back"));
        if (away) {
            chance.count(Fault.LIBVIRTD_AWAY);
        }
        cluster.libvirtd(node, away);
    }

    private void end(SimNode node, DomainView guest) {
        OffCause cause = chance.oneOf(ENDS);
        chance.count(
                switch (cause) {
                    case CRASHED, PANICKED -> Fault.GUEST_CRASHED;
                    case SHUTDOWN -> Fault.GUEST_POWERED_OFF;
                    case DESTROYED, SAVED, MIGRATED, REVERTED -> Fault.GUEST_DESTROYED;
                    case UNKNOWN, OTHER, FAILED -> Fault.GUEST_END_UNKNOWN;
                });
        say("guest " + guest.name() + " on " + node.name() + " ends: " + cause);
        node.libvirtd().ends(guest, cause);
    }

    private void pause(SimNode node, DomainView guest) {
        if (chance.onceIn(3)) {
            say("guest " + guest.name() + " goes on");
            node.libvirtd().unpause(guest);
            return;
        }
        PauseCause cause = chance.oneOf(EnumSet.allOf(PauseCause.class));
        chance.count(Fault.GUEST_PAUSED);
        say("guest " + guest.name() + " is paused: " + cause);
        node.libvirtd().pause(guest, cause);
    }

    private void cut(SimNode node) {
        ObjectId id = new ObjectId(Names.NODE, "", node.name());
        boolean there = scene.api().get(id).isPresent();
        if (node.powered() && !node.reachable() && there && chance.onceIn(3)) {
            chance.count(Fault.NODE_REMOVED_RUNNING);
            say(node.name() + " is cut off, and removed from the cluster");
            cluster.users().removesRunning(node.name());
            scene.api().remove(id);
            return;
        }
        boolean cut = node.reachable();
        if (cut) {
            chance.count(Fault.NODE_UNREACHABLE);
        }
        say(node.name() + (cut ? " is cut off" : " is connected"));
        node.cut(cut);
    }

    private void power(SimNode node) {
        ObjectId id = new ObjectId(Names.NODE, "", node.name());
        if (node.powered()) {
            chance.count(Fault.NODE_POWER_LOST);
            say(node.name() + " loses its power");
            cluster.endAgent(node);
            node.switchOff();
        } else if (scene.api().get(id).isPresent() && chance.onceIn(2)) {
            chance.count(Fault.NODE_REMOVED);
            say(node.name() + " is removed from the cluster");
            scene.api().remove(id);
        } else if (scene.api().get(id).isPresent() && chance.onceIn(2)) {
            chance.count(Fault.NODE_OUT_OF_SERVICE);
            say(node.name() + " is declared to be out of service");
            scene.api()
                    .patch(
                            id,
                            Json.parse(
                                    """
                                    {"spec": {"taints": [
                                      {"key": "node.kubernetes.io/out-of-service",
                                       "value": "nodeshutdown", "effect": "NoExecute"}]}}
                                    """));
        } else {
            say(node.name() + " starts");
            node.switchOn();
        }
    }

    private void jump(String machine) {
        Duration before = scene.clocks().offset(machine);
        Duration after =
                chance.onceIn(3)
                        ? Duration.ZERO
                        : Duration.ofSeconds(
                                chance.below(2 * LONGEST_JUMP_SECONDS) - LONGEST_JUMP_SECONDS);
        int change = after.compareTo(before);
        if (change != 0) {
            chance.count(change > 0 ? Fault.CLOCK_AHEAD : Fault.CLOCK_BACK);
            say("the clock of " + machine + " is off by " + after);
            scene.clocks().set(machine, after);
        }
    }

    private void stranger(SimNode node) {
        String name = "default_" + chance.oneOf(List.of("a", "b", "c"));
        if (node.libvirtd().strangerComes(name)) {
            chance.count(Fault.STRANGERS_DOMAIN);
            say("a stranger's domain " + name + " on " + node.name());
        } else {
            node.libvirtd().strangerLeaves(name);
        }
    }

    /** All is well again, except for what never will be. */
    void end() {
        say("they end");
        chance.endFaults();
        scene.clocks().set(Names.CONTROL_PLANE, Duration.ZERO);
        for (SimNode node : cluster.nodes()) {
            scene.clocks().set(node.name(), Duration.ZERO);
            if (!node.powered()) {
                node.switchOn();
            }
            node.cut(false);
            if (node.libvirtd().isAway()) {
                cluster.libvirtd(node, false);
            }
            List.of("a", "b", "c").forEach(n -> node.libvirtd().strangerLeaves("default_" + n));
        }
    }
}
