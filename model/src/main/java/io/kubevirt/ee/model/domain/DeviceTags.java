package io.kubevirt.ee.model.domain;

import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.Disk;
import io.kubevirt.ee.model.v1.DiskTarget;
import io.kubevirt.ee.model.v1.DomainSpec;
import io.kubevirt.ee.model.v1.Interface;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * PCI addresses of devices that have a tag: the guest is told of them on its config drive, which is
 * made before libvirt could give any. Each is one that its user states, or one of ours.
 */
public final class DeviceTags {

    /** So many devices have an address of ours. */
    public static final int MOST = 12;

    /** What interfaces are on, as their guest is told. */
    public static final String PCI = "pci";

    /** Of the guest's first bus; libvirt's own devices are below and above. */
    private static final int FIRST_SLOT = 0x10;

    private DeviceTags() {}

    /** What a disk is on, as its guest is told. */
    public static String bus(Disk disk) {
        DiskBus bus = DiskBus.of(disk);
        return bus == DiskBus.VIRTIO ? PCI : bus.value();
    }

    /** As the API writes it; empty: libvirt chooses. */
    public static Optional<String> address(DomainSpec domain, Interface nic) {
        return stated(nic.pciAddress()).or(() -> ours(domain, nic));
    }

    /** As the API writes it; empty: libvirt chooses, or the disk is on no PCI bus. */
    public static Optional<String> address(DomainSpec domain, Disk disk) {
        return stated(disk).or(() -> ours(domain, disk));
    }

    /** Devices whose address is one of ours: interfaces, then disks. */
    private static List<Record> placed(DomainSpec domain) {
        Stream<Interface> nics =
                Absent.list(domain.devices().interfaces()).stream()
                        .filter(nic -> stated(nic.tag()).isPresent())
                        .filter(nic -> stated(nic.pciAddress()).isEmpty());
        Stream<Disk> disks =
                Absent.list(domain.devices().disks()).stream()
                        .filter(disk -> stated(disk.tag()).isPresent())
                        .filter(disk -> DiskBus.of(disk) == DiskBus.VIRTIO)
                        .filter(disk -> stated(disk).isEmpty());
        return Stream.<Record>concat(nics, disks).toList();
    }

    private static Optional<String> ours(DomainSpec domain, Record device) {
        int index = placed(domain).indexOf(device);
        return index < 0
                ? Optional.empty()
                : Optional.of("0000:00:%02x.0".formatted(FIRST_SLOT + index));
    }

    private static Optional<String> stated(Disk disk) {
        return Optional.ofNullable(disk.disk())
                .map(DiskTarget::pciAddress)
                .flatMap(DeviceTags::stated);
    }

    private static Optional<String> stated(String value) {
        return Optional.ofNullable(value).filter(text -> !text.isEmpty());
    }
}
