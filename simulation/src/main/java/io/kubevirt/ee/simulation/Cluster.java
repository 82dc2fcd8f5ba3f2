package io.kubevirt.ee.simulation;

import io.kubevirt.ee.simulation.component.AgentProcess;
import io.kubevirt.ee.simulation.component.ControllerProcess;
import io.kubevirt.ee.simulation.component.Process;
import io.kubevirt.ee.simulation.component.Scene;
import io.kubevirt.ee.simulation.node.Kubelet.Work;
import io.kubevirt.ee.simulation.node.SimNode;
import io.kubevirt.ee.simulation.world.ApiServer;
import io.kubevirt.ee.simulation.world.Chance;
import io.kubevirt.ee.simulation.world.Clocks;
import io.kubevirt.ee.simulation.world.Fault;
import io.kubevirt.ee.simulation.world.Names;
import io.kubevirt.ee.simulation.world.ObjectId;
import io.kubevirt.ee.simulation.world.Trace;
import io.kubevirt.ee.simulation.world.Troubles;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A cluster of two nodes: everything that lives in a simulation, and the way it goes on. */
final class Cluster {
    private static final int CONTROLLER = 0;
    private static final int CONTROL_PLANE = 1;
    private static final int FIRST_NODE = 2;
    private static final int ACTORS_PER_NODE = 3;

    private final Scene scene;
    private final Chance chance;
    private final List<SimNode> nodes = new ArrayList<>();
    private final Map<String, AgentProcess> agents = new TreeMap<>();
    private final ControlPlane controlPlane;
    private final Users users;
    private final Faults faults;
    private final Invariants invariants;
    private ControllerProcess controller;
    private boolean inInterlude;

    Cluster(long seed, boolean traced) {
        chance = new Chance(seed);
        Clocks clocks = new Clocks();
        Troubles troubles = new Troubles(chance);
        ApiServer api = new ApiServer(clocks.wall(Names.CONTROL_PLANE), troubles::restless);
        scene =
                new Scene(
                        api,
                        chance,
                        new Trace(traced),
                        clocks,
                        troubles,
                        new ArrayList<>(),
                        this::interlude);
        for (String name : List.of("node01", "node02")) {
            nodes.add(new SimNode(name, api, chance, clocks, troubles));
        }
        controlPlane = new ControlPlane(scene, nodes);
        users = new Users(scene);
        faults = new Faults(this, scene);
        invariants = new Invariants(scene, nodes, users);
        controller = new ControllerProcess(scene);
        say("the trouble of this seed: " + troubles.trouble());
    }

    private void say(String what) {
        scene.trace().say(() -> what);
    }

    Scene scene() {
        return scene;
    }

    List<SimNode> nodes() {
        return nodes;
    }

    Users users() {
        return users;
    }

    Faults faults() {
        return faults;
    }

    Invariants invariants() {
        return invariants;
    }

    long guestsStarted() {
        return nodes.stream().mapToLong(node -> node.libvirtd().starts()).sum();
    }

    void newController() {
        controller = new ControllerProcess(scene);
    }

    void endAgent(SimNode node) {
        agents.remove(node.name());
        node.launchers().forgetListeners();
    }

    void libvirtd(SimNode node, boolean away) {
        node.libvirtd().away(away);
        if (!away) {
            agent(node).ifPresent(AgentProcess::lookAtAll);
        }
    }

    private Optional<AgentProcess> agent(SimNode node) {
        return Optional.ofNullable(agents.get(node.name()));
    }

    /** One thing happens, chosen by chance; then the invariants are checked. */
    void step() {
        scene.trace().step();
        int choice = chance.below(100);
        if (choice < 93) {
            if (!someoneActs()) {
                nobodyActs();
            }
        } else if (choice < 96) {
            users.act();
        } else if (choice < 99) {
            faults.strike();
        } else {
            scene.clocks().pass(Duration.ofSeconds(1 + chance.below(90)));
        }
        faults.pass();
        check();
    }

    /** All is done for the moment: a good time for something new. */
    private void nobodyActs() {
        switch (chance.below(4)) {
            case 0 -> users.act();
            case 1 -> faults.strike();
            default -> timePasses();
        }
    }

    private void check() {
        if (controller.dead()) {
            newController();
        }
        nodes.forEach(node -> agent(node).filter(Process::dead).ifPresent(a -> endAgent(node)));
        invariants.always();
    }

