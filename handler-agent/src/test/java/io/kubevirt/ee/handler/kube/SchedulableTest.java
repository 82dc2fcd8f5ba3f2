package io.kubevirt.ee.handler.kube;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SchedulableTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00.5Z");

    private final Schedulable schedulable = new Schedulable();

    @Test
    void aNodeWhoseLibvirtWasNeverThereIsNot() {
        assertThat(schedulable.now(false, NOW)).isFalse();
    }

    @Test
    void aLibvirtThatIsBeingReplacedChangesNothing() {
        assertThat(schedulable.now(true, NOW)).isTrue();
        assertThat(schedulable.now(false, NOW.plusSeconds(59))).isTrue();
        assertThat(schedulable.now(false, NOW.plusSeconds(60))).isFalse();
        assertThat(schedulable.now(true, NOW.plusSeconds(61))).isTrue();
    }

    @Test
    void thePatchIsALabelAndATime() {
        assertThat(Schedulable.patch(true, NOW))
                .hasToString(
                        "{\"metadata\":{\"labels\":{\"kubevirt.io/schedulable\":\"true\"},"
                                + "\"annotations\":{\"kubevirt.io/heartbeat\":\"2026-01-01T12:00:00Z\"}}}");
    }
}
