package io.kubevirt.ee.handler.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.runtime.metrics.RuntimeMetrics;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PrometheusMetersTest {
    private final HandlerFigures figures = new HandlerFigures();

    @Test
    void namesAreThoseOfTheCatalogue() {
        figures.meters().zero(RuntimeMetrics.RETRIES, "guests");
        figures.meters().count(RuntimeMetrics.REST_REQUESTS, "200", "GET", "pods", "list");
        figures.meters().observe(RuntimeMetrics.WORK_DURATION, Duration.ofMillis(50), "guests");
        figures.publishReady(() -> true);
        assertThat(figures.text().lines())
                .contains(
                        "# TYPE kubevirt_workqueue_retries_total counter",
                        "kubevirt_workqueue_retries_total{name=\"guests\"} 0.0",
                        "kubevirt_rest_client_requests_total{code=\"200\",method=\"GET\",resource=\"pods\",verb=\"list\"} 1.0",
                        "# TYPE kubevirt_workqueue_work_duration_seconds histogram",
                        "kubevirt_workqueue_work_duration_seconds_bucket{name=\"guests\",le=\"0.01\"} 0",
                        "kubevirt_workqueue_work_duration_seconds_bucket{name=\"guests\",le=\"0.1\"} 1",
                        "kubevirt_virt_handler_ready_status 1.0");
    }

    @Test
    void aGaugeThatIsForgottenIsGone() {
        figures.meters().gauge(RuntimeMetrics.QUEUE_DEPTH, () -> 5, "guests");
        assertThat(figures.text()).contains("kubevirt_workqueue_depth{name=\"guests\"} 5.0");
        figures.meters().forget(RuntimeMetrics.QUEUE_DEPTH, "guests");
        assertThat(figures.text()).doesNotContain("kubevirt_workqueue_depth");
    }
}
