package io.kubevirt.ee.handler.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class JsonLogFormatterTest {

    @Test
    void anEntryIsOneLineOfJson() {
        LogRecord entry = new LogRecord(Level.WARNING, "{0} said a=\"no\"\n");
        entry.setParameters(new Object[] {"libvirt"});
        entry.setInstant(Instant.parse("2026-01-01T12:00:00.123456Z"));
        entry.setLoggerName("a.b");
        entry.setThrown(new IllegalStateException("why"));

        String text = new JsonLogFormatter().format(entry);
        JsonObject line = JsonParser.parseString(text).getAsJsonObject();

        assertThat(text.strip()).doesNotContain("\n").contains("a=");
        assertThat(line.get("time").getAsString()).isEqualTo("2026-01-01T12:00:00.123Z");
        assertThat(line.get("level").getAsString()).isEqualTo("WARNING");
        assertThat(line.get("message").getAsString()).isEqualTo("libvirt said a=\"no\"\n");
        assertThat(line.get("exception").getAsString())
                .startsWith("java.lang.IllegalStateException: why");
    }
}
