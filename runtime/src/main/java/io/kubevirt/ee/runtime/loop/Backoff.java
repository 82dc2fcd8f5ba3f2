package io.kubevirt.ee.runtime.loop;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Delays that double with each failure in a row.
 *
 * @param first the delay after the first failure
 * @param cap no delay is longer
 * @param jitter the share of a delay that is left to chance, 0 to 1: so that what failed together
 *     is not tried together
 */
public record Backoff(Duration first, Duration cap, double jitter) {
    /** From a fifth of a second to a minute. */
    public static final Backoff STANDARD =
            new Backoff(Duration.ofMillis(200), Duration.ofMinutes(1), 0.2);

    public Backoff {
        if (first.isNegative() || first.isZero() || cap.compareTo(first) < 0) {
            throw new IllegalArgumentException(
                    "back-off needs 0 < first <= cap, not " + first + " and " + cap);
        }
        if (!(jitter >= 0 && jitter <= 1)) {
            throw new IllegalArgumentException("jitter is a share between 0 and 1, not " + jitter);
        }
    }

    /**
     * The delay before the next try.
     *
     * @param failures failures in a row, from 1
     * @param random where chance comes from
     */
    public Duration delay(int failures, RandomGenerator random) {
        if (failures < 1) {
            throw new IllegalArgumentException(
                    "back-off starts at the first failure, not at " + failures);
        }
        Duration full = first;
        for (int i = 1; i < failures && full.compareTo(cap) < 0; i++) {
            full = full.multipliedBy(2);
        }
        long nanos = (full.compareTo(cap) < 0 ? full : cap).toNanos();
        return Duration.ofNanos(nanos - (long) (nanos * jitter * random.nextDouble()));
    }
}
