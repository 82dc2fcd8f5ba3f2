package io.kubevirt.ee.simulation;

import io.kubevirt.ee.handler.port.GuestSettings;
import io.kubevirt.ee.model.domain.DomainSettings;
import io.kubevirt.ee.model.guest.DomainState;
import io.kubevirt.ee.model.guest.DomainState.OffCause;
import io.kubevirt.ee.model.guest.DomainView;
import io.kubevirt.ee.model.launcher.LauncherSettings;
import io.kubevirt.ee.simulation.component.AgentProcess;
import io.kubevirt.ee.simulation.component.ControllerProcess;
import io.kubevirt.ee.simulation.node.SimNode;
import io.kubevirt.ee.simulation.world.ApiServer;
import io.kubevirt.ee.simulation.world.Chance;
import io.kubevirt.ee.simulation.world.Fault;
import io.kubevirt.ee.simulation.world.Trace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A cluster of two nodes: everything that lives in a simulation, and everything that can happen to
 * it.
 */
final class Cluster {
    private static final GuestSettings EMULATION =
            () -> Optional.of(DomainSettings.standard(DomainSettings.Accelerator.EMULATION));

    private static final LauncherSettings LAUNCHER =
            new LauncherSettings("virt-launcher:sim", "IfNotPresent", true);

    private final SimTime time = new SimTime();
    private final Chance chance;
    private final Trace trace = new Trace();
    private final ApiServer api = new ApiServer(time::instant);
    private final List<SimNode> nodes = new ArrayList<>();
    private final List<AgentProcess> agents = new ArrayList<>();
    private final Invariants invariants = new Invariants(api, nodes);
    private final Users users;
    private ControllerProcess controller;

    Cluster(long seed) {
        chance = new Chance(seed);
        users = new Users(api, chance, trace);
        for (String name : List.of("node01", "node02")) {
            nodes.add(new SimNode(name, api, chance, time::instant));
        }
        if (chance.onceIn(4)) {
            nodes.forEach(node -> node.hypervisor().strangerNamed("default_c"));
        }
        nodes.forEach(node -> agents.add(agent(node)));
        controller = controller();
    }

    private AgentProcess agent(SimNode node) {
        return new AgentProcess(node, api, chance, trace, time, EMULATION);
    }

    private ControllerProcess controller() {
        return new ControllerProcess(api, chance, trace, time, LAUNCHER);
    }

    Trace trace() {
        return trace;
    }

    Map<Fault, Integer> faults() {
        return chance.counts();
    }

    long guestsStarted() {
        return nodes.stream().mapToLong(node -> node.hypervisor().starts()).sum();
    }

    /** One thing happens, chosen by chance; then the invariants are checked. */
    void step() {
        trace.step();
        int choice = chance.below(100);
        if (choice < 25) {
            controllerStep();
        } else if (choice < 60) {
            // The idle one lets the other work: most nodes have nothing to do most of the time.
            int first = chance.below(agents.size());
            if (!agentStep(first)) {
                agentStep((first + 1) % agents.size());
            }
        } else if (choice < 78) {
            kubeletStep();
        } else if (choice < 83) {
            api.collectOneOrphan();
        } else if (choice < 88) {
            users.act();
        } else if (choice < 93) {
            fault();
        } else {
            time.pass(Duration.ofSeconds(1 + chance.below(20)));
        }
        restartTheDead();
        invariants.always();
    }

    private void controllerStep() {
        if (controller.behind() && chance.onceIn(2)) {
            controller.listen();
        } else {
            controller.attempt();
        }
    }

    private boolean agentStep(int index) {
        AgentProcess agent = agents.get(index);
        SimNode node = nodes.get(index);
        if (node.launchers().hasNews() && chance.onceIn(3)) {
            node.launchers().tellNews();
            return true;
        }
        return agent.behind() && chance.onceIn(2) ? agent.listen() : agent.attempt();
    }

