package io.kubevirt.ee.runtime.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RetryBudgetTest {
    private static final Instant T0 = FakeClock.START;
    private final RetryBudget budget = new RetryBudget(3, Duration.ofSeconds(1), T0);

    @Test
    void aBurstIsFreeAndWhatFollowsIsSpread() {
        for (int i = 0; i < 3; i++) {
            assertThat(budget.reserve(T0)).isEqualTo(Duration.ZERO);
        }
        assertThat(budget.reserve(T0)).isEqualTo(Duration.ofSeconds(1));
        assertThat(budget.reserve(T0)).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void tokensComeBackWithTimeButNeverMoreThanTheBucketHolds() {
        for (int i = 0; i < 4; i++) {
            budget.reserve(T0);
        }
        Instant later = T0.plusSeconds(1000);
        for (int i = 0; i < 3; i++) {
            assertThat(budget.reserve(later)).isEqualTo(Duration.ZERO);
        }
        assertThat(budget.reserve(later)).isEqualTo(Duration.ofSeconds(1));
    }
}
