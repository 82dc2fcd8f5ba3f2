package io.kubevirt.ee.runtime.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
    @Test
    void delaysDoubleUpToTheCap() {
        Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1), 0);
        assertThat(
                        IntStream.rangeClosed(1, 6)
                                .mapToObj(n -> backoff.delay(n, new Random(1)).toMillis()))
                .containsExactly(100L, 200L, 400L, 800L, 1000L, 1000L);
    }

    @Test
    void manyFailuresDoNotOverflow() {
        assertThat(
                        new Backoff(Duration.ofMillis(1), Duration.ofDays(1), 0)
                                .delay(Integer.MAX_VALUE, new Random(1)))
                .isEqualTo(Duration.ofDays(1));
    }

    @Test
    void jitterShortensADelayByAtMostItsShare() {
        Backoff backoff = new Backoff(Duration.ofSeconds(10), Duration.ofSeconds(10), 0.5);
        Random random = new Random(7);
        assertThat(IntStream.range(0, 1000).mapToObj(n -> backoff.delay(1, random)))
                .allMatch(
                        d ->
                                d.compareTo(Duration.ofSeconds(5)) >= 0
                                        && d.compareTo(Duration.ofSeconds(10)) <= 0)
                .anyMatch(d -> d.compareTo(Duration.ofSeconds(6)) < 0)
                .anyMatch(d -> d.compareTo(Duration.ofSeconds(9)) > 0);
    }

    @Test
    void nonsenseIsRefused() {
        assertThatThrownBy(() -> new Backoff(Duration.ZERO, Duration.ofSeconds(1), 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1), 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(1), 1.5))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
