package io.kubevirt.ee.model.probe;

import io.kubevirt.ee.model.v1.Probe;
import java.time.Duration;

/**
 * When a guest is checked, and how many checks make a verdict.
 *
 * @param initialDelay from the guest's start to the first check
 * @param period from one check to the next
 * @param timeout of one check
 * @param successes in a row that make it pass
 * @param failures in a row that make it fail
 */
public record ProbeTimes(
        Duration initialDelay, Duration period, Duration timeout, int successes, int failures) {

    private static final int PERIOD_SECONDS = 10;
    private static final int FAILURES = 3;

    /** As a probe states them, with Kubernetes' defaults. */
    static ProbeTimes of(Probe probe) {
        return new ProbeTimes(
                Duration.ofSeconds(stated(probe.initialDelaySeconds(), 0)),
                Duration.ofSeconds(stated(probe.periodSeconds(), PERIOD_SECONDS)),
                Duration.ofSeconds(stated(probe.timeoutSeconds(), 1)),
                stated(probe.successThreshold(), 1),
                stated(probe.failureThreshold(), FAILURES));
    }

    private static int stated(Integer valueOrNull, int otherwise) {
        return valueOrNull == null || valueOrNull <= 0 ? otherwise : valueOrNull;
    }
}
