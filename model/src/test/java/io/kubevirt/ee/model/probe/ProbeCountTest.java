package io.kubevirt.ee.model.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProbeCountTest {

    /** Checks in their order: + passed, - failed, ? could not be asked. */
    @ParameterizedTest
    @CsvSource({
        "1, 3, '',       Untold",
        "1, 3, '+',      Passing",
        "1, 3, '-',      Untold",
        "1, 3, '--',     Untold",
        "1, 3, '---',    Failing",
        "1, 3, '--+--',  Passing",
        "1, 3, '+--',    Passing",
        "1, 3, '+---',   Failing",
        "1, 3, '+-?-?-', Failing",
        "1, 3, '???',    Untold",
        "1, 3, '---?',   Failing",
        "1, 3, '---+',   Passing",
        "2, 1, '+',      Untold",
        "2, 1, '+-',     Failing",
        "2, 1, '-+',     Failing",
        "2, 1, '-++',    Passing",
        "2, 1, '+?+',    Passing",
    })
    void asManyInARowAsTheProbeSaysMakeAVerdict(
            int successes, int failures, String checks, String verdict) {
        ProbeTimes times =
                new ProbeTimes(
                        Duration.ZERO,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1),
                        successes,
                        failures);
        ProbeCount count = ProbeCount.NONE;
        for (char check : checks.toCharArray()) {
            count = count.after(outcome(check), times);
        }
        assertThat(count.verdict().getClass().getSimpleName()).isEqualTo(verdict);
    }

    private static ProbeOutcome outcome(char check) {
        return switch (check) {
            case '+' -> new ProbeOutcome.Passed();
            case '-' -> new ProbeOutcome.Failed("no answer");
            default -> new ProbeOutcome.NotAsked();
        };
    }
}
