package io.kubevirt.ee.handler.probe;

import io.kubevirt.ee.model.probe.GuestProbe;
import io.kubevirt.ee.model.probe.ProbeCheck;
import io.kubevirt.ee.model.probe.ProbeOutcome;
import io.kubevirt.ee.model.probe.ProbeVerdicts;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** The probes of one guest. */
final class ProbedGuest {

    private final GuestAsker asker;
    // An agent answers one question at a time: a probe that found it busy with the other would take
    // that for silence.
    private final Lock agentsTurn = new ReentrantLock(true);
    private final Runnable changed;
    private volatile Place place;
    private Optional<ProbeRun> readiness = Optional.empty();
    private Optional<ProbeRun> liveness = Optional.empty();

    ProbedGuest(Place place, GuestAsker asker, Runnable changed) {
        this.place = place;
        this.asker = asker;
        this.changed = changed;
    }

    void start(
            Optional<GuestProbe> ready,
            Optional<GuestProbe> alive,
            ScheduledExecutorService timer) {
        readiness = ready.map(probe -> run(probe, timer));
        liveness = alive.map(probe -> run(probe, timer));
    }

    private ProbeRun run(GuestProbe probe, ScheduledExecutorService timer) {
        ProbeRun run = new ProbeRun(probe.times(), () -> ask(probe), changed);
        run.start(timer);
        return run;
    }

    private ProbeOutcome ask(GuestProbe probe) {
        return switch (probe.check()) {
            case ProbeCheck.Http http -> asker.ask(place, http, probe.times().timeout());
            case ProbeCheck.Tcp tcp -> asker.ask(place, tcp, probe.times().timeout());
            case ProbeCheck.Exec exec -> askAgent(exec, probe.times().timeout());
            case ProbeCheck.Ping ping -> askAgent(ping, probe.times().timeout());
        };
    }

    private ProbeOutcome askAgent(ProbeCheck check, Duration timeout) {
        agentsTurn.lock();
        try {
            return asker.ask(place, check, timeout);
        } finally {
            agentsTurn.unlock();
        }
    }

    /** Its address and the state of its domain may have changed. */
    void isAt(Place now) {
        place = now;
    }

    ProbeVerdicts verdicts() {
        return new ProbeVerdicts(readiness.map(ProbeRun::verdict), liveness.map(ProbeRun::verdict));
    }

    void stop() {
        readiness.ifPresent(ProbeRun::stop);
        liveness.ifPresent(ProbeRun::stop);
    }
}
