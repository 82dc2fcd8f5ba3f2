package io.kubevirt.ee.e2e;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Prometheus' text format 0.0.4, read strictly: what a scraper could stumble over is an error here.
 *
 * @param types by the name of the metric
 * @param samples every line with a value
 */
record PrometheusText(Map<String, String> types, List<Sample> samples) {

    private static final Pattern COMMENT =
            Pattern.compile("# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) ?(.*)");
    private static final Pattern LINE =
            Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)\\})? (\\S+)(?: -?[0-9]+)?");
    private static final Pattern LABEL =
            Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\[\\\\\"n])*)\"(?:,|$)");
    private static final Set<String> TYPES =
            Set.of("counter", "gauge", "histogram", "summary", "untyped");

    /**
     * A value.
     *
     * @param name with the ending that parts of histograms have
     */
    record Sample(String name, Map<String, String> labels, double value) {}

    static PrometheusText parse(String text) {
        if (!text.endsWith("\n")) {
            throw new AssertionError("the last line does not end");
        }
        PrometheusText read = new PrometheusText(new LinkedHashMap<>(), new ArrayList<>());
        Set<String> seen = new HashSet<>();
        text.lines().filter(line -> !line.isEmpty()).forEach(line -> read.read(line, seen));
        read.checkHistograms();
        return read;
    }

    /** Samples of a name that have these labels: name and value in turns. */
    List<Sample> of(String name, String... labels) {
        return samples.stream()
                .filter(sample -> sample.name().equals(name))
                .filter(sample -> has(sample, labels))
                .toList();
    }

    double sum(String name, String... labels) {
        return of(name, labels).stream().mapToDouble(Sample::value).sum();
    }

    private static boolean has(Sample sample, String... labels) {
        for (int i = 0; i < labels.length; i += 2) {
            if (!labels[i + 1].equals(sample.labels().get(labels[i]))) {
                return false;
            }
        }
        return true;
    }

    private void read(String line, Set<String> seen) {
        if (line.startsWith("#")) {
            comment(line);
            return;
        }
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            throw new AssertionError("no sample: " + line);
        }
        Sample sample =
                new Sample(
                        parts.group(1),
                        labels(parts.group(2) == null ? "" : parts.group(2), line),
                        number(parts.group(3)));
        if (!seen.add(sample.name() + sample.labels())) {
            throw new AssertionError("twice: " + line);
        }
        if (family(sample.name()).isEmpty()) {
            throw new AssertionError("without a type: " + line);
        }
        samples.add(sample);
    }

    private void comment(String line) {
        Matcher parts = COMMENT.matcher(line);
        if (!parts.matches()) {
            throw new AssertionError("neither HELP nor TYPE: " + line);
        }
        if (parts.group(1).equals("TYPE")) {
            if (!TYPES.contains(parts.group(3))) {
                throw new AssertionError("no type: " + line);
            }
            if (types.put(parts.group(2), parts.group(3)) != null) {
                throw new AssertionError("a second type: " + line);
            }
        }
    }

    private static Map<String, String> labels(String text, String line) {
        Map<String, String> labels = new LinkedHashMap<>();
        Matcher label = LABEL.matcher(text);
        int end = 0;
        while (label.find() && label.start() == end) {
            if (labels.put(label.group(1), label.group(2)) != null) {
                throw new AssertionError("a label twice: " + line);
            }
            end = label.end();
        }
        if (end != text.length()) {
            throw new AssertionError("labels: " + line);
        }
        return labels;
    }

    private static double number(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    /** The metric that a sample belongs to; empty text if none was announced. */
    private String family(String name) {
        return Stream.of("", "_bucket", "_count", "_sum")
                .filter(name::endsWith)
                .map(ending -> name.substring(0, name.length() - ending.length()))
                .filter(types::containsKey)
                .findFirst()
                .orElse("");
    }

    /** Buckets grow up to the last, which is the count. */
    private void checkHistograms() {
        types.forEach(
                (name, type) -> {
                    if (type.equals("histogram")) {
                        of(name + "_count").forEach(count -> checkHistogram(name, count));
                    }
                });
    }

    private void checkHistogram(String name, Sample count) {
        double last = 0;
        double bound = Double.NEGATIVE_INFINITY;
        for (Sample bucket : of(name + "_bucket")) {
            Map<String, String> labels = new LinkedHashMap<>(bucket.labels());
            double le = number(labels.remove("le"));
            if (labels.equals(count.labels())) {
                if (le <= bound || bucket.value() < last) {
                    throw new AssertionError("buckets are not in order: " + bucket);
                }
                bound = le;
                last = bucket.value();
            }
        }
        if (bound != Double.POSITIVE_INFINITY || last != count.value()) {
            throw new AssertionError("the last bucket is not the count: " + count);
        }
    }
}
