package io.kubevirt.ee.handler.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class DocumentedMetricsTest {
    private static final Path TABLE = Path.of("../docs/metrics.md");
    private static final String PROGRAM = "virt-handler";

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
                        HandlerMetrics.ALL.stream().map(metric -> metric.row(PROGRAM)).toList());
    }
}
