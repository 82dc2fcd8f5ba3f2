package io.kubevirt.ee.model.domain;

import io.kubevirt.ee.model.guest.Architecture;
import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.Devices;
import io.kubevirt.ee.model.v1.DomainSpec;
import io.kubevirt.ee.model.v1.Features;
import io.kubevirt.ee.model.v1.Firmware;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import java.util.Optional;
import java.util.function.Function;

/**
 * All that a domain is made from.
 *
 * @param vmi an instance that admission let pass, with a uid
 * @param podUid uid of its launcher pod
 * @param resources what the node made ready
 * @param settings what cluster and node say
 */
public record DomainRequest(
        VirtualMachineInstance vmi,
        String podUid,
        GuestResources resources,
        DomainSettings settings) {

    DomainSpec domain() {
        return vmi.spec().domain();
    }

    Devices devices() {
        return domain().devices();
    }

    Architecture architecture() {
        return Architecture.of(vmi.spec());
    }

    /** A part of the firmware section, if the VMI has it. */
    <T> Optional<T> firmware(Function<Firmware, T> part) {
        return Optional.ofNullable(domain().firmware()).map(part);
    }

    /** A feature, if the VMI mentions it. */
    <T> Optional<T> feature(Function<Features, T> feature) {
        return Optional.ofNullable(domain().features()).map(feature);
    }

    /** Devices that are there unless the VMI says no. */
    boolean unlessRefused(Boolean autoattach) {
        return autoattach == null || autoattach;
    }

    /** What virtio devices are where an old guest needs them to be; absent: the usual. */
    Optional<String> virtioModel() {
        return Absent.flag(devices().useVirtioTransitional())
                ? Optional.of("virtio-transitional")
                : Optional.empty();
    }

    /** Whether anything of the guest hangs on USB. */
    boolean needsUsb() {
        boolean disk =
                Absent.list(devices().disks()).stream().anyMatch(d -> DiskBus.of(d) == DiskBus.USB);
        return disk || InputsPart.usesUsb(this) || RedirectedUsbPart.isIn(this);
    }
}
