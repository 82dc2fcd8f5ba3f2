package io.kubevirt.ee.api.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.api.metrics.ApiMetrics;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Locale;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What Prometheus finds at virt-api. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class MetricsIT {
    @Test
    void itsMetricsAreOnTheHealthPortAndNotOnThatOfTheApi() throws Exception {
        get(Stage.current().health() + "/health/ready");
        HttpResponse<String> answer = get(Stage.current().health() + "/metrics");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body().lines())
                .containsAll(
                        ApiMetrics.ALL.stream()
                                .map(
                                        metric ->
                                                "# TYPE %s %s"
                                                        .formatted(
                                                                metric.name(),
                                                                metric.type()
                                                                        .name()
                                                                        .toLowerCase(Locale.ROOT)))
                                .toList());
        assertThat(answer.body())
                .contains("kubevirt_virt_api_ready_status{mp_scope=\"application\",} 1.0")
                .doesNotContainIgnoringCase("bearer", "password", "eyJ");
        assertThat(Stage.current().directly().get("/metrics").code()).isEqualTo(404);
    }

    @Test
    void pathsThatClientsMakeUpAreNoLabels() throws Exception {
        for (int i = 0; i < 20; i++) {
            Stage.current().directly().get("/made-up-" + i);
            Stage.current()
                    .directly()
                    .get(Guests.SUBRESOURCES + "/virtualmachines/made-up-" + i + "/start");
        }
        assertThat(get(Stage.current().health() + "/metrics").body()).doesNotContain("made-up");
    }

    private static HttpResponse<String> get(String address) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create(address)).build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
