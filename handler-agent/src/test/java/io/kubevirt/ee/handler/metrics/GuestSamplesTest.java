package io.kubevirt.ee.handler.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.handler.port.GuestStatistics.Figures;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GuestSamplesTest {
    private static final GuestNames NAMES =
            new GuestNames(
                    List.of("n1", "ns", "vm"), Map.of("vda", "root"), Map.of("tap1", "default"));

    @Test
    void libvirtsUnitsBecomeSecondsAndBytes() {
        assertThat(
                        samples(
                                Map.of(
                                        "cpu.time", 1_500_000_000L,
                                        "balloon.maximum", 1024L,
                                        "balloon.major_fault", 7L)))
                .containsExactlyInAnyOrder(
                        "kubevirt_vmi_cpu_usage_seconds_total[n1, ns, vm] 1.5",
                        "kubevirt_vmi_memory_domain_bytes[n1, ns, vm] 1048576.0",
                        "kubevirt_vmi_memory_pgmajfault_total[n1, ns, vm] 7.0");
    }

    @Test
    void eachVcpuHasItsNumberAndWhatItDoes() {
        assertThat(
                        samples(
                                Map.of(
                                        "vcpu.0.state", 1L,
                                        "vcpu.0.time", 2_000_000_000L,
                                        "vcpu.0.wait", 1_000_000_000L,
                                        "vcpu.1.state", 9L,
                                        "vcpu.1.time", 0L)))
                .containsExactlyInAnyOrder(
                        "kubevirt_vmi_vcpu_seconds_total[n1, ns, vm, 0, RUNNING] 2.0",
                        "kubevirt_vmi_vcpu_wait_seconds_total[n1, ns, vm, 0] 1.0",
                        "kubevirt_vmi_vcpu_seconds_total[n1, ns, vm, 1, UNKNOWN] 0.0");
    }

    @Test
    void aDiskHasItsNameInTheVmiAndAnUnknownOneItsDevice() {
        assertThat(
                        samples(
                                Map.of(
                                        "block.count", 2L,
                                        "block.0.name", "vda",
                                        "block.0.rd.bytes", 512L,
                                        "block.1.name", "sdb",
                                        "block.1.wr.times", 3_000_000L)))
                .containsExactlyInAnyOrder(
                        "kubevirt_vmi_storage_read_traffic_bytes_total[n1, ns, vm, root] 512.0",
                        "kubevirt_vmi_storage_write_times_seconds_total[n1, ns, vm, sdb] 0.003");
    }

    @Test
    void anInterfaceHasItsNameInTheVmi() {
        assertThat(
                        GuestSamples.of(
                                figures(Map.of()), NAMES, Map.of("tap1", Map.of("rx.bytes", 9L))))
                .extracting(GuestSamplesTest::text)
                .containsExactly(
                        "kubevirt_vmi_network_receive_bytes_total[n1, ns, vm, default] 9.0");
    }

    @Test
    void aGuestWhoseDisksAreNotCountedDidNotAnswer() {
        assertThat(GuestSamples.answered(figures(Map.of()))).isFalse();
        assertThat(GuestSamples.answered(figures(Map.of("block.count", 1L, "block.0.name", "vda"))))
                .isFalse();
        assertThat(
                        GuestSamples.answered(
                                figures(
                                        Map.of(
                                                "block.count", 1L,
                                                "block.0.name", "vda",
                                                "block.0.rd.reqs", 0L))))
                .isTrue();
        assertThat(GuestSamples.answered(figures(Map.of("block.count", 0L)))).isTrue();
    }

    private static List<String> samples(Map<String, Object> values) {
        return GuestSamples.of(figures(values), NAMES, Map.of()).stream()
                .map(GuestSamplesTest::text)
                .toList();
    }

    private static Figures figures(Map<String, Object> values) {
        return new Figures("ns_vm", "uid", "pod", values);
    }

    private static String text(Sample sample) {
        assertThat(sample.labels()).hasSameSizeAs(sample.metric().labels());
        return sample.metric().name() + sample.labels() + " " + sample.value();
    }
}
