package io.kubevirt.ee.runtime.metrics;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * A metric as it is published.
 *
 * @param name as Prometheus sees it, unit and {@code _total} included
 * @param help one sentence
 * @param labels names, in the order in which values are given
 * @param buckets upper bounds of a histogram, ascending; else empty
 */
public record Metric(
        String name, Type type, String help, List<String> labels, List<Duration> buckets) {

    /** As in Prometheus. */
    public enum Type {
        COUNTER,
        GAUGE,
        HISTOGRAM
    }

    /** Copies the lists. */
    public Metric {
        labels = List.copyOf(labels);
        buckets = List.copyOf(buckets);
    }

    /** Something that only grows. */
    public static Metric counter(String name, String help, String... labels) {
        return new Metric(name, Type.COUNTER, help, List.of(labels), List.of());
    }

    /** Something that goes up and down. */
    public static Metric gauge(String name, String help, String... labels) {
        return new Metric(name, Type.GAUGE, help, List.of(labels), List.of());
    }

    /** How long something took, counted in buckets. */
    public static Metric histogram(
            String name, String help, List<Duration> buckets, String... labels) {
        return new Metric(name, Type.HISTOGRAM, help, List.of(labels), buckets);
    }

    /** A row of docs/metrics.md: name, type, labels, program, meaning. */
    public String row(String program) {
        String kinds = labels.isEmpty() ? "" : "`" + String.join("`, `", labels) + "`";
        return "| `%s` | %s | %s | %s | %s |"
                .formatted(
                        name,
                        type.name().toLowerCase(Locale.ROOT),
                        kinds,
                        program,
                        help.replace("<", "&lt;"));
    }
}
