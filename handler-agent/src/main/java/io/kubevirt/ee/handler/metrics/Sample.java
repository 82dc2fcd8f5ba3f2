package io.kubevirt.ee.handler.metrics;

import io.kubevirt.ee.runtime.metrics.Metric;
import java.util.List;

/**
 * One value of a metric.
 *
 * @param labels values, in the order of the metric's labels
 */
record Sample(Metric metric, List<String> labels, double value) {
    /** Copies the list. */
    Sample {
        labels = List.copyOf(labels);
    }
}
