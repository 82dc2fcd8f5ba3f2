package io.kubevirt.ee.api.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WatchEventTest {
    @Test
    void aLineBecomesAnEventThatIsKnownByItsVersion() {
        assertThat(
                        WatchEvent.of(
                                "{\"type\":\"ADDED\",\"object\":{\"metadata\":{\"name\":\"a\",\"resourceVersion\":\"7\"}}}"))
                .contains(
                        new WatchEvent(
                                "ADDED",
                                Optional.of("7"),
                                "{\"metadata\":{\"name\":\"a\",\"resourceVersion\":\"7\"}}"));
    }

    @Test
    void anErrorIsAProblem() {
        WatchEvent event =
                WatchEvent.of(
                                "{\"type\":\"ERROR\",\"object\":{\"code\":410,\"reason\":\"Expired\",\"message\":\"too old\"}}")
                        .orElseThrow();
        assertThat(event.name()).isEqualTo("ERROR");
        assertThat(event.data()).contains("\"status\":410", "\"reason\":\"Expired\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "x", "{}", "[]", "{\"type\":\"ADDED\"}", "{\"type\":[],\"object\":{}}"})
    void whatIsNoEventIsNone(String line) {
        assertThat(WatchEvent.of(line)).isEmpty();
    }
}
