package io.kubevirt.ee.controller.election;

import java.time.Instant;
import java.time.InstantSource;

/**
 * One term of a leader. It lapses by itself, by the clock, whether or not anybody is there to
 * notice: so what asks it before each write writes nothing after another replica may have begun.
 * Safe for threads.
 */
public final class Term {
    private final InstantSource clock;
    private volatile Instant until;

    Term(InstantSource clock, Instant until) {
        this.clock = clock;
        this.until = until;
    }

    /** Whether its holder may write. */
    public boolean open() {
        return clock.instant().isBefore(until);
    }

    Instant until() {
        return until;
    }

    void extend(Instant later) {
        until = later;
    }

    void close() {
        until = Instant.MIN;
    }
}
