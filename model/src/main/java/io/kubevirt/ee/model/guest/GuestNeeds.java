package io.kubevirt.ee.model.guest;

import java.util.List;
import java.util.Optional;

/**
 * What a node has to make ready before a guest can be defined: derived from the VMI alone, so that
 * whoever makes it ready need not read the API.
 *
 * @param disks one need per volume that is used as a disk, in the order of the VMI's volumes
 * @param nics one need per interface, in the order of the VMI's interfaces
 * @param kernelBoot kernel and initrd from a container image, if the guest boots them directly
 */
public record GuestNeeds(
        List<DiskNeed> disks, List<NicNeed> nics, Optional<KernelBootNeed> kernelBoot) {

    /** Copies the lists. */
    public GuestNeeds {
        disks = List.copyOf(disks);
        nics = List.copyOf(nics);
    }
}
