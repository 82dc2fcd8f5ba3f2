package io.kubevirt.ee.api.metrics;

import io.kubevirt.ee.runtime.metrics.Metric;
import io.kubevirt.ee.runtime.metrics.RuntimeMetrics;
import java.util.List;
import java.util.stream.Stream;

/** The metrics of virt-api; its server adds those of its REST resources. */
public final class ApiMetrics {
    /** Whether it is ready. */
    public static final Metric READY =
            Metric.gauge(
                    "kubevirt_virt_api_ready_status",
                    "1 for a virt-api whose certificates can be used, else 0.");

    /** All that virt-api publishes itself. */
    public static final List<Metric> ALL =
            Stream.of(RuntimeMetrics.OF_ALL, List.of(READY)).flatMap(List::stream).toList();

    private ApiMetrics() {}
}
