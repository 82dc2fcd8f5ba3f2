package io.kubevirt.ee.handler.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.JSON;
import io.kubevirt.ee.model.domain.DomainSettings;
import io.kubevirt.ee.model.domain.DomainSettings.Accelerator;
import io.kubevirt.ee.model.v1.KubeVirt;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClusterSettingsTest {

    @Test
    void withoutAResourceANodeWithKvmUsesIt() {
        assertThat(settings(true)).contains(DomainSettings.standard(Accelerator.KVM));
    }

    @Test
    void withoutKvmNothingRunsUnlessEmulationIsAllowed() {
        assertThat(settings(false)).isEmpty();
        assertThat(settings(false, kubeVirt("a", "\"developerConfiguration\": {}"))).isEmpty();
        assertThat(settings(false, kubeVirt("a", EMULATION)))
                .contains(DomainSettings.standard(Accelerator.EMULATION));
    }

    @Test
    void emulationCountsWhereThereIsKvmToo() {
        assertThat(settings(true, kubeVirt("a", EMULATION)).orElseThrow().accelerator())
                .isEqualTo(Accelerator.EMULATION);
    }

    @Test
    void machineAndMakerAreTheClusters() {
        DomainSettings settings =
                settings(
                                true,
                                kubeVirt(
                                        "a",
                                        """
                                        "machineType": "pc-old", "smbios": {"manufacturer": "M"},
                                        "architectureConfiguration": {"amd64": {"machineType": "pc-q35-10.0"}}"""))
                        .orElseThrow();

        assertThat(settings.machineType()).isEqualTo("pc-q35-10.0");
        assertThat(settings.smbios().orElseThrow().manufacturer()).isEqualTo("M");
    }

    @Test
    void theFirstResourceByNameCounts() {
        assertThat(
                        settings(
                                false,
                                kubeVirt("b", EMULATION),
                                kubeVirt("a", "\"machineType\": \"x\"")))
                .isEmpty();
    }

    @Test
    void aNodeHasKvmForAsManyGuestsAsTheClusterSays() {
        KubeVirt ten = kubeVirt("a", "\"virtualMachineInstancesPerNode\": 10");
        assertThat(new ClusterSettings(() -> List.of(ten), () -> true).guestsPerNode())
                .isEqualTo(10);
        assertThat(new ClusterSettings(List::of, () -> true).guestsPerNode()).isEqualTo(1000);
    }

    private static final String EMULATION = "\"developerConfiguration\": {\"useEmulation\": true}";

    private static Optional<DomainSettings> settings(boolean kvm, KubeVirt... resources) {
        return new ClusterSettings(() -> List.of(resources), () -> kvm).current();
    }

    private static KubeVirt kubeVirt(String name, String configuration) {
        return JSON.deserialize(
                "{\"metadata\": {\"name\": \"%s\"}, \"spec\": {\"configuration\": {%s}}}"
                        .formatted(name, configuration),
                KubeVirt.class);
    }
}
