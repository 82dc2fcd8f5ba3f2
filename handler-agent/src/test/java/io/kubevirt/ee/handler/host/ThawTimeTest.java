package io.kubevirt.ee.handler.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThawTimeTest {

    private static final Instant AT = Instant.parse("2026-01-01T12:00:00.5Z");

    @TempDir Path directory;

    @Test
    void theLastTimeIsRememberedAndForgotten() throws IOException {
        Path file = directory.resolve("thaw-at");
        assertThat(ThawTime.read(file)).isEmpty();

        ThawTime.write(file, Optional.of(AT.minusSeconds(9)));
        ThawTime.write(file, Optional.of(AT));
        assertThat(ThawTime.read(file)).contains(AT);

        ThawTime.write(file, Optional.empty());
        ThawTime.write(file, Optional.empty());
        assertThat(ThawTime.read(file)).isEmpty();
    }

    @Test
    void aDamagedTimeThawsRatherTooEarlyThanNever() throws IOException {
        Path file = Files.writeString(directory.resolve("thaw-at"), "soon");

        assertThat(ThawTime.read(file)).contains(Instant.EPOCH);
    }
}
