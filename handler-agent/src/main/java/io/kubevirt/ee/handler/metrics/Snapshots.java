package io.kubevirt.ee.handler.metrics;

import io.kubevirt.ee.runtime.metrics.Metric;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Samples in the shape of the Prometheus client library. */
final class Snapshots {
    private static final String TOTAL = "_total";
    private static final String INFO = "_info";

    private Snapshots() {}

    static MetricSnapshots of(List<Sample> samples) {
        Map<Metric, List<Sample>> byMetric =
                samples.stream()
                        .collect(
                                Collectors.groupingBy(
                                        Sample::metric, LinkedHashMap::new, Collectors.toList()));
        MetricSnapshots.Builder snapshots = MetricSnapshots.builder();
        byMetric.forEach((metric, each) -> snapshots.metricSnapshot(of(metric, each)));
        return snapshots.build();
    }

    private static MetricSnapshot of(Metric metric, List<Sample> samples) {
        if (metric.name().endsWith(INFO)) {
            return new InfoSnapshot(
                    new MetricMetadata(without(INFO, metric), metric.help()),
                    samples.stream().map(s -> new InfoDataPointSnapshot(labels(s))).toList());
        }
        return switch (metric.type()) {
            case GAUGE ->
                    new GaugeSnapshot(
                            new MetricMetadata(metric.name(), metric.help()),
                            samples.stream()
                                    .map(
                                            s ->
                                                    new GaugeDataPointSnapshot(
                                                            s.value(), labels(s), null))
                                    .toList());
            case COUNTER ->
                    new CounterSnapshot(
                            new MetricMetadata(without(TOTAL, metric), metric.help()),
                            samples.stream()
                                    .map(
                                            s ->
                                                    new CounterDataPointSnapshot(
                                                            s.value(), labels(s), null, 0))
                                    .toList());
            case HISTOGRAM ->
                    throw new IllegalArgumentException(metric.name() + " is no single value");
        };
    }

    /** The library itself adds what all names of a type end with. */
    private static String without(String ending, Metric metric) {
        String name = metric.name();
        return name.endsWith(ending) ? name.substring(0, name.length() - ending.length()) : name;
    }

    private static Labels labels(Sample sample) {
        return Labels.of(sample.metric().labels(), sample.labels());
    }
}
