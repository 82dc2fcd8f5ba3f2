package io.kubevirt.ee.runtime.loop;

import java.time.Instant;
import java.time.InstantSource;

/**
 * Wall-clock time at its creation, carried on by the steady clock: delays survive a clock that is
 * set back.
 */
public final class MonotonicTime implements InstantSource {
    private final Instant start = Instant.now();
    private final long startNanos = System.nanoTime();

    @Override
    public Instant instant() {
        return start.plusNanos(System.nanoTime() - startNanos);
    }
}
