package io.kubevirt.ee.controller.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.runtime.metrics.MicroProfileMeters;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class DocumentedMetricsTest {
    private static final Path TABLE = Path.of("../docs/metrics.md");
    private static final String PROGRAM = "virt-controller";

    @Test
    void theTableInDocsSaysWhatThisProgramPublishesAndNothingElse() throws IOException {
        List<String> rows =
                Files.readAllLines(TABLE).stream()
                        .filter(
                                line ->
                                        line.startsWith("| `")
                                                && line.contains("| " + PROGRAM + " |"))
                        .toList();
        assertThat(rows)
                .containsExactlyElementsOf(
                        ControllerMetrics.ALL.stream().map(metric -> metric.row(PROGRAM)).toList());
    }

    @Test
    void theServersConfigurationHasTheBucketsOfTheHistograms() throws IOException {
        Properties configuration = new Properties();
        try (InputStream in =
                getClass().getResourceAsStream("/META-INF/microprofile-config.properties")) {
            configuration.load(in);
        }
        assertThat(configuration)
                .containsAllEntriesOf(MicroProfileMeters.configuration(ControllerMetrics.ALL));
    }
}
