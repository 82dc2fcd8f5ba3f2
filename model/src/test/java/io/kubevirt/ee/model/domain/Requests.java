package io.kubevirt.ee.model.domain;

import io.kubernetes.client.openapi.JSON;
import io.kubevirt.ee.model.domain.DomainSettings.Accelerator;
import io.kubevirt.ee.model.domain.GuestResources.Backing;
import io.kubevirt.ee.model.domain.GuestResources.BlockSizes;
import io.kubevirt.ee.model.domain.GuestResources.DiskSource;
import io.kubevirt.ee.model.domain.GuestResources.ImageFormat;
import io.kubevirt.ee.model.domain.GuestResources.ImageType;
import io.kubevirt.ee.model.domain.GuestResources.KernelFiles;
import io.kubevirt.ee.model.domain.GuestResources.StateFiles;
import io.kubevirt.ee.model.domain.GuestResources.TapSource;
import io.kubevirt.ee.model.guest.AcpiTableNeed;
import io.kubevirt.ee.model.guest.ClaimPlace;
import io.kubevirt.ee.model.guest.ClaimUse;
import io.kubevirt.ee.model.guest.DiskNeed;
import io.kubevirt.ee.model.guest.FilesystemNeed;
import io.kubevirt.ee.model.guest.GuestNeeds;
import io.kubevirt.ee.model.guest.NicNeed;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceSpec;
import java.util.Optional;
import java.util.stream.Collectors;

/** Requests for tests: a VMI from its JSON, and a node that made ready what it needs. */
public final class Requests {

    private static final String GUEST = "/var/lib/kubevirt-ee/guests/uid-1/";

    private Requests() {}

    /** A VMI {@code ns1/vm1} with the given domain section. */
    static DomainRequest emulated(String domain) {
        return request(vmi(domain, "[]", "[]"), Accelerator.EMULATION);
    }

    static DomainRequest kvm(String domain) {
        return request(vmi(domain, "[]", "[]"), Accelerator.KVM);
    }

    /** The same with volumes and networks. */
    public static VirtualMachineInstance vmi(String domain, String volumes, String networks) {
        return JSON.deserialize(
                """
                {"apiVersion": "kubevirt.io/v1", "kind": "VirtualMachineInstance",
                 "metadata": {"namespace": "ns1", "name": "vm1", "uid": "uid-1"},
                 "spec": {"domain": %s, "volumes": %s, "networks": %s}}"""
                        .formatted(domain, volumes, networks),
                VirtualMachineInstance.class);
    }

    /** What each disk is on that the guest is told of. */
    private static final BlockSizes BLOCKS = new BlockSizes(512, 4096);

    /** A VMI's spec alone. */
    public static VirtualMachineInstanceSpec spec(String spec) {
        return JSON.deserialize(spec, VirtualMachineInstanceSpec.class);
    }

    static DomainRequest request(VirtualMachineInstance vmi, Accelerator accelerator) {
        return new DomainRequest(
                vmi, "pod-uid-1", resources(vmi), DomainSettings.standard(accelerator));
    }

    private static GuestResources resources(VirtualMachineInstance vmi) {
        GuestNeeds needs = GuestNeeds.of(vmi);
        return GuestResources.bare(
                        2000000,
                        GUEST + "console/serial0.sock",
                        new StateFiles(GUEST + "state/nvram.fd", GUEST + "state/tpm/control.sock"))
                .withDisks(
                        needs.disks().stream()
                                .collect(
                                        Collectors.toMap(
                                                DiskNeed::volume,
                                                need ->
                                                        needs.matched().contains(need.volume())
                                                                ? source(need).with(BLOCKS)
                                                                : source(need))))
                .withTaps(
                        needs.nics().stream()
                                .filter(NicNeed::isTap)
                                .collect(Collectors.toMap(NicNeed::name, Requests::tap)))
                .withKernelBoot(
                        needs.kernelBoot()
                                .map(
                                        k ->
                                                new KernelFiles(
                                                        k.kernelPath()
                                                                .map(p -> GUEST + "disks/kernel"),
                                                        k.initrdPath()
                                                                .map(p -> GUEST + "disks/initrd"))))
                .withFilesystems(
                        needs.filesystems().stream()
                                .collect(
                                        Collectors.toMap(
                                                FilesystemNeed::name,
                                                fs ->
                                                        GUEST
                                                                + "state/filesystems/"
                                                                + fs.name()
                                                                + ".sock")))
                .withPasst(
                        needs.nics().stream()
                                .filter(nic -> !nic.isTap())
                                .collect(
                                        Collectors.toMap(
                                                NicNeed::name,
                                                nic -> GUEST + "state/net/passt.sock")))
                .withAcpiTables(
                        needs.acpiTables().stream()
                                .collect(
                                        Collectors.toMap(
                                                AcpiTableNeed::table,
                                                need -> GUEST + "boot/" + need.table().key())));
    }

    private static DiskSource claim(DiskNeed.ClaimDisk disk, String path) {
        ImageType type =
                switch (disk.place()) {
                    case ClaimPlace.Folder folder -> ImageType.FILE;
                    case ClaimPlace.Device device -> ImageType.BLOCK;
                };
        return disk.use() == ClaimUse.BELOW_OVERLAY
                ? new DiskSource(
                        path + ".qcow2",
                        ImageFormat.QCOW2,
                        Optional.of(new Backing(path + ".read", type, ImageFormat.RAW)))
                : new DiskSource(path + ".alone", type, ImageFormat.RAW, Optional.empty());
    }

    private static TapSource tap(NicNeed nic) {
        return new TapSource(
                nic.tap(),
                1450,
                nic.takesPodsMac() ? Optional.of("36:5e:9b:ca:38:9b") : Optional.empty());
    }

    private static DiskSource source(DiskNeed need) {
        String path = GUEST + "disks/" + need.volume();
        return switch (need) {
            case DiskNeed.ContainerDisk disk ->
                    new DiskSource(
                            path + ".qcow2",
                            ImageFormat.QCOW2,
                            Optional.of(new Backing(path + ".base", ImageFormat.RAW)));
            case DiskNeed.ClaimDisk disk -> claim(disk, path);
            case DiskNeed.EmptyDisk disk ->
                    new DiskSource(path + ".qcow2", ImageFormat.QCOW2, Optional.empty());
            case DiskNeed.CloudInit seed ->
                    new DiskSource(path + ".iso", ImageFormat.RAW, Optional.empty());
            case DiskNeed.Files files ->
                    new DiskSource(path + ".iso", ImageFormat.RAW, Optional.empty());
            case DiskNeed.Metrics metrics ->
                    new DiskSource(path + ".vhostmd", ImageFormat.RAW, Optional.empty());
        };
    }
}
