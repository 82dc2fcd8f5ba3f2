package io.kubevirt.ee.model.domain;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubevirt.ee.model.domain.DomainSettings.Accelerator;
import io.kubevirt.ee.model.v1.PersistentVolumeClaimInfoBuilder;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceBuilder;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceStatus;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceStatusBuilder;
import io.kubevirt.ee.model.v1.VolumeStatus;
import io.kubevirt.ee.model.v1.VolumeStatusBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

class DisksPartTest {

    private static final String VOLUMES =
            """
            [{"name": "root", "containerDisk": {"image": "i"}},
             {"name": "scratch", "emptyDisk": {"capacity": "1Gi"}},
             {"name": "seed", "cloudInitNoCloud": {"userData": "#cloud-config"}}]""";

    private final PartGolden part = new PartGolden(new DisksPart());

    @Test
    void everyImageOfAChainHasItsFormatStated() {
        part.assertMatches(
                "formats",
                disks(
                        """
                        [{"name": "root", "disk": {"bus": "virtio"}},
                         {"name": "scratch", "disk": {}},
                         {"name": "seed", "disk": {"bus": "virtio"}}]"""));
    }

    @Test
    void devicesAreCountedPerPrefix() {
        part.assertMatches(
                "buses",
                disks(
                        """
                        [{"name": "root", "disk": {"bus": "sata"}},
                         {"name": "scratch", "disk": {"bus": "virtio"}},
                         {"name": "seed", "disk": {"bus": "scsi"}}]"""));
    }

    @Test
    void aCdromIsReadOnlyOnSata() {
        part.assertMatches(
                "cdrom", disks("[{\"name\": \"seed\", \"cdrom\": {\"tray\": \"open\"}}]"));
    }

    @Test
    void aStatedBootOrderIsTheOnlyOne() {
        part.assertMatches(
                "boot-order",
                disks(
                        """
                        [{"name": "root", "disk": {}},
                         {"name": "scratch", "disk": {}, "bootOrder": 1}]"""));
    }

    @Test
    void driverOptionsSerialAndAddressAreAsStated() {
        part.assertMatches(
                "options",
                disks(
                        """
                        [{"name": "root", "serial": "D-1", "cache": "none", "io": "threads",
                          "errorPolicy": "report",
                          "blockSize": {"custom": {"logical": 512, "physical": 4096}},
                          "disk": {"bus": "virtio", "readonly": true,
                                   "pciAddress": "0000:00:08.0"}}]"""));
    }

    @Test
    void blocksAreAsLargeAsThoseBelowWhereThatIsAskedFor() {
        part.assertMatches(
                "matched",
                disks(
                        """
                        [{"name": "root", "disk": {}, "blockSize": {"matchVolume": {}}},
                         {"name": "scratch", "disk": {},
                          "blockSize": {"matchVolume": {"enabled": true}}},
                         {"name": "seed", "disk": {},
                          "blockSize": {"matchVolume": {"enabled": false}}}]"""));
    }

    @Test
    void aTaggedDiskHasAnAddressBeforeLibvirtGivesAny() {
        part.assertMatches(
                "tagged",
                disks(
                        """
                        [{"name": "root", "tag": "os", "disk": {"pciAddress": "0000:00:08.0"}},
                         {"name": "scratch", "tag": "fast", "disk": {"bus": "virtio"}},
                         {"name": "seed", "tag": "told", "disk": {"bus": "sata"}}]"""));
    }

    @Test
    void disksInClaimsAreFilesOrDevices() {
        part.assertMatches(
                "claims",
                claims(
                        """
                        [{"name": "data", "disk": {"bus": "virtio"}},
                         {"name": "lookup", "disk": {"bus": "virtio"}},
                         {"name": "fast", "disk": {"bus": "scsi"}},
                         {"name": "both", "shareable": true, "disk": {"bus": "virtio"}},
                         {"name": "golden", "disk": {"bus": "virtio"}},
                         {"name": "golden-fast", "disk": {"bus": "virtio"}}]"""));
    }

    @Test
    void aLunIsADeviceOnScsi() {
        part.assertMatches(
                "luns",
                claims(
                        """
                        [{"name": "data", "disk": {"bus": "virtio"}},
                         {"name": "fast", "errorPolicy": "report", "lun": {}},
                         {"name": "faster", "cache": "none", "shareable": true, "bootOrder": 1,
                          "lun": {"bus": "scsi", "readonly": true}}]"""));
    }

    private static DomainRequest claims(String disks) {
        VirtualMachineInstance vmi =
                Requests.vmi(
                        "{\"memory\": {\"guest\": \"1Gi\"}, \"devices\": {\"disks\": "
                                + disks
                                + "}}",
                        """
                        [{"name": "data", "persistentVolumeClaim": {"claimName": "f"}},
                         {"name": "lookup",
                          "persistentVolumeClaim": {"claimName": "f", "readOnly": true}},
                         {"name": "fast", "persistentVolumeClaim": {"claimName": "d"}},
                         {"name": "faster", "persistentVolumeClaim": {"claimName": "e"}},
                         {"name": "both", "persistentVolumeClaim": {"claimName": "f"}},
                         {"name": "golden",
                          "ephemeral": {"persistentVolumeClaim": {"claimName": "f"}}},
                         {"name": "golden-fast",
                          "ephemeral": {"persistentVolumeClaim": {"claimName": "d"}}}]""",
                        "[]");
        VirtualMachineInstanceStatus status =
                VirtualMachineInstanceStatusBuilder.builder()
                        .volumeStatus(List.of(block("fast"), block("faster"), block("golden-fast")))
                        .build();
        return Requests.request(
                VirtualMachineInstanceBuilder.builder(vmi).status(status).build(),
                Accelerator.EMULATION);
    }

    private static VolumeStatus block(String volume) {
        return VolumeStatusBuilder.builder()
                .name(volume)
                .persistentVolumeClaimInfo(
                        PersistentVolumeClaimInfoBuilder.builder().volumeMode("Block").build())
                .build();
    }

    @Test
    void aDiskThatWasNotMadeReadyIsNamed() {
        DomainRequest whole = disks("[{\"name\": \"root\", \"disk\": {}}]");
        GuestResources without =
                GuestResources.bare(1, "s", new GuestResources.StateFiles("n", "t"));
        DomainRequest request = new DomainRequest(whole.vmi(), "p", without, whole.settings());

        assertThatThrownBy(() -> new DisksPart().elements(request))
                .hasMessage("disk root was not made ready");
    }

    private static DomainRequest disks(String disks) {
        String domain =
                "{\"memory\": {\"guest\": \"1Gi\"}, \"devices\": {\"disks\": " + disks + "}}";
        return Requests.request(Requests.vmi(domain, VOLUMES, "[]"), Accelerator.EMULATION);
    }
}
