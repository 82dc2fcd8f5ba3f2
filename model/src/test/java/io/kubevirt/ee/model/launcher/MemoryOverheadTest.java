package io.kubevirt.ee.model.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.custom.Quantity;
import io.kubernetes.client.openapi.models.V1ResourceRequirements;
import io.kubevirt.ee.model.domain.Requests;
import io.kubevirt.ee.model.v1.Bootloader;
import io.kubevirt.ee.model.v1.CPUBuilder;
import io.kubevirt.ee.model.v1.DevicesBuilder;
import io.kubevirt.ee.model.v1.DomainSpec;
import io.kubevirt.ee.model.v1.DomainSpecBuilder;
import io.kubevirt.ee.model.v1.EFI;
import io.kubevirt.ee.model.v1.Filesystem;
import io.kubevirt.ee.model.v1.FilesystemVirtiofs;
import io.kubevirt.ee.model.v1.FirmwareBuilder;
import io.kubevirt.ee.model.v1.MemoryBuilder;
import io.kubevirt.ee.model.v1.ReservedOverhead;
import io.kubevirt.ee.model.v1.ResourceRequirementsBuilder;
import io.kubevirt.ee.model.v1.TPMDevice;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceSpec;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceSpecBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemoryOverheadTest {
    private static final long MIB = 1024 * 1024;

    private static DomainSpec domain(String memory, int cores, boolean graphics) {
        return DomainSpecBuilder.builder()
                .memory(MemoryBuilder.builder().guest(new Quantity(memory)).build())
                .cpu(CPUBuilder.builder().cores(cores).build())
                .devices(DevicesBuilder.builder().autoattachGraphicsDevice(graphics).build())
                .build();
    }

    private static VirtualMachineInstanceSpec spec(DomainSpec domain) {
        return VirtualMachineInstanceSpecBuilder.builder().domain(domain).build();
    }

    private static long overhead(DomainSpec domain, boolean emulation) {
        return MemoryOverhead.bytes(spec(domain), emulation);
    }

    private static V1ResourceRequirements compute(DomainSpec domain, boolean emulation) {
        return PodResources.compute(spec(domain), emulation);
    }

    private static long bytes(String memory, int cores, boolean graphics, boolean emulation) {
        return overhead(domain(memory, cores, graphics), emulation);
    }

    @ParameterizedTest
    @CsvSource({"64Mi, 67108864", "0, 0", "1500m, 2", "9223372036854775807, 4611686018427387903"})
    void whatTheUserAddsIsAdded(String added, long more) {
        DomainSpec plain = domain("128Mi", 1, false);
        DomainSpec stated =
                DomainSpecBuilder.builder(plain)
                        .memory(
                                MemoryBuilder.builder(plain.memory())
                                        .reservedOverhead(
                                                new ReservedOverhead(new Quantity(added), null))
                                        .build())
                        .build();
        assertThat(overhead(stated, false) - overhead(plain, false)).isEqualTo(more);
    }

    @Test
    void eachPartIsCountedOnce() {
        long least = bytes("128Mi", 1, false, false);
        assertThat(bytes("128Mi", 1, true, false) - least).isEqualTo(MemoryOverhead.GRAPHICS_BYTES);
        assertThat(bytes("128Mi", 1, false, true) - least)
                .isEqualTo(MemoryOverhead.TRANSLATION_BYTES);
        assertThat(bytes("128Mi", 3, false, false) - least)
                .isEqualTo(2 * MemoryOverhead.VCPU_BYTES);
        assertThat(bytes("1152Mi", 1, false, false) - least).isEqualTo(2 * MIB);
        DomainSpec efi =
                DomainSpecBuilder.builder(domain("128Mi", 1, false))
                        .firmware(
                                FirmwareBuilder.builder()
                                        .bootloader(new Bootloader(null, new EFI(null, false)))
                                        .build())
                        .build();
        assertThat(overhead(efi, false) - least).isEqualTo(MemoryOverhead.FIRMWARE_BYTES);
        VirtualMachineInstanceSpec arm64 =
                VirtualMachineInstanceSpecBuilder.builder(spec(efi)).architecture("arm64").build();
        assertThat(MemoryOverhead.bytes(arm64, false) - least)
                .isEqualTo(MemoryOverhead.FIRMWARE_ARM64_BYTES);
        DomainSpec tpm =
                DomainSpecBuilder.builder(domain("128Mi", 1, false))
                        .devices(
                                DevicesBuilder.builder()
                                        .autoattachGraphicsDevice(false)
                                        .tpm(new TPMDevice(null, null))
                                        .build())
                        .build();
        assertThat(overhead(tpm, false) - least).isEqualTo(MemoryOverhead.TPM_BYTES);
    }

    @Test
    void eachFilesystemIsCounted() {
        DomainSpec plain = domain("128Mi", 1, false);
        DomainSpec two =
                DomainSpecBuilder.builder(plain)
                        .devices(
                                DevicesBuilder.builder(plain.devices())
                                        .filesystems(
                                                List.of(
                                                        new Filesystem(
                                                                "a", new FilesystemVirtiofs()),
                                                        new Filesystem(
                                                                "b", new FilesystemVirtiofs())))
                                        .build())
                        .build();

        assertThat(overhead(two, false) - overhead(plain, false))
                .isEqualTo(2 * MemoryOverhead.FILESYSTEM_BYTES);
    }

    /** KubeVirt counts 250 MiB in either case. */
    @Test
    void passtIsCountedAndTheSocketsOfAllPortsWhereItForwardsThem() {
        assertThat(network("\"masquerade\": {}")).isEqualTo(MemoryOverhead.NETWORK_BYTES);
        assertThat(network("\"passtBinding\": {}, \"ports\": [{\"port\": 80}]"))
                .isEqualTo(MemoryOverhead.PASST_BYTES);
        assertThat(network("\"passtBinding\": {}"))
                .isEqualTo(MemoryOverhead.PASST_BYTES + MemoryOverhead.PASST_ALL_PORTS_BYTES);
    }

    private static long network(String binding) {
        String domain =
                """
                {"domain": {"memory": {"guest": "128Mi"}, "devices": {
                    "autoattachGraphicsDevice": false,
                    "interfaces": [{"name": "default", %s}]}}}"""
                        .formatted(binding);
        return MemoryOverhead.bytes(Requests.spec(domain), false)
                - bytes("128Mi", 1, false, false)
                + MemoryOverhead.NETWORK_BYTES;
    }

    @Test
    void anOvercommittedOverheadIsLimitedAndNotRequested() {
        DomainSpec stated =
                DomainSpecBuilder.builder(domain("1Gi", 1, false))
                        .resources(
                                ResourceRequirementsBuilder.builder()
                                        .overcommitGuestOverhead(true)
                                        .limits(Map.of("memory", new Quantity("1Gi")))
                                        .build())
                        .build();
        V1ResourceRequirements pod = compute(stated, false);
        assertThat(pod.getRequests().get("memory").getNumber().longValueExact())
                .isEqualTo(1024 * MIB);
        assertThat(pod.getLimits().get("memory").getNumber().longValueExact())
                .isEqualTo(1024 * MIB + overhead(stated, false) + MemoryOverhead.ROOM_BYTES);
    }

    /** KubeVirt's formula for a guest with KVM, as its user guide has it. */
    @ParameterizedTest
    @CsvSource({
        "128Mi, 1, true",
        "1Gi, 1, true",
        "1Gi, 1, false",
        "2Gi, 2, true",
        "4Gi, 2, true",
        "8Gi, 4, true",
        "8Gi, 8, false",
        "8Gi, 16, true"
    })
    void theOverheadIsAtMostAThirdOfKubeVirts(String memory, int vcpus, boolean graphics) {
        long guest = new Quantity(memory).getNumber().longValueExact();
        long kubevirt = (220 + 8L * vcpus + 8 + (graphics ? 32 : 0)) * MIB + guest / 512;
        assertThat(3 * bytes(memory, vcpus, graphics, false)).isLessThanOrEqualTo(kubevirt);
    }

    @Test
    void whatWasGuaranteedStaysGuaranteed() {
        DomainSpec stated =
                DomainSpecBuilder.builder(domain("1Gi", 1, false))
                        .resources(
                                ResourceRequirementsBuilder.builder()
                                        .limits(Map.of("memory", new Quantity("1Gi")))
                                        .build())
                        .build();
        V1ResourceRequirements pod = compute(stated, false);
        assertThat(pod.getRequests().get("memory")).isEqualTo(pod.getLimits().get("memory"));
        assertThat(pod.getLimits().get("memory").getNumber().longValueExact())
                .isEqualTo(1024 * MIB + overhead(stated, false) + MemoryOverhead.ROOM_BYTES);
    }

    @Test
    void theOverheadIsAddedToRequestAndLimitAndToNothingElse() {
        DomainSpec stated =
                DomainSpecBuilder.builder(domain("1Gi", 2, false))
                        .resources(
                                ResourceRequirementsBuilder.builder()
                                        .requests(Map.of("memory", new Quantity("512Mi")))
                                        .limits(
                                                Map.of(
                                                        "memory",
                                                        new Quantity("1Gi"),
                                                        "cpu",
                                                        new Quantity("2")))
                                        .build())
                        .build();
        V1ResourceRequirements pod = compute(stated, false);
        long overhead = overhead(stated, false);
        assertThat(pod.getRequests().get("memory").getNumber().longValueExact())
                .isEqualTo(512 * MIB + overhead);
        assertThat(pod.getLimits().get("memory").getNumber().longValueExact())
                .isEqualTo(1024 * MIB + overhead + MemoryOverhead.ROOM_BYTES);
        assertThat(pod.getRequests().get("cpu")).isEqualTo(new Quantity("2"));
        assertThat(pod.getLimits().get("cpu")).isEqualTo(new Quantity("2"));
    }

    @Test
    void withoutAWordOnResourcesAVcpuAsksForATenthOfACpu() {
        V1ResourceRequirements pod = compute(domain("1Gi", 4, false), false);
        assertThat(pod.getRequests().get("cpu")).isEqualTo(new Quantity("400m"));
        assertThat(pod.getLimits()).containsOnlyKeys("devices.kubevirt.io/kvm");
        assertThat(compute(domain("1Gi", 4, false), true).getLimits()).isNull();
    }
}
