package io.kubevirt.ee.handler.host;

import io.kubevirt.ee.handler.port.GuestAddress;
import io.kubevirt.ee.handler.port.GuestHost;
import io.kubevirt.ee.handler.port.GuestOrder;
import io.kubevirt.ee.handler.port.GuestRefused;
import io.kubevirt.ee.handler.port.KnownGuest;
import io.kubevirt.ee.handler.port.LauncherRef;
import io.kubevirt.ee.handler.port.PreparedGuest;
import io.kubevirt.ee.model.domain.GuestResources;
import io.kubevirt.ee.model.domain.GuestResources.DiskSource;
import io.kubevirt.ee.model.domain.GuestResources.KernelFiles;
import io.kubevirt.ee.model.domain.GuestResources.StateFiles;
import io.kubevirt.ee.model.guest.DiskNeed;
import io.kubevirt.ee.model.guest.EndEvidence;
import io.kubevirt.ee.model.guest.GuestNeeds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** The real node: the kernel's interfaces and the node's tools. */
public final class NodeGuestHost implements GuestHost {

    private final GuestDirectories directories;
    private final GuestDisks disks;
    private final GuestRecords records;
    private final Cgroups cgroups;
    private final GuestNics nics;
    private final TpmEmulator tpm;
    private final FileServer files;
    private final MachineMemory memory;
    private final PagesOfPods hugePages;

    /** Works on the node as {@code settings} say. */
    public NodeGuestHost(HostSettings settings) {
        ProcessTable processes = new ProcessTable();
        directories = new GuestDirectories(settings.guests(), settings.firstUid());
        ClaimDisks claims =
                new ClaimDisks(
                        directories, new HostFolders(settings.hostDisks(), settings.nodeRoot()));
        disks = new GuestDisks(new PodContainers(processes), claims);
        cgroups = new Cgroups(settings.cgroups());
        records = new GuestRecords(directories, new DomainLogs(settings.libvirtLogs()), cgroups);
        GuestHelpers helpers = new GuestHelpers(processes, cgroups);
        nics = new GuestNics(new DhcpServer(helpers), new Passt(helpers));
        tpm = new TpmEmulator(helpers);
        files = new FileServer(helpers);
        memory = new MachineMemory(settings.firmware());
        hugePages = new PagesOfPods(settings.libvirtRun(), cgroups, helpers);
    }

    @Override
    public PreparedGuest prepare(GuestOrder order) throws GuestRefused {
        try (PinnedProcess launcher = pin(order.launcher())) {
            requireOneNic(order.needs());
            OwnProcessors.require(order.needs(), launcher);
            if (order.needs().hugePages().isPresent()) {
                hugePages.allowLibvirt();
            }
            GuestDirectory guest =
                    directories.make(
                            new KnownGuest(order.vmiUid(), order.namespace(), order.name()));
            guest.makeSubdirectories();
            memory.make(guest, launcher, order.needs().kept());
            if (order.needs().tpm()) {
                tpm.ensure(
                        guest,
                        launcher,
                        order.needs().kept().tpm() ? guest.tpmState() : guest.tpm());
            }
            if (order.needs().serialLog()) {
                SerialLogFile.make(guest, launcher);
            }
            return new PreparedGuest(
                    order.vmiUid(), order.needs(), resources(guest, order, launcher));
        } catch (IOException failed) {
            throw trouble(order.launcher(), failed);
        }
    }

    @Override
    public void adopt(PreparedGuest guest, long qemuPid, LauncherRef launcher) throws GuestRefused {
        try (PinnedProcess pinned = pin(launcher)) {
            if (guest.needs().hugePages().isPresent()) {
                hugePages.charge(
                        directory(guest), guest.needs().hugePages().get(), qemuPid, pinned);
            }
            cgroups.join(qemuPid, pinned);
            OwnProcessors.pin(guest.needs(), qemuPid, pinned);
            OomScore.copy(pinned, qemuPid);
            records.rememberMemoryGroup(directory(guest), pinned);
            nics.connect(directory(guest), guest.needs().nics(), pinned);
        } catch (IOException failed) {
            throw trouble(launcher, failed);
        }
    }

    @Override
    public boolean adopted(PreparedGuest guest, long qemuPid, LauncherRef launcher) {
        try (PinnedProcess pinned = PinnedProcess.of(launcher.pid(), launcher.startTicks());
                PodNetwork pod = PodNetwork.of(pinned)) {
            if (!cgroups.together(qemuPid, pinned)
                    || !OomScore.same(pinned, qemuPid)
                    || !OwnProcessors.pinned(guest.needs(), qemuPid, pinned)) {
                return false;
            }
            return nics.stand(directory(guest), guest.needs().nics(), pod);
        } catch (IOException gone) {
            return false;
        }
    }

