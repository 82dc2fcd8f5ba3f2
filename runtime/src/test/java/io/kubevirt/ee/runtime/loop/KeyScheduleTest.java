package io.kubevirt.ee.runtime.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeyScheduleTest {
    private static final Instant T0 = FakeClock.START;
    private static final Key A = new Key("default", "a");
    private static final Key B = new Key("default", "b");
    private static final Key C = new Key("default", "c");

    private final KeySchedule schedule = new KeySchedule(2);

    @Test
    void keysComeOutInTheOrderTheyBecameReady() {
        schedule.offer(B);
        schedule.offer(A);
        schedule.offer(B);
        assertThat(schedule.poll(T0)).contains(B);
        assertThat(schedule.poll(T0)).contains(A);
        assertThat(schedule.poll(T0)).isEmpty();
    }

    @Test
    void aKeyInWorkIsNotHandedOutAgainUntilItIsComplete() {
        schedule.offer(A);
        schedule.poll(T0);
        schedule.offer(A);
        schedule.offer(A);
        assertThat(schedule.poll(T0)).isEmpty();
        schedule.complete(A, Optional.empty());
        assertThat(schedule.poll(T0)).contains(A);
        schedule.complete(A, Optional.empty());
        assertThat(schedule.poll(T0)).isEmpty();
    }

    @Test
    void aKeyThatWaitsIsReadyAtItsTimeAndNotBefore() {
        schedule.offer(A);
        schedule.poll(T0);
        schedule.complete(A, Optional.of(T0.plusSeconds(5)));
        assertThat(schedule.poll(T0.plusSeconds(4))).isEmpty();
        assertThat(schedule.nextDue()).contains(T0.plusSeconds(5));
        assertThat(schedule.poll(T0.plusSeconds(5))).contains(A);
        assertThat(schedule.nextDue()).isEmpty();
    }

    @Test
    void aChangeMakesAWaitingKeyReadyAtOnceAndOnlyOnce() {
        schedule.offer(A);
        schedule.poll(T0);
        schedule.complete(A, Optional.of(T0.plusSeconds(5)));
        schedule.offer(A);
        assertThat(schedule.poll(T0)).contains(A);
        schedule.complete(A, Optional.empty());
        assertThat(schedule.poll(T0.plusSeconds(60))).isEmpty();
    }

    @Test
    void aChangeDuringWorkCountsMoreThanTheDelayThatTheWorkAskedFor() {
        schedule.offer(A);
        schedule.poll(T0);
        schedule.offer(A);
        schedule.complete(A, Optional.of(T0.plusSeconds(5)));
        assertThat(schedule.poll(T0)).contains(A);
    }

    @Test
    void aFullScheduleRefusesNewKeysButNeverThoseItHolds() {
        assertThat(schedule.offer(A)).isTrue();
        assertThat(schedule.offer(B)).isTrue();
        assertThat(schedule.offer(C)).isFalse();
        assertThat(schedule.offer(A)).isTrue();
        schedule.poll(T0);
        assertThat(schedule.offer(C)).as("a key in work still has its place").isFalse();
        schedule.complete(A, Optional.empty());
        assertThat(schedule.offer(C)).isTrue();
    }

    @Test
    void waitingKeysDueTogetherAreAllKept() {
        for (Key key : new Key[] {A, B}) {
            schedule.offer(key);
            schedule.poll(T0);
            schedule.complete(key, Optional.of(T0.plusSeconds(1)));
        }
        assertThat(schedule.waiting()).isEqualTo(2);
        assertThat(schedule.poll(T0.plusSeconds(1))).contains(A);
        assertThat(schedule.poll(T0.plusSeconds(1))).contains(B);
    }

    @Test
    void completingAKeyThatWasNotInWorkIsAnError() {
        assertThatThrownBy(() -> schedule.complete(A, Optional.empty()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("default/a");
    }
}
