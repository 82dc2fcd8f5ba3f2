package io.kubevirt.ee.api.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SilenceTest {
    /**
     * What happened in turn: ? both are pinged; c the caller answers; a the agent does; - a message
     * was on its way to the caller. And how the last ping found the stream.
     */
    @ParameterizedTest
    @CsvSource({
        "?, ''",
        "??, ''",
        "???, no answer to pings",
        "?ca?ca?ca?, ''",
        "?a?a?a, no answer to pings",
        "?c?c?c, virt-handler does not answer",
        "?c?ca?c?c, ''",
        "?c?ca?c?c?, virt-handler does not answer",
        "?-?-?-?-?-, ''",
        "?-?-???, no answer to pings",
        "??-?c?c?, virt-handler does not answer"
    })
    void whoMissesTwoPingsIsLeftAtTheThird(String happened, String words) {
        Silence silence = new Silence();
        String last = "";
        for (char event : happened.toCharArray()) {
            switch (event) {
                case '?' -> last = silence.ask().map(Ending::reason).orElse("");
                case 'c' -> silence.clientAnswered();
                case 'a' -> silence.agentAnswered();
                default -> silence.excuse();
            }
        }
        assertThat(last).isEqualTo(words);
    }
}