    private void kubeletStep() {
        int first = chance.below(nodes.size());
        for (int i = 0; i < nodes.size(); i++) {
            SimNode node = nodes.get((first + i) % nodes.size());
            List<String> due = node.kubelet().due();
            if (!due.isEmpty()) {
                String pod = chance.oneOf(due);
                node.kubelet().work(pod);
                trace.say("kubelet of " + node.name() + ": " + pod);
                return;
            }
        }
    }

    private void fault() {
        int index = chance.below(nodes.size());
        SimNode node = nodes.get(index);
        switch (chance.below(7)) {
            case 0 -> {
                chance.count(Fault.CRASH);
                trace.say("virt-handler of " + node.name() + " is killed");
                agents.set(index, agent(node));
            }
            case 1 -> {
                chance.count(Fault.CRASH);
                trace.say("virt-controller is killed");
                controller = controller();
            }
            case 2 -> libvirtd(node, index);
            case 3 -> endGuest(node, index, OffCause.CRASHED, Fault.GUEST_CRASH);
            case 4 -> endGuest(node, index, OffCause.SHUTDOWN, Fault.GUEST_POWEROFF);
            case 5 -> {
                if (node.killLauncher(chance)) {
                    trace.say("a launcher on " + node.name() + " is killed");
                }
            }
            default -> {
                controller.resync();
                agents.get(index).resync();
            }
        }
    }

    private void libvirtd(SimNode node, int index) {
        boolean away = !node.hypervisor().isAway();
        node.hypervisor().away(away);
        trace.say("libvirtd of " + node.name() + (away ? " goes away" : " is back"));
        if (away) {
            chance.count(Fault.LIBVIRTD_AWAY);
        } else {
            agents.get(index).resync();
        }
    }

    private void endGuest(SimNode node, int index, OffCause cause, Fault fault) {
        List<DomainView> running =
                node.hypervisor().truth().stream()
                        .filter(domain -> domain.state() instanceof DomainState.Running)
                        .toList();
        if (running.isEmpty()) {
            return;
        }
        DomainView domain = chance.oneOf(running);
        node.hypervisor().end(domain.name(), cause);
        chance.count(fault);
        trace.say("guest " + domain.name() + " ends: " + cause);
        if (!node.hypervisor().isAway()) {
            agents.get(index).wake(domain.name());
        }
    }

    private void restartTheDead() {
        if (controller.dead()) {
            controller = controller();
        }
        for (int i = 0; i < agents.size(); i++) {
            if (agents.get(i).dead()) {
                agents.set(i, agent(nodes.get(i)));
            }
        }
    }

    /**
     * From now on nothing fails; libvirtd is back, the strangers leave, every watch is listed anew.
     */
    void heal() {
        trace.say("the faults end");
        chance.endFaults();
        nodes.forEach(node -> node.hypervisor().away(false));
        nodes.forEach(node -> node.hypervisor().strangerLeaves());
        resync();
    }

    void resync() {
        controller.resync();
        agents.forEach(AgentProcess::resync);
    }

    /** Does everything there is to do now; whether there was anything. */
    boolean workOff() {
        trace.step();
        boolean worked = controller.listen() | controller.attempt();
        for (int i = 0; i < agents.size(); i++) {
            nodes.get(i).launchers().tellNews();
            worked |= agents.get(i).listen() | agents.get(i).attempt();
        }
        for (SimNode node : nodes) {
            for (String pod : node.kubelet().due()) {
                node.kubelet().work(pod);
                worked = true;
            }
            node.hypervisor()
                    .takeEnded()
                    .forEach(name -> agents.get(nodes.indexOf(node)).wake(name));
        }
        worked |= api.collectOneOrphan();
        invariants.always();
        return worked;
    }

    void timePasses(Duration duration) {
        time.pass(duration);
    }

    int changes() {
        return api.logEnd();
    }

    void checkRest() {
        invariants.atRest();
    }
}
