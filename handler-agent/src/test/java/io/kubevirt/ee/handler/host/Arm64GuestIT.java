package io.kubevirt.ee.handler.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.JSON;
import io.kubevirt.ee.handler.port.PreparedGuest;
import io.kubevirt.ee.model.admission.Admission;
import io.kubevirt.ee.model.guest.Architecture;
import io.kubevirt.ee.model.guest.DomainState.Off;
import io.kubevirt.ee.model.guest.DomainState.OffCause;
import io.kubevirt.ee.model.guest.DomainView;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real Linux of arm64 in a real qemu, which emulates it here. */
@Timeout(value = 500, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class Arm64GuestIT {

    @TempDir Path directory;
    private LinuxGuest linux;

    @BeforeEach
    void make() throws Exception {
        linux =
                new LinuxGuest(
                        Architecture.ARM64,
                        directory,
                        "arm64",
                        "virtio_blk",
                        "virtio_scsi",
                        "sr_mod");
    }

    @AfterEach
    void end() throws Exception {
        linux.close();
    }

    @Test
    void itBootsByUefiFindsItsDisksAndSwitchesItselfOff() throws Exception {
        VirtualMachineInstance vmi = vmi();
        PreparedGuest guest = linux.prepare(vmi);
        DomainView domain = linux.start(vmi, guest);

        linux.hypervisor.resume(domain);
        assertThat(linux.hear("guest: done"))
                .contains("guest: machine aarch64", "guest: booted by UEFI")
                .contains("guest: maker KubeVirt, serial S-1")
                .contains("guest: disk of 1024 KiB", "guest: CD-ROM cidata")
                .contains("guest: processors 2");
        TestPod.awaitThat(
                () ->
                        linux.hypervisor
                                .find(domain.name())
                                .orElseThrow()
                                .state()
                                .equals(new Off(OffCause.SHUTDOWN)));
    }

    private VirtualMachineInstance vmi() {
        return Admission.withDefaults(
                JSON.deserialize(
                        """
                        {"metadata": {"namespace": "vms", "name": "vm", "uid": "%s"},
                         "spec": {"architecture": "arm64",
                           "domain": {"memory": {"guest": "256Mi"}, "cpu": {"cores": 2},
                             "firmware": {"serial": "S-1",
                               "kernelBoot": {"kernelArgs": "console=ttyAMA0 panic=-1",
                                 "container": {"image": "i", "kernelPath": "/k", "initrdPath": "/i"}}},
                             "devices": {"autoattachPodInterface": false,
                               "disks": [{"name": "disk"}, {"name": "seed", "cdrom": {}}]}},
                           "volumes": [{"name": "disk", "emptyDisk": {"capacity": "1Mi"}},
                                       {"name": "seed", "cloudInitNoCloud": {"userData": "x"}}]}}"""
                                .formatted(linux.pod.vmiUid),
                        VirtualMachineInstance.class));
    }
}
