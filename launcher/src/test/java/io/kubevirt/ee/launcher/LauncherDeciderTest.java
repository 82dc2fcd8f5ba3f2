package io.kubevirt.ee.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.launcher.LauncherDecider.Situation;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LauncherDeciderTest {

    record Case(boolean stopRequested, Optional<GuestEnd> end, Situation situation, boolean ends) {}

    private static final Optional<GuestEnd> NONE = Optional.empty();
    private static final Optional<GuestEnd> CLEAN = Optional.of(new GuestEnd(true, "Shutdown"));
    private static final Optional<GuestEnd> CRASH = Optional.of(new GuestEnd(false, "Crashed"));

    static Stream<Case> cases() {
        return Stream.of(
                new Case(false, NONE, Situation.GUEST_WANTED, false),
                new Case(true, NONE, Situation.GUEST_STOPPING, false),
                new Case(false, CLEAN, Situation.GUEST_ENDED_CLEANLY, true),
                new Case(false, CRASH, Situation.GUEST_CRASHED, false),
                new Case(true, CLEAN, Situation.GUEST_ENDED_AND_STOP_REQUESTED, true),
                new Case(true, CRASH, Situation.GUEST_ENDED_AND_STOP_REQUESTED, true));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void eachSituationHasItsAnswer(Case c) {
        Situation situation = LauncherDecider.situation(c.stopRequested(), c.end());

        assertThat(situation).isEqualTo(c.situation());
        assertThat(LauncherDecider.ends(situation)).isEqualTo(c.ends());
    }

    @Test
    void noSituationIsWithoutACase() {
        assertThat(cases().map(Case::situation).distinct().toList())
                .containsExactlyInAnyOrderElementsOf(Arrays.asList(Situation.values()));
    }
}
