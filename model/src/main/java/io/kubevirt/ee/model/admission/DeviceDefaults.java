package io.kubevirt.ee.model.admission;

import io.kubevirt.ee.model.guest.Architecture;
import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.CDRomTarget;
import io.kubevirt.ee.model.v1.CDRomTargetBuilder;
import io.kubevirt.ee.model.v1.Devices;
import io.kubevirt.ee.model.v1.DevicesBuilder;
import io.kubevirt.ee.model.v1.Disk;
import io.kubevirt.ee.model.v1.DiskBuilder;
import io.kubevirt.ee.model.v1.DiskTarget;
import io.kubevirt.ee.model.v1.DiskTargetBuilder;
import io.kubevirt.ee.model.v1.DomainSpec;
import io.kubevirt.ee.model.v1.DomainSpecBuilder;
import io.kubevirt.ee.model.v1.InterfaceBuilder;
import io.kubevirt.ee.model.v1.InterfaceMasquerade;
import io.kubevirt.ee.model.v1.LunTarget;
import io.kubevirt.ee.model.v1.LunTargetBuilder;
import io.kubevirt.ee.model.v1.NetworkBuilder;
import io.kubevirt.ee.model.v1.PodNetworkBuilder;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceSpec;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceSpecBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Disks for volumes that have none, buses for disks, the pod's network for a guest without. */
final class DeviceDefaults {
    private static final String NETWORK = "default";

    /** KubeVirt's is that of disks, on which libvirt makes no LUN. */
    private static final String LUN_BUS = "scsi";

    private DeviceDefaults() {}

    static VirtualMachineInstanceSpec of(
            VirtualMachineInstanceSpec spec, Architecture architecture) {
        return targets(attached(spec), architecture);
    }

    /** Returns the spec with a disk for each volume, and the pod's network for a guest without. */
    static VirtualMachineInstanceSpec attached(VirtualMachineInstanceSpec spec) {
        return network(disks(spec));
    }

    private static VirtualMachineInstanceSpec disks(VirtualMachineInstanceSpec spec) {
        Devices devices = spec.domain().devices();
        Set<String> used =
                Stream.concat(
                                Absent.list(devices.disks()).stream().map(Disk::name),
                                Absent.list(devices.filesystems()).stream().map(fs -> fs.name()))
                        .collect(Collectors.toSet());
        List<Disk> disks = new ArrayList<>(Absent.list(devices.disks()));
        Absent.list(spec.volumes()).stream()
                .filter(volume -> volume.memoryDump() == null)
                .filter(volume -> !used.contains(volume.name()))
                .map(volume -> DiskBuilder.builder().name(volume.name()).build())
                .forEach(disks::add);
        return disks.isEmpty()
                ? spec
                : withDevices(spec, DevicesBuilder.builder(devices).disks(disks).build());
    }

    private static VirtualMachineInstanceSpec targets(
            VirtualMachineInstanceSpec spec, Architecture architecture) {
        Devices devices = spec.domain().devices();
        return Absent.list(devices.disks()).isEmpty()
                ? spec
                : withDevices(
                        spec,
                        DevicesBuilder.builder(devices)
                                .disks(
                                        devices.disks().stream()
                                                .map(disk -> target(disk, architecture))
                                                .toList())
                                .build());
    }

    private static String diskBus(Architecture architecture) {
        return switch (architecture) {
            case AMD64 -> "sata";
            case ARM64 -> "virtio";
        };
    }

    /** KubeVirt's is that of disks; what hangs on virtio is no CD-ROM to its guest. */
    private static String cdromBus(Architecture architecture) {
        return switch (architecture) {
            case AMD64 -> "sata";
            case ARM64 -> "scsi";
        };
    }

    private static Disk target(Disk disk, Architecture architecture) {
        if (disk.cdrom() != null) {
            return DiskBuilder.builder(disk).cdrom(cdrom(disk.cdrom(), architecture)).build();
        }
        if (disk.lun() != null) {
            LunTarget lun = disk.lun();
            return Text.isPresent(lun.bus())
                    ? disk
                    : DiskBuilder.builder(disk)
                            .lun(LunTargetBuilder.builder(lun).bus(LUN_BUS).build())
                            .build();
        }
        DiskTarget target = disk.disk() == null ? DiskTargetBuilder.builder().build() : disk.disk();
        return DiskBuilder.builder(disk)
                .disk(
                        DiskTargetBuilder.builder(target)
                                .bus(
                                        Defaults.stated(target.bus())
                                                .orElseGet(() -> diskBus(architecture)))
                                .build())
                .build();
    }

    private static CDRomTarget cdrom(CDRomTarget cdrom, Architecture architecture) {
        return CDRomTargetBuilder.builder(cdrom)
                .bus(Defaults.stated(cdrom.bus()).orElseGet(() -> cdromBus(architecture)))
                .readonly(cdrom.readonly() == null ? Boolean.TRUE : cdrom.readonly())
                .tray(Defaults.stated(cdrom.tray()).orElse("closed"))
                .build();
    }

    private static VirtualMachineInstanceSpec network(VirtualMachineInstanceSpec spec) {
        Devices devices = spec.domain().devices();
        boolean stated =
                !Absent.list(devices.interfaces()).isEmpty()
                        || !Absent.list(spec.networks()).isEmpty();
        if (stated || Boolean.FALSE.equals(devices.autoattachPodInterface())) {
            return spec;
        }
        var nic =
                InterfaceBuilder.builder()
                        .name(NETWORK)
                        .masquerade(new InterfaceMasquerade())
                        .build();
        var network =
                NetworkBuilder.builder()
                        .name(NETWORK)
                        .pod(PodNetworkBuilder.builder().build())
                        .build();
        var withNic =
                withDevices(spec, DevicesBuilder.builder(devices).interfaces(List.of(nic)).build());
        return VirtualMachineInstanceSpecBuilder.builder(withNic)
                .networks(List.of(network))
                .build();
    }

    private static VirtualMachineInstanceSpec withDevices(
            VirtualMachineInstanceSpec spec, Devices devices) {
        DomainSpec domain = DomainSpecBuilder.builder(spec.domain()).devices(devices).build();
        return VirtualMachineInstanceSpecBuilder.builder(spec).domain(domain).build();
    }
}
