package io.kubevirt.ee.runtime.metrics;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.stream.Collectors;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricID;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/**
 * MicroProfile Metrics as {@link Meters}. A histogram is a timer whose buckets the configuration
 * states ({@code mp.metrics.distribution.timer.buckets}); the server adds the label {@code
 * mp_scope}.
 */
public final class MicroProfileMeters implements Meters {
    private final MetricRegistry registry;

    /** Into the application's registry. */
    public MicroProfileMeters(MetricRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void count(Metric counter, String... labels) {
        registry.counter(metadata(counter), tags(counter, labels)).inc();
    }

    @Override
    public void zero(Metric counter, String... labels) {
        registry.counter(metadata(counter), tags(counter, labels));
    }

    @Override
    public void observe(Metric histogram, Duration value, String... labels) {
        registry.timer(metadata(histogram), tags(histogram, labels)).update(value);
    }

    @Override
    public void gauge(Metric gauge, DoubleSupplier value, String... labels) {
        forget(gauge, labels);
        registry.gauge(metadata(gauge), value::getAsDouble, tags(gauge, labels));
    }

    @Override
    public void forget(Metric gauge, String... labels) {
        registry.remove(new MetricID(gauge.name(), tags(gauge, labels)));
    }

    /**
     * What {@code META-INF/microprofile-config.properties} has to say: the buckets of the
     * histograms among these, and no percentiles, which Prometheus computes itself.
     */
    public static Map<String, String> configuration(List<Metric> metrics) {
        String buckets =
                metrics.stream()
                        .filter(metric -> metric.type() == Metric.Type.HISTOGRAM)
                        .map(metric -> metric.name() + "=" + bounds(metric.buckets()))
                        .collect(Collectors.joining(";"));
        return Map.of(
                "mp.metrics.distribution.percentiles",
                "*=",
                "mp.metrics.distribution.timer.buckets",
                buckets);
    }

    private static String bounds(List<Duration> buckets) {
        return buckets.stream()
                .map(bound -> bound.toMillis() + "ms")
                .collect(Collectors.joining(","));
    }

    private static Metadata metadata(Metric metric) {
        return Metadata.builder().withName(metric.name()).withDescription(metric.help()).build();
    }

    private static Tag[] tags(Metric metric, String... values) {
        Tag[] tags = new Tag[values.length];
        for (int i = 0; i < values.length; i++) {
            tags[i] = new Tag(metric.labels().get(i), values[i]);
        }
        return tags;
    }
}
