package io.kubevirt.ee.api.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndingTest {
    @ParameterizedTest
    @CsvSource({
        "1000, bye, 1000, bye",
        "1001, '', 1001, ''",
        "1011, broken, 1011, broken",
        "3000, x, 3000, x",
        "4999, x, 4999, x",
        "1005, , 1000, ''",
        "1006, , 1011, the connection was lost",
        "1006, why, 1011, why",
        "1015, , 1011, the connection was lost",
        "1004, x, 1011, x",
        "999, x, 1011, x",
        "5000, x, 1011, x"
    })
    void passesOnWhatMayBeSent(int code, String reason, int sentCode, String sentReason) {
        assertThat(Ending.passedOn(code, reason)).isEqualTo(new Ending(sentCode, sentReason));
    }

    @Test
    void cutsAReasonThatIsTooLongForAFrameBetweenCharacters() {
        String reason = Ending.failure("ü".repeat(100) + "😀").reason();
        assertThat(reason).isEqualTo("ü".repeat(61));
        assertThat(reason.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(123);
    }
}
