package io.kubevirt.ee.handler.metrics;

import io.kubevirt.ee.model.domain.DiskTargets;
import io.kubevirt.ee.model.guest.GuestNeeds;
import io.kubevirt.ee.model.guest.NicNeed;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a guest and its devices are called in the API.
 *
 * @param identity the first three labels: node, namespace, name
 * @param disks the disk's name by its device, such as {@code vda}
 * @param interfaces the interface's name by its tap
 */
record GuestNames(
        List<String> identity, Map<String, String> disks, Map<String, String> interfaces) {
    /** Copies the collections. */
    GuestNames {
        identity = List.copyOf(identity);
        disks = Map.copyOf(disks);
        interfaces = Map.copyOf(interfaces);
    }

    /** Without its VMI, devices have libvirt's names. */
    static GuestNames of(String node, String namespace, String name) {
        return new GuestNames(List.of(node, namespace, name), Map.of(), Map.of());
    }

    static GuestNames of(String node, VirtualMachineInstance vmi) {
        Map<String, String> disks = new HashMap<>();
        DiskTargets.of(vmi).forEach((disk, device) -> disks.put(device, disk));
        return new GuestNames(
                List.of(node, vmi.metadata().getNamespace(), vmi.metadata().getName()),
                disks,
                GuestNeeds.of(vmi).nics().stream()
                        .collect(Collectors.toMap(NicNeed::tap, NicNeed::name)));
    }
}
