package io.kubevirt.ee.model.domain;

import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.Devices;
import io.kubevirt.ee.model.v1.Disk;
import io.kubevirt.ee.model.v1.Interface;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Boot order: as stated; where nothing states one, the disks in their order. */
record BootOrder(List<Disk> disks, boolean stated) {

    static BootOrder of(Devices devices) {
        List<Disk> disks = Absent.list(devices.disks());
        boolean stated =
                Stream.concat(
                                disks.stream().map(Disk::bootOrder),
                                Absent.list(devices.interfaces()).stream()
                                        .map(Interface::bootOrder))
                        .anyMatch(order -> order != null);
        return new BootOrder(disks, stated);
    }

    Optional<Element> of(Disk disk) {
        return stated ? element(disk.bootOrder()) : element(Long.valueOf(disks.indexOf(disk) + 1));
    }

    Optional<Element> of(Interface nic) {
        return element(nic.bootOrder());
    }

    private static Optional<Element> element(Long order) {
        return Optional.ofNullable(order).map(o -> Element.of("boot").with("order", o));
    }
}
