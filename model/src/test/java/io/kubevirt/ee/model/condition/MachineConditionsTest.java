package io.kubevirt.ee.model.condition;

import static io.kubevirt.ee.model.condition.ConditionType.PAUSED;
import static io.kubevirt.ee.model.condition.ConditionType.READY;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

class MachineConditionsTest {

    private static final OffsetDateTime THEN = OffsetDateTime.parse("2026-01-01T00:00:00Z");
    private static final OffsetDateTime NOW = THEN.plusHours(1);

    private final MachineConditions none = MachineConditions.of(null);

    @Test
    void theSameStatusKeepsItsTime() {
        var conditions =
                none.withFalse(READY, Reason.GUEST_NOT_RUNNING, "a", THEN)
                        .withFalse(READY, Reason.GUEST_LOST, "b", NOW);

        assertThat(conditions.get(READY).orElseThrow().lastTransitionTime()).isEqualTo(THEN);
        assertThat(conditions.get(READY).orElseThrow().reason()).isEqualTo("GuestLost");
    }

    @Test
    void anotherStatusIsATransition() {
        var conditions =
                none.withFalse(READY, Reason.GUEST_NOT_RUNNING, "a", THEN).withTrue(READY, NOW);

        assertThat(conditions.isTrue(READY)).isTrue();
        assertThat(conditions.get(READY).orElseThrow().lastTransitionTime()).isEqualTo(NOW);
    }

    @Test
    void placesStayAndRemovalIsExact() {
        var both =
                none.withTrue(READY, THEN)
                        .withTrue(PAUSED, Reason.PAUSED_BY_USER, "p", THEN)
                        .withTrue(READY, NOW);

        assertThat(both.list()).extracting(c -> c.type()).isEqualTo(List.of("Ready", "Paused"));
        assertThat(both.without(PAUSED).list()).extracting(c -> c.type()).containsExactly("Ready");
    }
}
