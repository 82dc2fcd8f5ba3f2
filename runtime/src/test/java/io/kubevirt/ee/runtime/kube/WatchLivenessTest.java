package io.kubevirt.ee.runtime.kube;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WatchLivenessTest {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final WatchLiveness liveness = new WatchLiveness(() -> now);

    @Test
    void aWatchThatNeverHeardAnythingIsNotLive() {
        assertThat(liveness.live(LIMIT)).isFalse();
        assertThat(liveness.lastHeard()).isEmpty();
    }

    @Test
    void aWatchIsLiveForAsLongAsTheLimitAfterItHeardSomething() {
        liveness.heard();
        now = now.plus(LIMIT).minusMillis(1);
        assertThat(liveness.live(LIMIT)).isTrue();
        now = now.plusMillis(1);
        assertThat(liveness.live(LIMIT)).isFalse();
    }

    @Test
    void troubleIsForgottenWhenSomethingIsHeard() {
        liveness.failed("forbidden");
        assertThat(liveness.trouble()).contains("forbidden");
        liveness.heard();
        assertThat(liveness.trouble()).isEmpty();
    }

    @Test
    void itIsLiveSinceItFirstHeardSomethingAfterItsLastTrouble() {
        Instant start = now;
        assertThat(liveness.liveSince()).isEmpty();
        liveness.heard();
        now = now.plusSeconds(10);
        liveness.heard();
        assertThat(liveness.liveSince()).contains(start);
        liveness.failed("gone");
        assertThat(liveness.liveSince()).isEmpty();
        now = now.plusSeconds(10);
        liveness.heard();
        assertThat(liveness.liveSince()).contains(now);
    }
}
