package io.kubevirt.ee.model.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.JSON;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceSpec;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NodeRequirementsTest {

    private static final String SPECIAL =
            """
            {"architecture": "amd64", "nodeSelector": {"disk": "ssd"},
             "domain": {"devices": {}, "machine": {"type": "pc-q35-7.2"},
               "cpu": {"model": "Haswell", "features": [{"name": "pcid"},
                 {"name": "vmx", "policy": "require"}, {"name": "aes", "policy": "optional"}]},
               "features": {"hyperv": {"relaxed": {"enabled": true}, "vpindex": {"enabled": true},
                 "synictimer": {"enabled": true}, "runtime": {"enabled": false}, "evmcs": {}}}}}""";

    @Test
    void aGuestWithoutWishesAsksForItsArchitecture() {
        assertThat(
                        labels(
                                """
                                {"architecture": "amd64",
                                 "domain": {"devices": {}, "machine": {"type": "q35"},
                                   "cpu": {"model": "host-model"}}}""",
                                false))
                .isEqualTo(
                        Map.of(
                                "kubernetes.io/arch", "amd64",
                                "kubevirt.io/schedulable", "true"));
    }

    @Test
    void theUsualBoardOfArm64IsEverywhereWhereThatIs() {
        String spec =
                """
                {"architecture": "arm64", "domain": {"devices": {}, "machine": {"type": "%s"},
                   "cpu": {"model": "host-passthrough"}}}""";
        assertThat(labels(spec.formatted("virt"), false))
                .isEqualTo(
                        Map.of(
                                "kubernetes.io/arch", "arm64",
                                "kubevirt.io/schedulable", "true"));
        assertThat(labels(spec.formatted("q35"), false))
                .containsKey("machine-type.node.kubevirt.io/q35");
    }

    @Test
    void aCpuItsFeaturesAndThoseOfHypervAreAskedFor() {
        assertThat(labels(SPECIAL, false).keySet())
                .isEqualTo(
                        Set.of(
                                "cpu-feature.node.kubevirt.io/pcid",
                                "cpu-feature.node.kubevirt.io/vmx",
                                "cpu-model.node.kubevirt.io/Haswell",
                                "cpu-vendor.node.kubevirt.io/Intel",
                                "disk",
                                "hyperv.node.kubevirt.io/synictimer",
                                "hyperv.node.kubevirt.io/vpindex",
                                "kubernetes.io/arch",
                                "kubevirt.io/schedulable",
                                "machine-type.node.kubevirt.io/pc-q35-7.2"));
    }

    @Test
    void processorsOfItsOwnAreAskedOfAKubeletThatGivesThem() {
        String spec =
                """
                {"domain": {"devices": {}, "cpu": {"dedicatedCpuPlacement": true}}}""";
        assertThat(labels(spec, true))
                .isEqualTo(Map.of("cpumanager", "true", "kubevirt.io/schedulable", "true"));
    }

    @Test
    void anEmulatorIsEveryCpu() {
        assertThat(labels(SPECIAL, true).keySet())
                .isEqualTo(
                        Set.of(
                                "disk",
                                "kubernetes.io/arch",
                                "kubevirt.io/schedulable",
                                "machine-type.node.kubevirt.io/pc-q35-7.2"));
    }

    private static Map<String, String> labels(String spec, boolean emulation) {
        return NodeRequirements.of(
                JSON.deserialize(spec, VirtualMachineInstanceSpec.class), emulation);
    }
}
