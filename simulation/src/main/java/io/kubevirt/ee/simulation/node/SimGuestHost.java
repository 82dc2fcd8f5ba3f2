package io.kubevirt.ee.simulation.node;

import io.kubevirt.ee.handler.port.GuestAddress;
import io.kubevirt.ee.handler.port.GuestHost;
import io.kubevirt.ee.handler.port.GuestOrder;
import io.kubevirt.ee.handler.port.GuestRefused;
import io.kubevirt.ee.handler.port.KnownGuest;
import io.kubevirt.ee.handler.port.LauncherRef;
import io.kubevirt.ee.handler.port.PreparedGuest;
import io.kubevirt.ee.model.domain.GuestResources;
import io.kubevirt.ee.model.guest.DiskNeed;
import io.kubevirt.ee.model.guest.GuestNeeds;
import io.kubevirt.ee.model.guest.NicNeed;
import io.kubevirt.ee.simulation.world.Chance;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What the agent makes on the node for each guest, reduced to whether it is there. */
public final class SimGuestHost implements GuestHost {
    private static final int FIRST_UID = 2_000_000;

    private final Map<String, KnownGuest> known = new TreeMap<>();
    private final Map<String, PreparedGuest> prepared = new TreeMap<>();
    private final Map<String, Long> adoptedPid = new TreeMap<>();
    private final SimLaunchers launchers;
    private final Chance chance;

    SimGuestHost(SimLaunchers launchers, Chance chance) {
        this.launchers = launchers;
        this.chance = chance;
    }

    @Override
    public PreparedGuest prepare(GuestOrder order) throws GuestRefused {
        if (!launchers.lives(order.launcher())) {
            throw new GuestRefused(GuestRefused.Kind.NOT_YET, "the launcher is gone");
        }
        known.put(order.vmiUid(), new KnownGuest(order.vmiUid(), order.namespace(), order.name()));
        PreparedGuest guest =
                prepared.computeIfAbsent(
                        order.vmiUid(),
                        uid ->
                                new PreparedGuest(
                                        uid, order.needs(), resources(uid, order.needs())));
        chance.afterWrite("virt-handler");
        return guest;
    }

    private GuestResources resources(String vmiUid, GuestNeeds needs) {
        String directory = "/guests/" + vmiUid + "/";
        Map<String, GuestResources.DiskSource> disks = new HashMap<>();
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
        return new GuestResources(
                FIRST_UID + known.size(), disks, taps, kernel, directory + "serial");
    }

    @Override
    public void adopt(PreparedGuest guest, long qemuPid, LauncherRef launcher) throws GuestRefused {
        if (!launchers.lives(launcher)) {
            throw new GuestRefused(GuestRefused.Kind.NOT_YET, "the launcher is gone");
        }
        adoptedPid.put(guest.vmiUid(), qemuPid);
        chance.afterWrite("virt-handler");
    }

    @Override
    public boolean adopted(PreparedGuest guest, long qemuPid, LauncherRef launcher) {
        return Long.valueOf(qemuPid).equals(adoptedPid.get(guest.vmiUid()));
    }

    @Override
    public List<GuestAddress> addresses(PreparedGuest guest, LauncherRef launcher) {
        return guest.needs().nics().stream()
                .map(nic -> new GuestAddress(nic.name(), List.of("10.244.0.7"), "eth0"))
                .toList();
    }

    @Override
    public void release(String vmiUid) {
        adoptedPid.remove(vmiUid);
        prepared.remove(vmiUid);
        known.remove(vmiUid);
        chance.afterWrite("virt-handler");
    }

    @Override
    public Set<KnownGuest> known() {
        return Set.copyOf(known.values());
    }

    /** The truth: VMI uids that something is left of. */
    public Set<String> leftovers() {
        return new TreeSet<>(known.keySet());
    }
}
