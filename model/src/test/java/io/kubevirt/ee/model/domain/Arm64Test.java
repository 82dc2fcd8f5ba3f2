package io.kubevirt.ee.model.domain;

import io.kubevirt.ee.model.admission.Admission;
import io.kubevirt.ee.model.domain.DomainSettings.Accelerator;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceBuilder;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceSpecBuilder;
import org.junit.jupiter.api.Test;

/** Domains of arm64, as admission completes their instances. */
class Arm64Test {

    private static DomainRequest request(String domain, String volumes, Accelerator accelerator) {
        VirtualMachineInstance vmi =
                Requests.vmi(domain, volumes, "[{\"name\": \"default\", \"pod\": {}}]");
        return Requests.request(
                Admission.withDefaults(
                        VirtualMachineInstanceBuilder.builder(vmi)
                                .spec(
                                        VirtualMachineInstanceSpecBuilder.builder(vmi.spec())
                                                .architecture("arm64")
                                                .build())
                                .build()),
                accelerator);
    }

    private static DomainRequest least(Accelerator accelerator) {
        return request(
                """
                {"memory": {"guest": "128Mi"}, "devices": {"disks": [{"name": "root"}],
                   "interfaces": [{"name": "default", "masquerade": {}}]}}""",
                "[{\"name\": \"root\", \"containerDisk\": {\"image\": \"i\"}}]",
                accelerator);
    }

    @Test
    void aWholeEmulatedDomain() {
        Golden.assertMatches(
                "whole/arm64-emulated.xml", DomainXml.of(least(Accelerator.EMULATION)));
    }

    @Test
    void aWholeKvmDomain() {
        Golden.assertMatches("whole/arm64-kvm.xml", DomainXml.of(least(Accelerator.KVM)));
    }

    @Test
    void aServerWithoutAScreenHasNoKeyboard() {
        new PartGolden(new InputsPart())
                .assertMatches(
                        "arm64-no-screen",
                        request(
                                """
                                {"memory": {"guest": "128Mi"},
                                 "devices": {"autoattachGraphicsDevice": false}}""",
                                "[]",
                                Accelerator.EMULATION));
    }

    @Test
    void aStatedTabletIsTheOnlyOne() {
        new PartGolden(new InputsPart())
                .assertMatches(
                        "arm64-tablet",
                        request(
                                """
                                {"memory": {"guest": "128Mi"},
                                 "devices": {"inputs": [{"name": "t", "type": "tablet", "bus": "virtio"}]}}""",
                                "[]",
                                Accelerator.EMULATION));
    }
}
