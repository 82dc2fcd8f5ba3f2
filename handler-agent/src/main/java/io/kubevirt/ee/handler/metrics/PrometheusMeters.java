package io.kubevirt.ee.handler.metrics;

import io.kubevirt.ee.runtime.metrics.Meters;
import io.kubevirt.ee.runtime.metrics.Metric;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;

/** The Prometheus client library as {@link Meters}. */
public final class PrometheusMeters implements Meters, MultiCollector {
    private static final double NANOSECONDS = 1e9;

    private record Series(Metric metric, List<String> labels) {}

    private final PrometheusRegistry registry;
    private final Map<Metric, Counter> counters = new ConcurrentHashMap<>();
    private final Map<Metric, Histogram> histograms = new ConcurrentHashMap<>();
    private final Map<Series, DoubleSupplier> gauges = new ConcurrentHashMap<>();

    /** Into a registry. */
    public PrometheusMeters(PrometheusRegistry registry) {
        this.registry = registry;
        registry.register(this);
    }

    @Override
    public void count(Metric counter, String... labels) {
        counters.computeIfAbsent(counter, this::newCounter).labelValues(labels).inc();
    }

    @Override
    public void zero(Metric counter, String... labels) {
        counters.computeIfAbsent(counter, this::newCounter).initLabelValues(labels);
    }

    @Override
    public void observe(Metric histogram, Duration value, String... labels) {
        histograms
                .computeIfAbsent(histogram, this::newHistogram)
                .labelValues(labels)
                .observe(value.toNanos() / NANOSECONDS);
    }

    @Override
    public void gauge(Metric gauge, DoubleSupplier value, String... labels) {
        gauges.put(new Series(gauge, List.of(labels)), value);
    }

    @Override
    public void forget(Metric gauge, String... labels) {
        gauges.remove(new Series(gauge, List.of(labels)));
    }

    /** The gauges, as they are now. */
    @Override
    public MetricSnapshots collect() {
        return Snapshots.of(
                gauges.entrySet().stream()
                        .map(
                                each ->
                                        new Sample(
                                                each.getKey().metric(),
                                                each.getKey().labels(),
                                                each.getValue().getAsDouble()))
                        .toList());
    }

    private Counter newCounter(Metric metric) {
        return Counter.builder()
                .name(metric.name())
                .help(metric.help())
                .labelNames(metric.labels().toArray(String[]::new))
                .register(registry);
    }

    private Histogram newHistogram(Metric metric) {
        return Histogram.builder()
                .name(metric.name())
                .help(metric.help())
                .labelNames(metric.labels().toArray(String[]::new))
                .classicOnly()
                .classicUpperBounds(
                        metric.buckets().stream()
                                .mapToDouble(bound -> bound.toNanos() / NANOSECONDS)
                                .toArray())
                .register(registry);
    }
}
