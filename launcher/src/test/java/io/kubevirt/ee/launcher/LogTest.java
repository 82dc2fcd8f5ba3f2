package io.kubevirt.ee.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LogTest {

    @Test
    void aMessageCannotBreakOutOfItsJsonLine() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new Log(new PrintStream(bytes, true, StandardCharsets.UTF_8), true)
                .error("a \"b\" \\ c\nd\u0001");

        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .endsWith(
                        "\"level\":\"ERROR\",\"program\":\"virt-launcher\","
                                + "\"message\":\"a \\\"b\\\" \\\\ c\\nd\\u0001\"}\n");
    }
}
