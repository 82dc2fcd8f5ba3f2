package io.kubevirt.ee.controller.metrics;

import io.kubevirt.ee.runtime.metrics.Meters;
import io.kubevirt.ee.runtime.metrics.Metric;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleSupplier;
import java.util.stream.Collectors;

/** Remembers what was published. */
final class RecordedMeters implements Meters {
    private final Map<String, DoubleSupplier> gauges = new TreeMap<>();
    private final List<String> observations = new ArrayList<>();

    @Override
    public void count(Metric counter, String... labels) {
        throw new AssertionError("no counter is expected: " + counter.name());
    }

    @Override
    public void zero(Metric counter, String... labels) {
        throw new AssertionError("no counter is expected: " + counter.name());
    }

    @Override
    public void observe(Metric histogram, Duration value, String... labels) {
        observations.add(series(histogram, labels) + " " + value.toSeconds());
    }

    @Override
    public void gauge(Metric gauge, DoubleSupplier value, String... labels) {
        gauges.put(series(gauge, labels), value);
    }

    @Override
    public void forget(Metric gauge, String... labels) {
        gauges.remove(series(gauge, labels));
    }

    /** Values as a scrape would find them now, by series. */
    Map<String, Double> gauges() {
        return gauges.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().getAsDouble()));
    }

    List<String> observations() {
        return observations;
    }

    private static String series(Metric metric, String... values) {
        if (values.length != metric.labels().size()) {
            throw new AssertionError(metric.name() + " has labels " + metric.labels());
        }
        return metric.name() + List.of(values);
    }
}
