package io.kubevirt.ee.controller.metrics;

import io.kubevirt.ee.runtime.metrics.Metric;
import io.kubevirt.ee.runtime.metrics.RuntimeMetrics;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The metrics of virt-controller, under KubeVirt's names. */
public final class ControllerMetrics {
    private static final List<Duration> PHASES =
            Stream.of(
                            500, 1_000, 2_000, 5_000, 10_000, 20_000, 30_000, 40_000, 50_000,
                            60_000, 90_000, 120_000, 180_000, 300_000, 600_000, 1_200_000,
                            3_600_000)
                    .map(Duration::ofMillis)
                    .toList();

    /** Guests by phase. */
    public static final Metric PHASE_COUNT =
            Metric.gauge(
                    "kubevirt_vmi_phase_count",
                    "VMIs by phase (lower case), node and the annotations vm.kubevirt.io/os, workload and"
                            + " flavor; published by the leader alone. Beyond 100 sets of annotations:"
                            + " <other>.",
                    "phase",
                    "node",
                    "os",
                    "workload",
                    "flavor");

    /** Since its creation. */
    public static final Metric FROM_CREATION =
            Metric.histogram(
                    "kubevirt_vmi_phase_transition_time_from_creation_seconds",
                    "From a VMI's creation until it entered a phase; counted by the leader.",
                    PHASES,
                    "phase");

    /** Since the phase before. */
    public static final Metric BETWEEN_PHASES =
            Metric.histogram(
                    "kubevirt_vmi_phase_transition_time_seconds",
                    "From a VMI's last phase to the next; counted by the leader.",
                    PHASES,
                    "phase",
                    "last_phase");

    /** Since its deletion was asked for. */
    public static final Metric FROM_DELETION =
            Metric.histogram(
                    "kubevirt_vmi_phase_transition_time_from_deletion_seconds",
                    "From the deletion of a VMI until its guest had ended; counted by the leader.",
                    PHASES,
                    "phase");

    /** Who leads. */
    public static final Metric LEADING =
            Metric.gauge(
                    "kubevirt_virt_controller_leading_status",
                    "1 for the replica that holds the lease, else 0.");

    /** Who could lead. */
    public static final Metric READY =
            Metric.gauge(
                    "kubevirt_virt_controller_ready_status",
                    "1 for a replica whose caches are filled and live, else 0.");

    /** Emulation. */
    public static final Metric EMULATION =
            Metric.gauge(
                    "kubevirt_configuration_emulation_enabled",
                    "1 where the KubeVirt resource lets guests be emulated, else 0.");

    /** All that virt-controller publishes. */
    public static final List<Metric> ALL =
            Stream.of(
                            RuntimeMetrics.OF_ALL,
                            RuntimeMetrics.OF_LOOPS,
                            List.of(
                                    PHASE_COUNT,
                                    FROM_CREATION,
                                    BETWEEN_PHASES,
                                    FROM_DELETION,
                                    LEADING,
                                    READY,
                                    EMULATION))
                    .flatMap(List::stream)
                    .toList();

    private ControllerMetrics() {}
}
