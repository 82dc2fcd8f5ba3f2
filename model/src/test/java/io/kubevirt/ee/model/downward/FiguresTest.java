package io.kubevirt.ee.model.downward;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.model.downward.Figure.Context;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FiguresTest {
    private static final NodeFigures NODE =
            new NodeFigures(
                    "node01",
                    "QEMU 10.0.2",
                    2,
                    """
                    cpu  1000 20 300 4000 0 0 0 0 0 0
                    cpu0 1 2 3 4 0 0 0 0 0 0
                    """,
                    """
                    MemTotal:        1000 kB
                    MemFree:          100 kB
                    MemAvailable:     700 kB
                    Buffers:           30 kB
                    Cached:           200 kB
                    SwapCached:         5 kB
                    SwapTotal:         50 kB
                    SwapFree:          40 kB
                    """,
                    """
                    pgpgin 1
                    pswpin 7
                    pswpout 8
                    """);

    @Test
    void aNodesFiguresAreThoseOfItsKernel() {
        assertThat(NODE.at(Instant.ofEpochSecond(1_700_000_000)))
                .extracting(figure -> figure.name() + " " + figure.value() + figure.unit())
                .containsExactly(
                        "HostName node01",
                        "HostSystemInfo linux",
                        "VirtualizationVendor kubevirt.io",
                        "VirtProductInfo QEMU 10.0.2",
                        "NumberOfPhysicalCPUs 2",
                        "TotalCPUTime 13.200000s",
                        "FreePhysicalMemory 100KiB",
                        "FreeVirtualMemory 140KiB",
                        "MemoryAllocatedToVirtualServers 670KiB",
                        "UsedVirtualMemory 675KiB",
                        "PagedInMemory 28KiB",
                        "PagedOutMemory 32KiB",
                        "Time 1700000000s");
    }

    @Test
    void aGuestsFiguresAreThoseOfLibvirt() {
        Map<String, Object> values =
                Map.of(
                        "vcpu.current",
                        2,
                        "vcpu.0.time",
                        1_500_000_000L,
                        "vcpu.1.time",
                        250_000_000L,
                        "vcpu.1.wait",
                        9L,
                        "balloon.current",
                        131072L);
        assertThat(GuestFigures.of(values))
                .allMatch(figure -> figure.context() == Context.VM)
                .extracting(figure -> figure.name() + " " + figure.value() + figure.unit())
                .containsExactly(
                        "TotalCPUTime 1.750000s",
                        "ResourceProcessorLimit 2",
                        "PhysicalMemoryAllocatedToVirtualSystem 131072KiB",
                        "ResourceMemoryLimit 131072KiB");
    }

    @Test
    void theyAreWrittenAsVhostmdWritesThem() {
        assertThat(
                        MetricsXml.of(
                                List.of(
                                        Figure.text(Context.HOST, "HostName", "a<b&c"),
                                        Figure.seconds(Context.VM, "TotalCPUTime", 1.5))))
                .isEqualTo(
                        """
                        <metrics>
                          <metric type="string" context="host">
                            <name>HostName</name>
                            <value>a&lt;b&amp;c</value>
                          </metric>
                          <metric type="real64" context="vm" unit="s">
                            <name>TotalCPUTime</name>
                            <value>1.500000</value>
                          </metric>
                        </metrics>""");
    }
}