    @Override
    public List<GuestAddress> addresses(PreparedGuest guest, LauncherRef launcher) {
        try (PinnedProcess pinned = PinnedProcess.of(launcher.pid(), launcher.startTicks());
                PodNetwork pod = PodNetwork.of(pinned)) {
            return GuestNics.addresses(directory(guest), guest.needs().nics(), pod);
        } catch (ProcessGone ended) {
            return List.of();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public List<String> fullVolumes(PreparedGuest guest) {
        return guest.needs().disks().stream()
                .filter(DiskNeed::grows)
                .map(DiskNeed::volume)
                .filter(volume -> DiskRoom.isUsedUp(guest.resources().disks().get(volume)))
                .toList();
    }

    @Override
    public void release(String vmiUid) {
        try {
            Optional<GuestDirectory> guest = directories.find(vmiUid);
            if (guest.isPresent()) {
                nics.end(guest.get());
                tpm.end(guest.get());
                files.end(guest.get());
                BindMounts.detachAll(guest.get().path());
                records.end(guest.get());
                directories.remove(guest.get());
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public SortedMap<String, String> secret(LauncherRef launcher, String name, String folder)
            throws GuestRefused {
        try (PinnedProcess pinned = pin(launcher)) {
            return PodSecret.read(pinned, name, folder);
        } catch (IOException unreadable) {
            throw new GuestRefused(
                    GuestRefused.Kind.MAY_PASS,
                    "Secret %s in the launcher pod cannot be read: %s"
                            .formatted(name, unreadable.getMessage()));
        }
    }

    @Override
    public EndEvidence endEvidence(String vmiUid) {
        return records.endEvidence(vmiUid);
    }

    @Override
    public void fenced(String vmiUid) {
        records.fenced(vmiUid);
    }

    @Override
    public void rememberThaw(String vmiUid, Optional<Instant> at) {
        records.rememberThaw(vmiUid, at);
    }

    @Override
    public Optional<Instant> thawAt(String vmiUid) {
        return records.thawAt(vmiUid);
    }

    @Override
    public Set<KnownGuest> known() {
        try {
            directories.removeUnfinished();
            return directories.all().stream()
                    .map(GuestDirectory::guest)
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private GuestResources resources(GuestDirectory guest, GuestOrder order, PinnedProcess launcher)
            throws IOException, GuestRefused {
        String podUid = order.launcher().podUid();
        Map<String, DiskSource> sources = new HashMap<>();
        for (DiskNeed need : order.needs().disks()) {
            DiskSource made = disks.make(guest, podUid, launcher, need);
            boolean matched = order.needs().matched().contains(need.volume());
            sources.put(need.volume(), matched ? made.with(BlockFacts.of(made)) : made);
        }
        Optional<KernelFiles> boot = Optional.empty();
        if (order.needs().kernelBoot().isPresent()) {
            boot =
                    Optional.of(
                            disks.makeKernelBoot(guest, podUid, order.needs().kernelBoot().get()));
        }
        return new GuestResources(
                guest.uid(),
                sources,
                GuestNics.taps(guest, order.needs().nics(), launcher),
                boot,
                guest.serialSocket().toString(),
                new StateFiles(guest.nvram().toString(), guest.tpmSocket().toString()),
                files.ensure(guest, order.needs().filesystems(), launcher),
                nics.sockets(guest, order.needs().nics(), launcher),
                AcpiTables.make(guest, order.needs().acpiTables(), launcher));
    }

    private GuestDirectory directory(PreparedGuest guest) throws IOException {
        return directories
                .find(guest.vmiUid())
                .orElseThrow(
                        () -> new IOException("guest %s was released".formatted(guest.vmiUid())));
    }

    private static PinnedProcess pin(LauncherRef launcher) throws IOException, GuestRefused {
        try {
            return PinnedProcess.of(launcher.pid(), launcher.startTicks());
        } catch (ProcessGone ended) {
            throw launcherEnded();
        }
    }

    /** Whatever fails while its launcher ends, fails because of that. */
    private static UncheckedIOException trouble(LauncherRef launcher, IOException failed)
            throws GuestRefused {
        if (!new ProcessTable().lives(launcher.pid(), launcher.startTicks())) {
            throw launcherEnded();
        }
        return new UncheckedIOException(failed);
    }

    private static GuestRefused launcherEnded() {
        return new GuestRefused(GuestRefused.Kind.MAY_PASS, "the launcher has ended");
    }

    private static void requireOneNic(GuestNeeds needs) throws GuestRefused {
        if (needs.nics().size() > 1) {
            throw new GuestRefused(
                    GuestRefused.Kind.NEVER,
                    "interfaces: only one can be bound to the pod network, the VMI has "
                            + needs.nics().size());
        }
    }
}
