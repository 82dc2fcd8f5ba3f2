package io.kubevirt.ee.handler.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.JSON;
import io.kubevirt.ee.model.domain.DomainRequest;
import io.kubevirt.ee.model.domain.DomainSettings;
import io.kubevirt.ee.model.domain.DomainSettings.Accelerator;
import io.kubevirt.ee.model.domain.DomainXml;
import io.kubevirt.ee.model.domain.GuestResources;
import io.kubevirt.ee.model.domain.GuestResources.DiskSource;
import io.kubevirt.ee.model.domain.GuestResources.ImageFormat;
import io.kubevirt.ee.model.domain.GuestResources.ImageType;
import io.kubevirt.ee.model.domain.GuestResources.KernelFiles;
import io.kubevirt.ee.model.domain.GuestResources.StateFiles;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Devices of a node in a real guest. Not every machine's kernel has a SCSI device to give away, and
 * VSOCKs: the node is an emulated machine with a kernel that has, where a real libvirtd starts the
 * guest.
 */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class NodeDevicesIT {

    private static final Path SCRIPTS = Path.of("src/test/sh").toAbsolutePath();
    private static final String GUEST = "/run/guest/";

    private static final String VMI =
            """
            {"metadata": {"namespace": "ns1", "name": "devices", "uid": "uid-devices"},
             "spec": {"domain": {
                 "memory": {"guest": "96Mi"},
                 "firmware": {"kernelBoot": {"kernelArgs": "console=ttyS0 panic=-1",
                     "container": {"image": "i", "kernelPath": "/k", "initrdPath": "/i"}}},
                 "devices": {"autoattachGraphicsDevice": false, "autoattachVSOCK": true,
                     "disks": [{"name": "device", "lun": {"bus": "scsi"}}]}},
               "volumes": [{"name": "device", "persistentVolumeClaim": {"claimName": "device"}}]},
             "status": {"VSOCKCID": 4711}}""";

    @TempDir Path directory;

    @Test
    void aGuestHasTheNodesScsiDeviceAndASocketToItsNode() throws Exception {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path guest = directory.resolve("guest");
        PrivateLibvirtd.run(
                script("guest.sh"),
                guest.toString(),
                "devices",
                "virtio_scsi",
                "sd_mod",
                "vmw_vsock_virtio_transport");
        Path domain = Files.writeString(directory.resolve("domain.xml"), xml());
        PrivateLibvirtd.run("virt-xml-validate", domain.toString(), "domain");
        for (String name : new String[] {"libvirtd.sh", "node-devices.sh"}) {
            Files.copy(
                    SCRIPTS.resolve(name),
                    directory.resolve(name),
                    StandardCopyOption.COPY_ATTRIBUTES);
        }

        String said =
                PrivateLibvirtd.output(
                        script("machine.sh"),
                        directory.toString(),
                        "node-devices.sh",
                        ":scsi_debug",
                        "sd_mod",
                        "vhost_vsock");

        assertThat(said.lines())
                .contains(
                        "node: qemu has uid 2100000 and the capabilities 0000000000000000",
                        "guest: device Linux scsi_debug 32768",
                        "guest: wrote",
                        "node: the device holds of-the-guest",
                        "guest: discarded",
                        "node: the device holds 000000000000",
                        "node: on its VSOCK the guest says hello from the guest");
    }

    private static String xml() {
        VirtualMachineInstance vmi = JSON.deserialize(VMI, VirtualMachineInstance.class);
        GuestResources resources =
                GuestResources.bare(
                                2_100_000,
                                GUEST + "serial0.sock",
                                new StateFiles(GUEST + "nvram.fd", GUEST + "tpm.sock"))
                        .withDisks(
                                Map.of(
                                        "device",
                                        new DiskSource(
                                                GUEST + "disks/device",
                                                ImageType.BLOCK,
                                                ImageFormat.RAW,
                                                Optional.empty())))
                        .withKernelBoot(
                                Optional.of(
                                        new KernelFiles(
                                                Optional.of("/run/work/guest/vmlinuz"),
                                                Optional.of("/run/work/guest/initrd"))));
        return DomainXml.of(
                new DomainRequest(
                        vmi, "pod-1", resources, DomainSettings.standard(Accelerator.EMULATION)));
    }

    private static String script(String name) {
        return SCRIPTS.resolve(name).toString();
    }
}
