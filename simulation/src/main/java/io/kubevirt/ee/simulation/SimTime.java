package io.kubevirt.ee.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The simulation's clock: moves only when it is told to. */
final class SimTime implements InstantSource {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Override
    public Instant instant() {
        return now;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }
}
