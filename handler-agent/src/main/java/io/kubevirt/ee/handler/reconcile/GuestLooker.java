package io.kubevirt.ee.handler.reconcile;

import io.kubevirt.ee.handler.port.GuestOrder;
import io.kubevirt.ee.handler.port.GuestRefused;
import io.kubevirt.ee.handler.port.KnownGuest;
import io.kubevirt.ee.handler.port.LauncherRef;
import io.kubevirt.ee.handler.port.PreparedGuest;
import io.kubevirt.ee.model.domain.DomainIdentity;
import io.kubevirt.ee.model.domain.DomainSettings;
import io.kubevirt.ee.model.guest.AgentState;
import io.kubevirt.ee.model.guest.DomainState;
import io.kubevirt.ee.model.guest.DomainView;
import io.kubevirt.ee.model.guest.EndEvidence;
import io.kubevirt.ee.model.guest.GuestNeeds;
import io.kubevirt.ee.model.guest.GuestObservation;
import io.kubevirt.ee.model.guest.GuestObservation.Address;
import io.kubevirt.ee.model.guest.GuestView;
import io.kubevirt.ee.model.guest.LauncherState;
import io.kubevirt.ee.model.probe.ProbeVerdicts;
import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VmiPhase;
import io.kubevirt.ee.runtime.loop.Key;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Looks at all there is of one name: API, domain, leftovers, launcher, network. */
final class GuestLooker {

    private final String node;
    private final GuestPorts ports;
    private final AgentLooker agents;
    private final AccessKeeper access;
    private final Consumer<Key> changed;
    private final InstantSource clock;

    GuestLooker(
            String node,
            GuestPorts ports,
            AccessKeeper access,
            Consumer<Key> changed,
            InstantSource clock) {
        this.access = access;
        this.node = node;
        this.ports = ports;
        this.agents = new AgentLooker(ports.agents());
        this.changed = changed;
        this.clock = clock;
    }

    SeenGuest look(Key key, boolean live, Attempts attempts) {
        Optional<VirtualMachineInstance> vmi =
                live
                        ? ports.vmis().live(key.namespace(), key.name())
                        : ports.vmis().cached(key.namespace(), key.name());
        Optional<DomainView> domain =
                ports.hypervisor().find(DomainIdentity.name(key.namespace(), key.name()));
        Optional<LauncherRef> launcher = vmi.flatMap(mine -> launcher(key, mine));
        Optional<DomainSettings> settings = ports.settings().current();
        LauncherState launcherState = launcher.map(this::state).orElse(new LauncherState.Gone());
        GuestView view =
                new GuestView(
                        node,
                        vmi,
                        live,
                        domain,
                        leftovers(key),
                        launcherState,
                        observation(vmi, domain, launcher),
                        evidence(domain, launcher),
                        settings.map(DomainSettings::accelerator),
                        vmi.flatMap(mine -> attempts.starts().of(key, mine.metadata().getUid())),
                        domain.flatMap(seen -> ports.host().thawAt(seen.vmiUid())),
                        vmi.flatMap(mine -> attempts.resumes().of(key, mine.metadata().getUid())),
                        clock.instant());
        return new SeenGuest(view, launcher, settings);
    }

    private EndEvidence evidence(Optional<DomainView> domain, Optional<LauncherRef> launcher) {
        return domain.filter(d -> launcher.isEmpty() || d.state() instanceof DomainState.Off)
                .map(ended -> ports.host().endEvidence(ended.vmiUid()))
                .orElse(EndEvidence.NONE);
    }

    /** What is known of a name while the node itself does not let itself be looked at. */
    GuestView apiAlone(Key key) {
        return new GuestView(
                node,
                ports.vmis().cached(key.namespace(), key.name()),
                false,
                Optional.empty(),
                Set.of(),
                new LauncherState.Gone(),
                Optional.empty(),
                EndEvidence.NONE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                clock.instant());
    }

    private Set<String> leftovers(Key key) {
        return ports.host().known().stream()
                .filter(guest -> guest.namespace().equals(key.namespace()))
                .filter(guest -> guest.name().equals(key.name()))
                .map(KnownGuest::vmiUid)
                .collect(Collectors.toSet());
    }

