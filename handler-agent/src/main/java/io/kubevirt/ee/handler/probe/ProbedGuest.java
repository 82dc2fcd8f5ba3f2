package io.kubevirt.ee.handler.probe;

import io.kubevirt.ee.model.probe.GuestProbe;
import io.kubevirt.ee.model.probe.ProbeVerdicts;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;

/** The probes of one guest. */
final class ProbedGuest {

    private final GuestAsker asker;
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
        ProbeRun run =
                new ProbeRun(
                        probe.times(),
                        () -> asker.ask(place, probe.check(), probe.times().timeout()),
                        changed);
        run.start(timer);
        return run;
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
