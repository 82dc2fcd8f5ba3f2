package io.kubevirt.ee.handler.metrics;

import io.kubevirt.ee.runtime.metrics.Metric;
import java.util.List;
import java.util.stream.Stream;

/**
 * Figures of a guest: which metric each field of libvirt's statistics becomes.
 *
 * @param metric as published; its labels are those of its group
 * @param field libvirt's name, below the group's prefix
 * @param factor from libvirt's unit to the metric's
 */
record GuestField(Metric metric, String field, double factor) {

    private static final double NANOSECONDS = 1e-9;
    private static final double KIBIBYTES = 1024;
    private static final double AS_IT_IS = 1;

    /** Of the guest as a whole. */
    static final List<GuestField> OF_GUEST =
            List.of(
                    time(
                            "kubevirt_vmi_cpu_usage_seconds_total",
                            "cpu.time",
                            "CPU time of the guest's qemu, in all modes."),
                    time(
                            "kubevirt_vmi_cpu_user_usage_seconds_total",
                            "cpu.user",
                            "CPU time of the guest's qemu in user mode."),
                    time(
                            "kubevirt_vmi_cpu_system_usage_seconds_total",
                            "cpu.system",
                            "CPU time of the guest's qemu in system mode."),
                    memory(
                            "kubevirt_vmi_memory_domain_bytes",
                            "balloon.maximum",
                            "Memory that the domain has."),
                    memory(
                            "kubevirt_vmi_memory_actual_balloon_bytes",
                            "balloon.current",
                            "Memory that the balloon leaves to the guest."),
                    memory(
                            "kubevirt_vmi_memory_resident_bytes",
                            "balloon.rss",
                            "Resident memory of the guest's qemu."),
                    memory(
                            "kubevirt_vmi_memory_available_bytes",
                            "balloon.available",
                            "Memory as the guest sees it; told by its balloon driver."),
                    memory(
                            "kubevirt_vmi_memory_unused_bytes",
                            "balloon.unused",
                            "Memory that the guest does not use at all; told by its balloon driver."),
                    memory(
                            "kubevirt_vmi_memory_usable_bytes",
                            "balloon.usable",
                            "Memory that the guest can give back without swapping; told by its balloon driver."),
                    memory(
                            "kubevirt_vmi_memory_cached_bytes",
                            "balloon.disk_caches",
                            "Memory that the guest uses as disk cache; told by its balloon driver."),
                    memory(
                            "kubevirt_vmi_memory_swap_in_traffic_bytes",
                            "balloon.swap_in",
                            "What the guest read from swap; told by its balloon driver."),
                    memory(
                            "kubevirt_vmi_memory_swap_out_traffic_bytes",
                            "balloon.swap_out",
                            "What the guest wrote to swap; told by its balloon driver."),
                    count(
                            "kubevirt_vmi_memory_pgmajfault_total",
                            "balloon.major_fault",
                            "Page faults of the guest that needed a disk; told by its balloon driver."),
                    count(
                            "kubevirt_vmi_memory_pgminfault_total",
                            "balloon.minor_fault",
                            "Page faults of the guest that needed no disk; told by its balloon driver."));

    /** Of one vCPU; {@code id} counts from 0. */
    static final List<GuestField> OF_VCPU =
            List.of(
                    time(
                            "kubevirt_vmi_vcpu_seconds_total",
                            "time",
                            "CPU time of a vCPU; state is what it does now: OFFLINE, RUNNING or BLOCKED.",
                            "id",
                            "state"),
                    time(
                            "kubevirt_vmi_vcpu_wait_seconds_total",
                            "wait",
                            "Time that a vCPU wanted to run and waited for input or output.",
                            "id"),
                    time(
                            "kubevirt_vmi_vcpu_delay_seconds_total",
                            "delay",
                            "Time that a vCPU wanted to run and no CPU of the node was free.",
                            "id"));

    /** Of one disk; {@code drive} is its name in the VMI. */
    static final List<GuestField> OF_DISK =
            List.of(
                    count("kubevirt_vmi_storage_iops_read_total", "rd.reqs", "Reads.", "drive"),
                    count("kubevirt_vmi_storage_iops_write_total", "wr.reqs", "Writes.", "drive"),
                    count(
                            "kubevirt_vmi_storage_read_traffic_bytes_total",
                            "rd.bytes",
                            "Bytes read.",
                            "drive"),
                    count(
                            "kubevirt_vmi_storage_write_traffic_bytes_total",
                            "wr.bytes",
                            "Bytes written.",
                            "drive"),
                    time(
                            "kubevirt_vmi_storage_read_times_seconds_total",
                            "rd.times",
                            "Time that reads took.",
                            "drive"),
                    time(
                            "kubevirt_vmi_storage_write_times_seconds_total",
                            "wr.times",
                            "Time that writes took.",
                            "drive"),
                    count(
                            "kubevirt_vmi_storage_flush_requests_total",
                            "fl.reqs",
                            "Flushes.",
                            "drive"),
                    time(
                            "kubevirt_vmi_storage_flush_times_seconds_total",
                            "fl.times",
                            "Time that flushes took.",
                            "drive"));

    /** Of one network interface, as the guest sees it; {@code interface} is its name in the VMI. */
    static final List<GuestField> OF_INTERFACE =
            List.of(
                    count(
                            "kubevirt_vmi_network_receive_bytes_total",
                            "rx.bytes",
                            "Bytes that the guest received.",
                            "interface"),
                    count(
                            "kubevirt_vmi_network_receive_packets_total",
                            "rx.pkts",
                            "Packets that the guest received.",
                            "interface"),
                    count(
                            "kubevirt_vmi_network_receive_errors_total",
                            "rx.errs",
                            "Packets to the guest with errors.",
                            "interface"),
                    count(
                            "kubevirt_vmi_network_receive_packets_dropped_total",
                            "rx.drop",
                            "Packets to the guest that were dropped.",
                            "interface"),
                    count(
                            "kubevirt_vmi_network_transmit_bytes_total",
                            "tx.bytes",
                            "Bytes that the guest sent.",
                            "interface"),
                    count(
                            "kubevirt_vmi_network_transmit_packets_total",
                            "tx.pkts",
                            "Packets that the guest sent.",
                            "interface"),
                    count(
                            "kubevirt_vmi_network_transmit_errors_total",
                            "tx.errs",
                            "Packets from the guest with errors.",
                            "interface"),
                    count(
                            "kubevirt_vmi_network_transmit_packets_dropped_total",
                            "tx.drop",
                            "Packets from the guest that were dropped.",
                            "interface"));

    private static GuestField time(String name, String field, String help, String... labels) {
        return new GuestField(Metric.counter(name, help, labels(labels)), field, NANOSECONDS);
    }

    private static GuestField count(String name, String field, String help, String... labels) {
        return new GuestField(Metric.counter(name, help, labels(labels)), field, AS_IT_IS);
    }

    private static GuestField memory(String name, String field, String help) {
        return new GuestField(Metric.gauge(name, help, labels()), field, KIBIBYTES);
    }

    private static String[] labels(String... more) {
        return Stream.concat(Stream.of("node", "namespace", "name"), Stream.of(more))
                .toArray(String[]::new);
    }
}
