package io.kubevirt.ee.model.domain;

import io.kubevirt.ee.model.domain.DomainSettings.Accelerator;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import org.junit.jupiter.api.Test;

class DomainXmlTest {

    private static final VirtualMachineInstance KERNEL_BOOT =
            Requests.vmi(
                    """
                    {"cpu": {"cores": 1}, "memory": {"guest": "128Mi"},
                     "firmware": {"kernelBoot": {"kernelArgs": "console=ttyS0", "container":
                       {"image": "i", "kernelPath": "/vmlinuz", "initrdPath": "/initrd"}}},
                     "devices": {"rng": {},
                       "disks": [{"name": "root", "disk": {"bus": "virtio"}},
                                 {"name": "seed", "disk": {"bus": "virtio"}}],
                       "interfaces": [{"name": "default", "masquerade": {}}]}}""",
                    """
                    [{"name": "root", "containerDisk": {"image": "i"}},
                     {"name": "seed", "cloudInitNoCloud": {"userData": "x"}}]""",
                    "[{\"name\": \"default\", \"pod\": {}}]");

    @Test
    void aWholeEmulatedDomain() {
        Golden.assertMatches(
                "whole/emulated.xml",
                DomainXml.of(Requests.request(KERNEL_BOOT, Accelerator.EMULATION)));
    }

    @Test
    void aWholeKvmDomain() {
        Golden.assertMatches(
                "whole/kvm.xml", DomainXml.of(Requests.request(KERNEL_BOOT, Accelerator.KVM)));
    }
}
