package io.kubevirt.ee.handler.metrics;

import io.kubevirt.ee.runtime.metrics.Metric;
import io.kubevirt.ee.runtime.metrics.RuntimeMetrics;
import java.util.List;
import java.util.stream.Stream;

/** The metrics of virt-handler, under KubeVirt's names where it has them. */
public final class HandlerMetrics {

    /** Whether it is ready. */
    public static final Metric READY =
            Metric.gauge(
                    "kubevirt_virt_handler_ready_status",
                    "1 while libvirt is connected and the caches are live, else 0.");

    /** Guests that run. */
    public static final Metric GUESTS =
            Metric.gauge(
                    "kubevirt_ee_node_guests",
                    "Guests that run on the node, by libvirt; absent while libvirt does not answer.");

    /** Guests whose figures are not whole. */
    public static final Metric SILENT_GUESTS =
            Metric.gauge(
                    "kubevirt_ee_node_guests_silent",
                    "Those of them whose qemu does not answer: what only it knows is missing.");

    /** All that virt-handler publishes. */
    public static final List<Metric> ALL =
            Stream.of(
                            RuntimeMetrics.OF_ALL,
                            RuntimeMetrics.OF_LOOPS,
                            List.of(READY, GUESTS, SILENT_GUESTS),
                            metrics(GuestField.OF_GUEST),
                            metrics(GuestField.OF_VCPU),
                            metrics(GuestField.OF_DISK),
                            metrics(GuestField.OF_INTERFACE))
                    .flatMap(List::stream)
                    .toList();

    private HandlerMetrics() {}

    private static List<Metric> metrics(List<GuestField> fields) {
        return fields.stream().map(GuestField::metric).toList();
    }
}
