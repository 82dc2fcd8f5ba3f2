package io.kubevirt.ee.handler.probe;

import io.kubevirt.ee.model.probe.ProbeCount;
import io.kubevirt.ee.model.probe.ProbeOutcome;
import io.kubevirt.ee.model.probe.ProbeTimes;
import io.kubevirt.ee.model.probe.ProbeVerdict;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** One probe of one guest, from its first check on. */
final class ProbeRun {

    private final ProbeTimes times;
    private final Supplier<ProbeOutcome> check;
    private final Runnable changed;
    private final AtomicBoolean asking = new AtomicBoolean();
    private volatile ProbeCount count = ProbeCount.NONE;
    private Optional<Future<?>> next = Optional.empty();
    private boolean stopped;

    /**
     * @param check waits for the guest
     * @param changed is told when the verdict has changed
     */
    ProbeRun(ProbeTimes times, Supplier<ProbeOutcome> check, Runnable changed) {
        this.times = times;
        this.check = check;
        this.changed = changed;
    }

    void start(ScheduledExecutorService timer) {
        next(timer, times.initialDelay().toMillis());
    }

    private synchronized void next(ScheduledExecutorService timer, long inMillis) {
        if (!stopped && !timer.isShutdown()) {
            next = Optional.of(timer.schedule(() -> tick(timer), inMillis, TimeUnit.MILLISECONDS));
        }
    }

    /** The timer is everybody's: who waits for a guest does so on a thread of his own. */
    private void tick(ScheduledExecutorService timer) {
        next(timer, times.period().toMillis());
        if (!isStopped() && asking.compareAndSet(false, true)) {
            Thread.ofVirtual().name("probe").start(this::ask);
        }
    }

    private void ask() {
        try {
            ProbeVerdict before = count.verdict();
            count = count.after(check.get(), times);
            if (!isStopped() && !count.verdict().getClass().equals(before.getClass())) {
                changed.run();
            }
        } finally {
            asking.set(false);
        }
    }

    /** Nothing of it stays with the timer, however long the delay was. */
    synchronized void stop() {
        stopped = true;
        next.ifPresent(waiting -> waiting.cancel(false));
    }

    private synchronized boolean isStopped() {
        return stopped;
    }

    ProbeVerdict verdict() {
        return count.verdict();
    }
}
