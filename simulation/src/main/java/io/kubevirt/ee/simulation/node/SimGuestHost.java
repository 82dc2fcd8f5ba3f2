package io.kubevirt.ee.simulation.node;

import io.kubevirt.ee.handler.port.GuestAddress;
import io.kubevirt.ee.handler.port.GuestHost;
import io.kubevirt.ee.handler.port.GuestOrder;
import io.kubevirt.ee.handler.port.GuestRefused;
import io.kubevirt.ee.handler.port.KnownGuest;
import io.kubevirt.ee.handler.port.LauncherRef;
import io.kubevirt.ee.handler.port.PreparedGuest;
import io.kubevirt.ee.simulation.world.Chance;
import io.kubevirt.ee.simulation.world.Connection;
import io.kubevirt.ee.simulation.world.Fault;
import io.kubevirt.ee.simulation.world.Troubles;
import io.kubevirt.ee.simulation.world.Troubles.Trouble;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/** The agent's hands on its node. Every change is a point where the agent may die. */
public final class SimGuestHost implements GuestHost {
    private final GuestFiles files;
    private final SimLaunchers launchers;
    private final Connection agent;
    private final Chance chance;
    private final Troubles troubles;

    /**
     * @param agent dies after a change, now and then
     */
    public SimGuestHost(
            GuestFiles files,
            SimLaunchers launchers,
            Connection agent,
            Chance chance,
            Troubles troubles) {
        this.files = files;
        this.launchers = launchers;
        this.agent = agent;
        this.chance = chance;
        this.troubles = troubles;
    }

    @Override
    public PreparedGuest prepare(GuestOrder order) throws GuestRefused {
        requireLauncher(order.launcher());
        refuseTheTroubled(order.name());
        if (chance.strikes(Fault.GUEST_NOT_YET, 80)) {
            throw new GuestRefused(GuestRefused.Kind.NOT_YET, "the image is not there yet");
        }
        boolean isNew = files.make(order);
        if (chance.strikes(Fault.GUEST_REFUSED, 80)) {
            throw new GuestRefused(GuestRefused.Kind.MAY_PASS, "volume root cannot be read");
        }
        workOrFail();
        PreparedGuest guest = files.prepared(order);
        if (isNew) {
            agent.afterWrite();
        }
        return guest;
    }

    private void refuseTheTroubled(String name) throws GuestRefused {
        if (troubles.has(name, Trouble.GUEST_IMPOSSIBLE)) {
            throw new GuestRefused(GuestRefused.Kind.NEVER, "volume root has a backing file");
        }
        if (troubles.has(name, Trouble.DISK_FULL)) {
            throw new UncheckedIOException(new IOException("no space left on device"));
        }
        if (troubles.has(name, Trouble.GUEST_REFUSED)) {
            throw new GuestRefused(GuestRefused.Kind.MAY_PASS, "volume root is not there");
        }
    }

    private void requireLauncher(LauncherRef launcher) throws GuestRefused {
        if (!launchers.lives(launcher)) {
            throw new GuestRefused(GuestRefused.Kind.NOT_YET, "the launcher is gone");
        }
    }

    private void workOrFail() {
        if (chance.strikes(Fault.NODE_TROUBLE, 150)) {
            throw new UncheckedIOException(new IOException("no space left on device"));
        }
    }

    @Override
    public void adopt(PreparedGuest guest, long qemuPid, LauncherRef launcher) throws GuestRefused {
        requireLauncher(launcher);
        if (chance.strikes(Fault.GUEST_REFUSED, 80)) {
            throw new GuestRefused(GuestRefused.Kind.MAY_PASS, "the pod has no network");
        }
        workOrFail();
        files.adopt(guest.vmiUid(), qemuPid);
        agent.afterWrite();
    }

    @Override
    public boolean adopted(PreparedGuest guest, long qemuPid, LauncherRef launcher) {
        return files.adopted(guest.vmiUid(), qemuPid);
    }

    /** No guest here has an agent that could be given a key. */
    @Override
    public SortedMap<String, String> secret(LauncherRef launcher, String name, String folder)
            throws GuestRefused {
        throw new GuestRefused(GuestRefused.Kind.MAY_PASS, "there is no Secret " + name);
    }

    @Override
    public List<GuestAddress> addresses(PreparedGuest guest, LauncherRef launcher) {
        return guest.needs().nics().stream()
                .map(nic -> new GuestAddress(nic.name(), List.of("10.244.0.7"), "eth0"))
                .toList();
    }

    @Override
    public void release(String vmiUid) {
        workOrFail();
        files.release(vmiUid);
        agent.afterWrite();
    }

    @Override
    public void rememberThaw(String vmiUid, Optional<Instant> at) {
        throw new IllegalStateException("no guest has an agent that could freeze");
    }

    @Override
    public Optional<Instant> thawAt(String vmiUid) {
        return Optional.empty();
    }

    @Override
    public Set<KnownGuest> known() {
        return new LinkedHashSet<>(files.known());
    }
}
