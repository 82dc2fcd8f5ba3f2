package io.kubevirt.ee.runtime.metrics;

import io.kubevirt.ee.runtime.loop.LoopObserver;
import io.kubevirt.ee.runtime.loop.Outcome;
import io.kubevirt.ee.runtime.loop.ReconcileLoop;
import java.time.Duration;

/**
 * Measures a loop under the names that Kubernetes' work queues have.
 *
 * @param meters where to
 * @param name the label
 */
public record LoopMeter(Meters meters, String name) implements LoopObserver {

    /** Measures a loop that has not started; one of the same name before it is measured no more. */
    public static ReconcileLoop measured(ReconcileLoop loop, Meters meters) {
        String name = loop.name();
        meters.zero(RuntimeMetrics.QUEUE_ADDS, name);
        meters.zero(RuntimeMetrics.RETRIES, name);
        meters.gauge(RuntimeMetrics.QUEUE_DEPTH, () -> loop.figures().ready(), name);
        meters.gauge(
                RuntimeMetrics.UNFINISHED_WORK,
                () -> seconds(loop.figures().unfinishedWork()),
                name);
        meters.gauge(
                RuntimeMetrics.LONGEST_RUNNING,
                () -> seconds(loop.figures().longestInWork()),
                name);
        return loop.observe(new LoopMeter(meters, name));
    }

    @Override
    public void added() {
        meters.count(RuntimeMetrics.QUEUE_ADDS, name);
    }

    @Override
    public void taken(Duration queued) {
        meters.observe(RuntimeMetrics.QUEUE_DURATION, queued, name);
    }

    @Override
    public void ended(Duration worked, Outcome outcome) {
        meters.observe(RuntimeMetrics.WORK_DURATION, worked, name);
        switch (outcome) {
            case Outcome.Settled settled -> {}
            case Outcome.Rejected rejected -> {}
            case Outcome.RetryAfter later -> meters.count(RuntimeMetrics.RETRIES, name);
            case Outcome.Failed failed -> meters.count(RuntimeMetrics.RETRIES, name);
        }
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }
}