    private Optional<LauncherRef> launcher(Key key, VirtualMachineInstance vmi) {
        if (vmi.status() == null) {
            return Optional.empty();
        }
        String uid = vmi.metadata().getUid();
        Optional<LauncherRef> found =
                Absent.map(vmi.status().activePods()).entrySet().stream()
                        .filter(pod -> node.equals(pod.getValue()))
                        .map(Map.Entry::getKey)
                        .flatMap(pod -> ports.launchers().find(pod, uid).stream())
                        .findFirst();
        found.ifPresent(ref -> ports.launchers().watch(ref, any -> changed.accept(key)));
        return found;
    }

    private LauncherState state(LauncherRef launcher) {
        return ports.launchers()
                .stopRequestedAt(launcher)
                .<LauncherState>map(LauncherState.StopRequested::new)
                .orElse(new LauncherState.Present());
    }

    private Optional<GuestObservation> observation(
            Optional<VirtualMachineInstance> vmi,
            Optional<DomainView> domain,
            Optional<LauncherRef> launcher) {
        boolean all = vmi.isPresent() && domain.isPresent() && launcher.isPresent();
        if (!all || domain.get().qemuPid().isEmpty() || !runsFor(vmi.get(), domain.get())) {
            return Optional.empty();
        }
        return observation(vmi.get(), domain.get(), launcher.get());
    }

    /** Running, or paused after it was handed to its user: a start that is half done is neither. */
    private static boolean runsFor(VirtualMachineInstance vmi, DomainView domain) {
        boolean alive =
                switch (domain.state()) {
                    case DomainState.Running running -> true;
                    case DomainState.Paused paused -> VmiPhase.of(vmi) != VmiPhase.SCHEDULED;
                    case DomainState.ShuttingDown ending -> false;
                    case DomainState.Off off -> false;
                };
        return alive && domain.vmiUid().equals(vmi.metadata().getUid());
    }

    private Optional<GuestObservation> observation(
            VirtualMachineInstance vmi, DomainView domain, LauncherRef launcher) {
        try {
            PreparedGuest guest = ports.host().prepare(order(vmi, launcher));
            long qemuPid = domain.qemuPid().orElseThrow();
            boolean adopted = ports.host().adopted(guest, qemuPid, launcher);
            List<Address> addresses = addresses(guest, launcher);
            AgentState agent = agents.look(domain);
            return Optional.of(
                    new GuestObservation(
                            guest.resources().uid(),
                            adopted,
                            addresses,
                            agent,
                            machineType(vmi, domain),
                            adopted ? probes(vmi, domain, addresses) : ProbeVerdicts.NONE,
                            access.look(vmi, launcher, agent),
                            fullVolumes(guest, domain)));
        } catch (GuestRefused refused) {
            // Preparing it again is part of the plan then, and tells the user why it cannot be.
            return Optional.empty();
        }
    }

    /** It stays as it is while the guest runs, so it is asked for until the status has it. */
    private Optional<String> machineType(VirtualMachineInstance vmi, DomainView domain) {
        return vmi.status().machine() == null
                ? ports.hypervisor().machineType(domain)
                : Optional.empty();
    }

    private List<Address> addresses(PreparedGuest guest, LauncherRef launcher) {
        return ports.host().addresses(guest, launcher).stream()
                .map(a -> new Address(a.interfaceName(), a.ips(), a.podInterface(), a.mac()))
                .toList();
    }

    /** A guest that stands still is not to blame for it. */
    private ProbeVerdicts probes(
            VirtualMachineInstance vmi, DomainView domain, List<Address> addresses) {
        if (!(domain.state() instanceof DomainState.Running)) {
            ports.probes().rest(domain.vmiUid());
            return ProbeVerdicts.NONE;
        }
        Optional<String> address =
                addresses.stream().flatMap(nic -> nic.ips().stream()).findFirst();
        return ports.probes().watch(vmi, domain, address);
    }

    private List<String> fullVolumes(PreparedGuest guest, DomainView domain) {
        return domain.state() instanceof DomainState.Paused(DomainState.PauseCause cause)
                        && cause == DomainState.PauseCause.IO_ERROR
                ? ports.host().fullVolumes(guest)
                : List.of();
    }

    static GuestOrder order(VirtualMachineInstance vmi, LauncherRef launcher) {
        return new GuestOrder(
                vmi.metadata().getUid(),
                vmi.metadata().getNamespace(),
                vmi.metadata().getName(),
                launcher,
                GuestNeeds.of(vmi));
    }
}
