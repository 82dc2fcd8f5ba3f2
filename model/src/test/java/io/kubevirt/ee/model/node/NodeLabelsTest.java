package io.kubevirt.ee.model.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.model.node.NodeCapabilities.HostCpu;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NodeLabelsTest {

    @Test
    void eachCapabilityIsALabel() {
        NodeCapabilities node =
                new NodeCapabilities(
                        Set.of("q35", "pc-q35-7.2"),
                        Set.of("EPYC", "Opteron_G3"),
                        Optional.of(new HostCpu("EPYC-Milan", Optional.of("AMD"), Set.of("vaes"))),
                        Set.of("svm", "vaes"),
                        Set.of("vpindex", "stimer"));

        assertThat(NodeLabels.of(node).keySet())
                .containsExactly(
                        "cpu-feature.node.kubevirt.io/svm",
                        "cpu-feature.node.kubevirt.io/vaes",
                        "cpu-model-migration.node.kubevirt.io/EPYC",
                        "cpu-model-migration.node.kubevirt.io/EPYC-Milan",
                        "cpu-model-migration.node.kubevirt.io/Opteron_G3",
                        "cpu-model.node.kubevirt.io/EPYC",
                        "cpu-model.node.kubevirt.io/Opteron_G3",
                        "cpu-vendor.node.kubevirt.io/AMD",
                        "host-model-cpu.node.kubevirt.io/EPYC-Milan",
                        "host-model-required-features.node.kubevirt.io/vaes",
                        "hyperv.node.kubevirt.io/synictimer",
                        "hyperv.node.kubevirt.io/vpindex",
                        "machine-type.node.kubevirt.io/pc-q35-7.2",
                        "machine-type.node.kubevirt.io/q35");
        assertThat(NodeLabels.of(node).values()).containsOnly("true");
    }

    @Test
    void modelsOfThePastAndNamesThatNoLabelTakesAreLeftOut() {
        NodeCapabilities node =
                new NodeCapabilities(
                        Set.of("-odd-"),
                        Set.of("486", "qemu64"),
                        Optional.empty(),
                        Set.of(),
                        Set.of());

        assertThat(NodeLabels.of(node)).isEmpty();
    }

    @Test
    void onlyTheseLabelsAreTakenAway() {
        assertThat(NodeLabels.isOne("cpu-feature.node.kubevirt.io/svm")).isTrue();
        assertThat(NodeLabels.isOne("kubevirt.io/schedulable")).isFalse();
        assertThat(NodeLabels.isOne("kubernetes.io/arch")).isFalse();
    }
}
