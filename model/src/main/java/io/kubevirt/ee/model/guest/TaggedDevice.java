package io.kubevirt.ee.model.guest;

import io.kubevirt.ee.model.domain.DeviceTags;
import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.Disk;
import io.kubevirt.ee.model.v1.DomainSpec;
import io.kubevirt.ee.model.v1.Interface;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A device that the guest is told of on its config drive, so that it knows it by its user's word:
 * OpenStack's device tags, in KubeVirt's form.
 *
 * @param type {@code nic} or {@code disk}
 * @param bus what it is on, such as {@code pci}
 * @param address on that bus; empty: libvirt chooses it
 * @param mac of an interface, where it is known before the pod is
 * @param serial of a disk that has one
 * @param tag the user's word
 */
public record TaggedDevice(
        String type,
        String bus,
        Optional<String> address,
        Optional<String> mac,
        Optional<String> serial,
        String tag) {

    static List<TaggedDevice> of(VirtualMachineInstance vmi) {
        DomainSpec domain = vmi.spec().domain();
        Map<String, NicNeed> needs =
                NicNeeds.of(vmi).stream()
                        .collect(Collectors.toMap(NicNeed::name, Function.identity()));
        return Stream.concat(
                        Absent.list(domain.devices().interfaces()).stream()
                                .filter(nic -> GuestNeeds.stated(nic.tag()).isPresent())
                                .map(nic -> of(domain, nic, needs.get(nic.name()))),
                        Absent.list(domain.devices().disks()).stream()
                                .filter(disk -> GuestNeeds.stated(disk.tag()).isPresent())
                                .map(disk -> of(domain, disk)))
                .toList();
    }

    private static TaggedDevice of(DomainSpec domain, Interface nic, NicNeed need) {
        return new TaggedDevice(
                "nic",
                DeviceTags.PCI,
                DeviceTags.address(domain, nic),
                need.takesPodsMac() ? Optional.empty() : Optional.of(need.mac()),
                Optional.empty(),
                nic.tag());
    }

    private static TaggedDevice of(DomainSpec domain, Disk disk) {
        return new TaggedDevice(
                "disk",
                DeviceTags.bus(disk),
                DeviceTags.address(domain, disk),
                Optional.empty(),
                GuestNeeds.stated(disk.serial()),
                disk.tag());
    }
}
