package io.kubevirt.ee.model.v1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoDurationTest {

    @ParameterizedTest
    @CsvSource({
        "0, PT0S",
        "0s, PT0S",
        "5m0s, PT5M",
        "1h2m3s, PT1H2M3S",
        "1.5s, PT1.5S",
        ".5m, PT30S",
        "300ms, PT0.3S",
        "7us, PT0.000007S",
        "7µs, PT0.000007S",
        "7ns, PT0.000000007S",
    })
    void isReadAsGoReadsIt(String text, Duration duration) {
        assertThat(GoDuration.parse(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "s", "5 s", "-5s", "5m0", "PT5M", "1e3s", ".s", "2600000h"})
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> GoDuration.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + text + "\"");
    }

    @Test
    void aTextThatIsTooLongToBeOneIsNotTried() {
        assertThatThrownBy(() -> GoDuration.parse("1s".repeat(1000)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
