package io.kubevirt.ee.simulation.node;

import io.kubevirt.ee.handler.port.GuestOrder;
import io.kubevirt.ee.handler.port.KnownGuest;
import io.kubevirt.ee.handler.port.PreparedGuest;
import io.kubevirt.ee.model.domain.GuestResources;
import io.kubevirt.ee.model.domain.GuestResources.StateFiles;
import io.kubevirt.ee.model.guest.DiskNeed;
import io.kubevirt.ee.model.guest.GuestNeeds;
import io.kubevirt.ee.model.guest.NicNeed;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the agent made on a node for each guest, reduced to whether it is there. */
public final class GuestFiles {
    private static final int FIRST_UID = 2_000_000;

    private final Map<String, KnownGuest> known = new TreeMap<>();
    private final Map<String, PreparedGuest> prepared = new TreeMap<>();
    private final Map<String, Long> adoptedPid = new TreeMap<>();

    /** Whether the guest's directory is new. */
    boolean make(GuestOrder order) {
        KnownGuest guest = new KnownGuest(order.vmiUid(), order.namespace(), order.name());
        return known.put(order.vmiUid(), guest) == null;
    }

    PreparedGuest prepared(GuestOrder order) {
        return prepared.computeIfAbsent(
                order.vmiUid(),
                uid -> new PreparedGuest(uid, order.needs(), resources(uid, order.needs())));
    }

    private static GuestResources resources(String vmiUid, GuestNeeds needs) {
        String directory = "/guests/" + vmiUid + "/";
        Map<String, GuestResources.DiskSource> disks = new TreeMap<>();
        for (DiskNeed disk : needs.disks()) {
            disks.put(
                    disk.volume(),
                    new GuestResources.DiskSource(
                            directory + disk.volume(),
                            GuestResources.ImageFormat.QCOW2,
                            Optional.empty()));
        }
        Map<String, GuestResources.TapSource> taps =
                needs.nics().stream()
                        .collect(
                                Collectors.toMap(
                                        NicNeed::name,
                                        nic -> new GuestResources.TapSource(nic.tap(), 1450)));
        Optional<GuestResources.KernelFiles> kernel =
                needs.kernelBoot()
                        .map(
                                need ->
                                        new GuestResources.KernelFiles(
                                                need.kernelPath(), need.initrdPath()));
        return GuestResources.bare(
                        FIRST_UID,
                        directory + "serial",
                        new StateFiles(directory + "nvram", directory + "tpm"))
                .withDisks(disks)
                .withTaps(taps)
                .withKernelBoot(kernel);
    }

    void adopt(String vmiUid, long qemuPid) {
        adoptedPid.put(vmiUid, qemuPid);
    }

    boolean adopted(String vmiUid, long qemuPid) {
        return Long.valueOf(qemuPid).equals(adoptedPid.get(vmiUid));
    }

    void release(String vmiUid) {
        adoptedPid.remove(vmiUid);
        prepared.remove(vmiUid);
        known.remove(vmiUid);
    }

    /** Every guest that something was made for. */
    public Collection<KnownGuest> known() {
        return List.copyOf(known.values());
    }

    /** Uids of VMIs that something is left of. */
    public Set<String> leftovers() {
        return Set.copyOf(known.keySet());
    }

    /** The node loses its power: files stay, the network does not. */
    void powerLost() {
        adoptedPid.clear();
    }
}
