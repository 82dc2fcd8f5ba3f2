package io.kubevirt.ee.simulation.world;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;

/**
 * Time passes only when it is told to, everywhere alike; what the wall clocks of the machines show
 * is another matter.
 */
public final class Clocks {
    private final Map<String, Duration> offsets = new TreeMap<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    /** The time that really is. */
    public Instant now() {
        return now;
    }

    /** Lets time pass. */
    public void pass(Duration time) {
        now = now.plus(time);
    }

    /** Sets a machine's wall clock off by so much. */
    public void set(String machine, Duration offset) {
        offsets.put(machine, offset);
    }

    /** How much a machine's wall clock is off. */
    public Duration offset(String machine) {
        return offsets.getOrDefault(machine, Duration.ZERO);
    }

    /** A machine's wall clock. */
    public InstantSource wall(String machine) {
        return () -> now.plus(offset(machine));
    }

    /** A steady clock that was set by a machine's wall clock just now. */
    public InstantSource steady(String machine) {
        Duration offset = offset(machine);
        return () -> now.plus(offset);
    }
}
