package io.kubevirt.ee.controller.election;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.controller.election.ElectionDecider.Situation;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ElectionDeciderTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Duration TEN = Duration.ofSeconds(10);
    private static final LeaseRecord OURS = LeaseRecord.first("a", TEN, NOON);
    private static final LeaseRecord OTHERS = LeaseRecord.first("b", TEN, NOON);
    private static final LeaseRecord NOBODYS = OTHERS.released(NOON);

    record Row(Situation situation, ElectionView view, ElectionStep step) {}

    private static ElectionView view(boolean leading, LeaseRecord lease, Duration unchanged) {
        return new ElectionView("a", leading, Optional.ofNullable(lease), unchanged);
    }

    static List<Row> rows() {
        Duration almost = TEN.minusNanos(1);
        return List.of(
                new Row(
                        Situation.ABSENT,
                        view(false, null, Duration.ZERO),
                        new ElectionStep.Create()),
                new Row(
                        Situation.FREE,
                        view(false, NOBODYS, Duration.ZERO),
                        new ElectionStep.Take(NOBODYS)),
                new Row(
                        Situation.HELD,
                        view(false, OTHERS, almost),
                        new ElectionStep.StandBy(OTHERS)),
                new Row(Situation.LAPSED, view(false, OTHERS, TEN), new ElectionStep.Take(OTHERS)),
                new Row(
                        Situation.OURS,
                        view(true, OURS, Duration.ZERO),
                        new ElectionStep.Renew(OURS)),
                new Row(
                        Situation.OURS_UNNOTICED,
                        view(false, OURS, Duration.ZERO),
                        new ElectionStep.Renew(OURS)),
                new Row(Situation.TAKEN, view(true, OTHERS, TEN), new ElectionStep.StepDown()),
                new Row(Situation.TAKEN, view(true, NOBODYS, TEN), new ElectionStep.StepDown()),
                new Row(Situation.TAKEN, view(true, null, TEN), new ElectionStep.StepDown()));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void eachSituationHasItsStep(Row row) {
        assertThat(ElectionDecider.situation(row.view())).isEqualTo(row.situation());
        assertThat(ElectionDecider.decide(row.view())).isEqualTo(row.step());
    }

    @Test
    void everySituationHasARow() {
        Stream<Situation> covered = rows().stream().map(Row::situation).distinct();
        assertThat(covered).containsExactlyInAnyOrderElementsOf(Arrays.asList(Situation.values()));
    }

    @Test
    void aLeaseLastsAsLongAsItsHolderHadSaidWhateverOursWould() {
        LeaseRecord longer = LeaseRecord.first("b", TEN.multipliedBy(2), NOON);
        assertThat(ElectionDecider.situation(view(false, longer, TEN))).isEqualTo(Situation.HELD);
    }
}
