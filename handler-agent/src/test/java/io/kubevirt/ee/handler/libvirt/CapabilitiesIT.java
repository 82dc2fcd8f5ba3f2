package io.kubevirt.ee.handler.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.model.domain.DomainSettings.Accelerator;
import io.kubevirt.ee.model.guest.Architecture;
import io.kubevirt.ee.model.node.NodeCapabilities;
import io.kubevirt.ee.model.node.NodeLabels;
import org.junit.jupiter.api.Test;
import org.libvirt.Connect;

/** What a real libvirtd says that its node can run. */
class CapabilitiesIT {

    @Test
    void machinesModelsFeaturesAndTheNodesOwnCpuAreTold() throws Exception {
        try (ConnectedLibvirtd connected = new ConnectedLibvirtd()) {

            NodeCapabilities node = connected.hypervisor.capabilities(Accelerator.EMULATION);

            assertThat(node.machines()).contains("q35", "pc");
            assertThat(node.cpuModels()).contains("Nehalem");
            assertThat(node.host()).isPresent();
            // Those of the named model are told too, not only those beside it.
            assertThat(node.cpuFeatures())
                    .contains("sse2", "lm")
                    .hasSizeGreaterThan(node.host().orElseThrow().required().size());
            assertThat(NodeLabels.of(node))
                    .containsKeys(
                            "machine-type.node.kubevirt.io/q35",
                            "cpu-model.node.kubevirt.io/Nehalem",
                            "cpu-feature.node.kubevirt.io/sse2");
        }
    }

    @Test
    void anEmulatorOfArm64KnowsItsBoardAndNothingOfThisNodesCpu() throws Exception {
        try (ConnectedLibvirtd connected = new ConnectedLibvirtd()) {
            Connect connect = new Connect(connected.libvirtd.uri());

            NodeCapabilities node =
                    CapabilityCalls.ask(
                            connect, connect.getCapabilities(), "qemu", Architecture.ARM64);

            connect.close();
            assertThat(node.machines()).contains("virt").doesNotContain("q35", "pc");
            assertThat(node.cpuModels()).doesNotContain("Nehalem");
            assertThat(node.host()).isEmpty();
            assertThat(node.cpuFeatures()).isEmpty();
        }
    }
}
