package io.kubevirt.ee.runtime.loop;

import java.time.Duration;
import java.time.Instant;

/**
 * How often failed keys together may be tried again: a bucket of tokens. When everything fails at
 * once (the API server is down), the tries are spread, however many keys there are. Not safe for
 * threads: its queue guards it.
 */
final class RetryBudget {
    private final int burst;
    private final Duration perToken;
    private Instant full;

    /**
     * @param burst tokens of a full bucket
     * @param perToken how long one token takes to come back
     * @param now the bucket is full at the start
     */
    RetryBudget(int burst, Duration perToken, Instant now) {
        this.burst = burst;
        this.perToken = perToken;
        this.full = now;
    }

    /** Takes a token, and tells how long from now it is good. */
    Duration reserve(Instant now) {
        // `full` is the moment at which the bucket would be full again: one number holds its whole
        // state.
        Instant base = full.isBefore(now) ? now : full;
        full = base.plus(perToken);
        Duration wait = Duration.between(now, full.minus(perToken.multipliedBy(burst)));
        return wait.isNegative() ? Duration.ZERO : wait;
    }
}
