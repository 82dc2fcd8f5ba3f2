package io.kubevirt.ee.handler.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CpuManagerTest {

    @TempDir Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{\"policyName\":\"static\",\"defaultCpuSet\":\"0-3\",\"checksum\":1} | true",
                "{\"policyName\":\"none\",\"defaultCpuSet\":\"\",\"checksum\":1} | false",
                "{\"policyName\":7} | false",
                "[] | false",
                "{\"policyNa | false",
            })
    void theKubeletsPolicyIsRead(String state, boolean gives) throws IOException {
        Path file = Files.writeString(directory.resolve("cpu_manager_state"), state);

        assertThat(new CpuManager(file).givesProcessors()).isEqualTo(gives);
    }

    @Test
    void aKubeletWithoutStateGivesNone() {
        assertThat(new CpuManager(directory.resolve("none")).givesProcessors()).isFalse();
    }
}