    /**
     * One of those who have something to do now does it; whether there was one. A kubelet makes its
     * node known before it runs pods, the agent's among them.
     */
    boolean someoneActs() {
        int all = FIRST_NODE + ACTORS_PER_NODE * nodes.size();
        int first = chance.below(all);
        for (int i = 0; i < all; i++) {
            if (acts((first + i) % all)) {
                return true;
            }
        }
        return false;
    }

    private boolean acts(int actor) {
        return switch (actor) {
            case CONTROLLER -> acts(controller);
            case CONTROL_PLANE -> does("", controlPlane.due());
            default -> {
                SimNode node = nodes.get((actor - FIRST_NODE) / ACTORS_PER_NODE);
                yield switch ((actor - FIRST_NODE) % ACTORS_PER_NODE) {
                    case 0 -> agentActs(node);
                    case 1 ->
                            (!node.reachable() || controlPlane.exists(node.name()))
                                    && does(
                                            "kubelet of " + node.name() + ": ",
                                            node.kubelet().due());
                    default -> node.libvirtd().workLate() || node.libvirtd().endLeavingGuests();
                };
            }
        };
    }

    private boolean acts(Process process) {
        boolean listensFirst = chance.onceIn(2);
        return listensFirst
                ? process.listen() || process.attempt()
                : process.attempt() || process.listen();
    }

    private boolean does(String who, List<Work> due) {
        if (due.isEmpty()) {
            return false;
        }
        Work work = chance.oneOf(due);
        say(who + work.what());
        work.run().run();
        return true;
    }

    private boolean agentActs(SimNode node) {
        if (!node.powered()) {
            return false;
        }
        Optional<AgentProcess> agent = agent(node);
        if (agent.isEmpty()) {
            boolean starts = node.reachable() && controlPlane.exists(node.name());
            if (starts) {
                agents.put(node.name(), new AgentProcess(node, scene));
                say("virt-handler of " + node.name() + " starts");
            }
            return starts;
        }
        return node.launchers().tellNews() || hears(node, agent.get()) || acts(agent.get());
    }

    private boolean hears(SimNode node, AgentProcess agent) {
        List<String> domains = node.libvirtd().isAway() ? List.of() : node.libvirtd().takeEvents();
        for (String domain : domains) {
            if (!chance.strikes(Fault.LIBVIRT_EVENT_LOST, 12)) {
                agent.wakeDomain(domain);
            }
        }
        return !domains.isEmpty();
    }

    /** Until somebody has something to do again; whether there is such a time. */
    boolean timePasses() {
        Instant now = scene.clocks().now();
        Optional<Instant> next =
                Stream.concat(
                                Stream.of(controller.nextDue(), controlPlane.nextDue()),
                                nodes.stream()
                                        .flatMap(
                                                node ->
                                                        Stream.of(
                                                                node.kubelet().nextDue(),
                                                                agent(node)
                                                                        .flatMap(
                                                                                Process::nextDue))))
                        .flatMap(Optional::stream)
                        .min(Instant::compareTo);
        next.filter(at -> at.isAfter(now))
                .ifPresent(at -> scene.clocks().pass(Duration.between(now, at)));
        return next.isPresent();
    }

    /** What others do between a component's reading and its write. */
    private void interlude(ObjectId about) {
        if (inInterlude) {
            return;
        }
        inInterlude = true;
        switch (chance.below(5)) {
            case 0 -> users.touch(about);
            case 1 -> users.act();
            case 2 -> {
                chance.count(Fault.TWO_LEADERS);
                say("another virt-controller leads");
                newController();
                for (int i = chance.below(6); i > 0; i--) {
                    acts(controller);
                }
            }
            default -> {
                for (int i = chance.below(6); i >= 0; i--) {
                    someoneActs();
                }
            }
        }
        inInterlude = false;
    }

    /** As if all of us were started anew. */
    void everyoneLooksAgain() {
        newController();
        nodes.forEach(this::endAgent);
    }

    /** Does everything there is to do now; whether that came to an end. */
    boolean workOff(int most) {
        for (int i = 0; i < most; i++) {
            scene.trace().step();
            if (!someoneActs()) {
                return true;
            }
            check();
        }
        return false;
    }
}
