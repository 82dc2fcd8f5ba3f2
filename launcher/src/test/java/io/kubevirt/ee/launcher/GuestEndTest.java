package io.kubevirt.ee.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuestEndTest {

    @Test
    void aWholeLineIsRead() {
        assertThat(GuestEnd.parse("{\"clean\":true,\"reason\":\"Shutdown\"}\n"))
                .contains(new GuestEnd(true, "Shutdown"));
        assertThat(GuestEnd.parse("{ \"clean\" : false, \"reason\" : \"Crashed\" }"))
                .contains(new GuestEnd(false, "Crashed"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{\"clean\":true,\"rea",
                "{\"clean\":maybe,\"reason\":\"\"}",
                "clean",
                "{\"reason\":\"x\"}"
            })
    void anythingElseIsNotAnEndYet(String text) {
        assertThat(GuestEnd.parse(text)).isEmpty();
    }
}
