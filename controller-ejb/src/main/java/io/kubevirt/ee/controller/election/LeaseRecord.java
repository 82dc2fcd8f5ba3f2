package io.kubevirt.ee.controller.election;

import java.time.Duration;
import java.time.Instant;

/**
 * The lease as the API server holds it ({@code coordination.k8s.io/v1}).
 *
 * @param holder who leads; empty when nobody does
 * @param duration how long others believe in a holder from whom nothing is heard
 * @param acquired when the holder's term began, by the holder's clock
 * @param renewed when the holder wrote last, by the holder's clock: for people, nothing is decided
 *     by it
 * @param transitions how often the holder has changed
 * @param version changes with each write; empty before the first
 */
public record LeaseRecord(
        String holder,
        Duration duration,
        Instant acquired,
        Instant renewed,
        int transitions,
        String version) {
    /** Nobody's, as its last holder left it. */
    LeaseRecord released(Instant now) {
        return new LeaseRecord("", duration, acquired, now, transitions, version);
    }

    /** Its holder's still. */
    LeaseRecord renewed(Duration believed, Instant now) {
        return new LeaseRecord(holder, believed, acquired, now, transitions, version);
    }

    /** A new holder's, whose term begins. */
    LeaseRecord takenBy(String successor, Duration believed, Instant now) {
        return new LeaseRecord(successor, believed, now, now, transitions + 1, version);
    }

    /** The first there is. */
    static LeaseRecord first(String holder, Duration believed, Instant now) {
        return new LeaseRecord(holder, believed, now, now, 0, "");
    }
}
