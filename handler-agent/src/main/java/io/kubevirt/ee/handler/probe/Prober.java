package io.kubevirt.ee.handler.probe;

import io.kubevirt.ee.handler.port.GuestAgent;
import io.kubevirt.ee.handler.port.Probes;
import io.kubevirt.ee.model.guest.DomainView;
import io.kubevirt.ee.model.probe.GuestProbe;
import io.kubevirt.ee.model.probe.ProbeVerdicts;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.runtime.loop.Key;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Consumer;

/**
 * Probes the guests of this node. What it counts is in memory alone: after a restart of the agent
 * it counts anew, and no guest ends for that.
 */
public final class Prober implements Probes, AutoCloseable {

    private final GuestAsker asker;
    private final Consumer<Key> changed;
    private final ScheduledExecutorService timer;
    private final Map<String, ProbedGuest> guests = new ConcurrentHashMap<>();

    /**
     * @param asker checks guests
     * @param changed is told whose verdict has changed; must not wait
     */
    Prober(GuestAsker asker, Consumer<Key> changed) {
        this.asker = asker;
        this.changed = changed;
        ScheduledThreadPoolExecutor one =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().daemon().name("probes").factory());
        one.setRemoveOnCancelPolicy(true);
        this.timer = one;
    }

    /**
     * Probes over the network and through guests' agents.
     *
     * @param agents inside the guests
     * @param changed is told whose verdict has changed; must not wait
     */
    public static Prober of(GuestAgent agents, Consumer<Key> changed) {
        return new Prober(
                new EveryWay(new NetworkWays(), new AgentWays(agents, Clock.systemUTC())), changed);
    }

    @Override
    public ProbeVerdicts watch(
            VirtualMachineInstance vmi, DomainView domain, Optional<String> address) {
        Optional<GuestProbe> readiness = GuestProbe.readiness(vmi.spec());
        Optional<GuestProbe> liveness = GuestProbe.liveness(vmi.spec());
        if (readiness.isEmpty() && liveness.isEmpty()) {
            return ProbeVerdicts.NONE;
        }
        Place place = new Place(domain, address);
        ProbedGuest guest =
                guests.computeIfAbsent(
                        vmi.metadata().getUid(),
                        uid -> {
                            ProbedGuest started =
                                    new ProbedGuest(place, asker, () -> changed.accept(key(vmi)));
                            started.start(readiness, liveness, timer);
                            return started;
                        });
        guest.isAt(place);
        return guest.verdicts();
    }

    private static Key key(VirtualMachineInstance vmi) {
        return new Key(vmi.metadata().getNamespace(), vmi.metadata().getName());
    }

    @Override
    public void rest(String vmiUid) {
        Optional.ofNullable(guests.remove(vmiUid)).ifPresent(ProbedGuest::stop);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
