package io.kubevirt.ee.model.admission;

import io.kubevirt.ee.model.v1.Disk;
import io.kubevirt.ee.model.v1.Interface;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** What a guest must state that KubeVirt could find elsewhere, or fails on later. */
final class SupportNeeds {
    private SupportNeeds() {}

    static void check(GuestSpec spec, Findings findings) {
        boolean stated =
                spec.guestMemory().isPresent()
                        || spec.request("memory").signum() != 0
                        || spec.limit("memory").signum() != 0;
        if (!stated) {
            findings.required("domain.memory.guest", "or a requested amount of memory must be set");
        }
        List<Disk> disks = spec.disks();
        for (int i = 0; i < disks.size(); i++) {
            if ("native".equals(disks.get(i).io()) && !"none".equals(disks.get(i).cache())) {
                findings.required(
                        "domain.devices.disks[" + i + "].cache", "must be none for io: native");
            }
        }
        List<Interface> interfaces = spec.interfaces();
        for (int i = 0; i < interfaces.size(); i++) {
            if (!hasBinding(interfaces.get(i))) {
                findings.required(
                        "domain.devices.interfaces[" + i + "]",
                        "must have a binding, such as masquerade: {}");
            }
        }
    }

    private static boolean hasBinding(Interface nic) {
        return Stream.of(
                        nic.binding(),
                        nic.bridge(),
                        nic.macvtap(),
                        nic.masquerade(),
                        nic.passt(),
                        nic.passtBinding(),
                        nic.slirp(),
                        nic.sriov())
                .anyMatch(Objects::nonNull);
    }
}
