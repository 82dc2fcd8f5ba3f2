package io.kubevirt.ee.handler.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessFactsTest {

    private static final String REST =
            " 1 2 3 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 987654 1000 10 18446744073709551615";

    @Test
    void aNameWithParenthesesAndSpacesChangesNothing() {
        ProcessFacts facts = ProcessFacts.parse(7, "7 (a) Z 1 (b) S" + REST, "x\0--volume\0root\0");

        assertThat(facts.startTicks()).isEqualTo(987654);
        assertThat(facts.zombie()).isFalse();
        assertThat(facts.commandLine()).containsExactly("x", "--volume", "root");
    }

    @Test
    void aZombieHasEnded() {
        assertThat(ProcessFacts.parse(7, "7 (qemu) Z" + REST, "").zombie()).isTrue();
    }

    @Test
    void oneThatIsAboutToBeAZombieHasEnded() {
        String exiting = REST.replace(" 4194560 ", " 4194564 ");

        assertThat(ProcessFacts.parse(7, "7 (qemu) R" + exiting, "").zombie()).isTrue();
    }

    @Test
    void anOptionIsFoundOnlyWithItsExactValue() {
        ProcessFacts facts = ProcessFacts.parse(7, "7 (x) S" + REST, "x\0--volume\0root\0-v\0");

        assertThat(facts.hasOption("--volume", "root")).isTrue();
        assertThat(facts.hasOption("--volume", "roo")).isFalse();
        assertThat(facts.hasOption("root", "--volume")).isFalse();
        assertThat(facts.hasOption("-v", "")).isFalse();
    }
}
