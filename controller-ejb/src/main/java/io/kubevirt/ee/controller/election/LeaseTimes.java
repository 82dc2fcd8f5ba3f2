package io.kubevirt.ee.controller.election;

import java.time.Duration;

/**
 * The times of an election. Of two leaders, the first has stopped before the second may start: it
 * stops {@link #deadline} after it began its last renewal that was stored, others wait for {@link
 * #duration} after they saw that renewal.
 *
 * @param duration how long others believe in a leader from whom nothing is heard
 * @param deadline after how long without a renewal a leader stops: shorter than the duration by
 *     more than a call
 * @param renewal how often a leader renews
 * @param look how often others look
 * @param callLimit how long a call may take
 */
public record LeaseTimes(
        Duration duration, Duration deadline, Duration renewal, Duration look, Duration callLimit) {
    private static final int SHORTEST_SECONDS = 3;

    public LeaseTimes {
        if (duration.toSeconds() < SHORTEST_SECONDS) {
            throw new IllegalArgumentException(
                    "a lease lasts at least " + SHORTEST_SECONDS + " s, not " + duration);
        }
        if (deadline.plus(callLimit).compareTo(duration) >= 0) {
            throw new IllegalArgumentException("a leader must have stopped when its lease lapses");
        }
    }

    /** In proportion to the lease's duration: for 10 s, 6 s, 2 s, 1 s and 2 s. */
    public static LeaseTimes of(Duration duration) {
        return new LeaseTimes(
                duration,
                duration.multipliedBy(3).dividedBy(5),
                duration.dividedBy(5),
                duration.dividedBy(10),
                duration.dividedBy(5));
    }
}
