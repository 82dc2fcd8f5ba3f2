package io.kubevirt.ee.runtime.loop;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Time that passes when the test says so. */
final class FakeClock implements InstantSource {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private volatile Instant now = START;

    @Override
    public Instant instant() {
        return now;
    }

    void advance(Duration by) {
        now = now.plus(by);
    }
}
