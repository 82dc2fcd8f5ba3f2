package io.kubevirt.ee.controller.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.controller.metrics.ControllerMetrics;
import io.kubevirt.ee.runtime.loop.Key;
import io.kubevirt.ee.runtime.metrics.Metric;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What Prometheus finds at virt-controller. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class MetricsIT {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration SCRAPE = Duration.ofSeconds(10);

    @Test
    void eachMetricIsPublishedUnderItsNameAndTypeOnceItHasAValue() throws Exception {
        Key key = World.newKey("default");
        World.createMachine(key, "Always");
        World.soon("the pod is there", () -> World.pod(key));
        Node.bind(World.pod(key));
        Node.run(World.pod(key));
        World.soon(
                "the way to Scheduled is timed",
                () ->
                        assertThat(
                                        value(
                                                "kubevirt_vmi_phase_transition_time_from_creation_seconds_count",
                                                "phase=\"Scheduled\""))
                                .isPositive());
        Set<String> published = types();
        assertThat(published)
                .containsAll(
                        ControllerMetrics.ALL.stream()
                                // No guest is deleted here.
                                .filter(metric -> metric != ControllerMetrics.FROM_DELETION)
                                .map(MetricsIT::typeLine)
                                .toList());
        assertThat(published)
                .filteredOn(line -> line.contains(" kubevirt_"))
                // The server adds the longest time of late to each timer.
                .filteredOn(line -> !line.endsWith("_seconds_max gauge"))
                .isSubsetOf(ControllerMetrics.ALL.stream().map(MetricsIT::typeLine).toList());
    }

    @Test
    void theFiguresAreThoseOfTheCluster() throws Exception {
        World.soon(
                "it leads",
                () ->
                        assertThat(value("kubevirt_virt_controller_leading_status", ""))
                                .isEqualTo(1));
        assertThat(value("kubevirt_virt_controller_ready_status", "")).isEqualTo(1);
        int guests = World.instances().list(World.ALL).getItems().size();
        Key key = World.newKey("default");
        World.createMachine(key, "Always");
        World.soon(
                "one guest more is counted",
                () ->
                        assertThat(
                                        lines("kubevirt_vmi_phase_count", "").stream()
                                                .mapToDouble(MetricsIT::number)
                                                .sum())
                                .isEqualTo(guests + 1.0));
        assertThat(
                        value(
                                "rest_client_requests_total",
                                "code=\"201\"",
                                "resource=\"virtualmachineinstances\"",
                                "verb=\"create\""))
                .isPositive();
        assertThat(value("kubevirt_workqueue_adds_total", "name=\"machines\"")).isPositive();
        assertThat(
                        value(
                                "kubevirt_workqueue_work_duration_seconds_bucket",
                                "name=\"machines\"",
                                "le=\"100.0\""))
                .isPositive();
    }

    @Test
    void nothingSecretIsInIt() throws Exception {
        assertThat(scrape()).doesNotContainIgnoringCase("bearer", "password", "token", "eyJ");
    }

    private static String typeLine(Metric metric) {
        return "# TYPE " + metric.name() + " " + metric.type().name().toLowerCase(Locale.ROOT);
    }

    private static Set<String> types() throws Exception {
        return scrape().lines()
                .filter(line -> line.startsWith("# TYPE "))
                .collect(Collectors.toSet());
    }

    private static double value(String name, String... labels) throws Exception {
        return lines(name, labels).stream().mapToDouble(MetricsIT::number).max().orElse(-1);
    }

    private static List<String> lines(String name, String... labels) throws Exception {
        Pattern series = Pattern.compile(Pattern.quote(name) + "[ {].*");
        return scrape().lines()
                .filter(line -> series.matcher(line).matches())
                .filter(line -> List.of(labels).stream().allMatch(line::contains))
                .toList();
    }

    private static double number(String line) {
        return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
    }

    private static String scrape() throws Exception {
        URI metrics = URI.create(Stage.current().health()).resolve("/metrics");
        HttpResponse<String> answer =
                HTTP.send(
                        HttpRequest.newBuilder(metrics).timeout(SCRAPE).build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }
}
