package io.kubevirt.ee.handler.reconcile;

import io.kubevirt.ee.handler.port.GuestAddress;
import io.kubevirt.ee.handler.port.GuestAgent;
import io.kubevirt.ee.handler.port.GuestHost;
import io.kubevirt.ee.handler.port.GuestOrder;
import io.kubevirt.ee.handler.port.GuestRefused;
import io.kubevirt.ee.handler.port.Hypervisor;
import io.kubevirt.ee.handler.port.HypervisorRefused;
import io.kubevirt.ee.handler.port.HypervisorUnavailable;
import io.kubevirt.ee.handler.port.KnownGuest;
import io.kubevirt.ee.handler.port.LauncherLink;
import io.kubevirt.ee.handler.port.LauncherRef;
import io.kubevirt.ee.handler.port.PreparedGuest;
import io.kubevirt.ee.handler.port.Probes;
import io.kubevirt.ee.model.agent.AgentCall;
import io.kubevirt.ee.model.agent.AgentCommand;
import io.kubevirt.ee.model.agent.AgentRequest;
import io.kubevirt.ee.model.domain.GuestResources;
import io.kubevirt.ee.model.domain.GuestResources.StateFiles;
import io.kubevirt.ee.model.guest.DomainState;
import io.kubevirt.ee.model.guest.DomainState.Off;
import io.kubevirt.ee.model.guest.DomainState.OffCause;
import io.kubevirt.ee.model.guest.DomainState.PauseCause;
import io.kubevirt.ee.model.guest.DomainState.Paused;
import io.kubevirt.ee.model.guest.DomainState.Running;
import io.kubevirt.ee.model.guest.DomainView;
import io.kubevirt.ee.model.probe.ProbeVerdicts;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Consumer;

/** A node with one guest at most, that notes what is done to it. */
final class FakeNode implements Hypervisor, GuestHost, LauncherLink, GuestAgent, Probes {

    static final LauncherRef LAUNCHER = new LauncherRef("pod-1", "uid-1", 7, 1);

    final List<String> done = new ArrayList<>();
    Optional<DomainView> domain = Optional.empty();
    Optional<LauncherRef> launcher = Optional.of(LAUNCHER);
    boolean adopted;
    boolean libvirtAway;
    Optional<String> prepared = Optional.empty();
    Optional<GuestRefused> prepareRefused = Optional.empty();
    Optional<HypervisorRefused> refused = Optional.empty();
    Optional<Instant> thawAt = Optional.empty();
    ProbeVerdicts verdicts = ProbeVerdicts.NONE;
    boolean probed;

    /** Whether the agent takes requests with arguments. */
    boolean calls;

    /** Whom the agent refuses to do anything for. */
    Optional<String> unknownUser = Optional.empty();

    Optional<SortedMap<String, String>> secrets = Optional.empty();
    final Map<AgentCommand, String> replies = new EnumMap<>(AgentCommand.class);

    void domain(DomainState state) {
        boolean off = state instanceof Off;
        domain =
                Optional.of(
                        new DomainView(
                                "ns1_vm1",
                                "uuid-1",
                                "uid-1",
                                "pod-1",
                                state,
                                off ? OptionalLong.empty() : OptionalLong.of(42)));
    }

    private void change(String what, DomainState state) throws HypervisorRefused {
        if (refused.isPresent()) {
            throw refused.get();
        }
        done.add(what);
        domain(state);
    }

    @Override
    public List<DomainView> domains() {
        answer();
        return domain.stream().toList();
    }

    @Override
    public Optional<DomainView> find(String name) {
        answer();
        return domain.filter(d -> d.name().equals(name));
    }

    private void answer() {
        if (libvirtAway) {
            throw new HypervisorUnavailable("no answer within 20 s");
        }
    }

    @Override
    public void startPaused(String name, String xml) throws HypervisorRefused {
        change("startPaused", new Paused(PauseCause.ON_REQUEST));
    }

    @Override
    public void resume(DomainView running) throws HypervisorRefused {
        change("resume", new Running());
    }

    @Override
    public Optional<String> machineType(DomainView running) {
        return Optional.of("pc-q35-10.0");
    }

    @Override
    public void suspend(DomainView running) throws HypervisorRefused {
        change("suspend", new Paused(PauseCause.ON_REQUEST));
    }

    @Override
    public void reset(DomainView running) throws HypervisorRefused {
        change("reset", running.state());
    }

    @Override
    public void reboot(DomainView running) throws HypervisorRefused {
        change("reboot", running.state());
    }

    @Override
    public void pressPowerButton(DomainView running) throws HypervisorRefused {
        change("press", new Running());
    }

    @Override
    public void destroy(DomainView running) throws HypervisorRefused {
        change("destroy", new Off(OffCause.DESTROYED));
    }

    @Override
    public void undefine(DomainView off) {
        done.add("undefine");
        domain = Optional.empty();
    }

    @Override
    public PreparedGuest prepare(GuestOrder order) throws GuestRefused {
        if (prepareRefused.isPresent()) {
            throw prepareRefused.get();
        }
        prepared = Optional.of(order.vmiUid());
        return new PreparedGuest(
                order.vmiUid(),
                order.needs(),
                GuestResources.bare(2000000, "/s", new StateFiles("/n", "/t")));
    }

    @Override
    public void adopt(PreparedGuest guest, long qemuPid, LauncherRef by) {
        done.add("adopt " + qemuPid);
        adopted = true;
    }

    @Override
    public boolean adopted(PreparedGuest guest, long qemuPid, LauncherRef by) {
        return adopted;
    }

    @Override
    public List<GuestAddress> addresses(PreparedGuest guest, LauncherRef by) {
        return List.of();
    }

    @Override
    public void release(String vmiUid) {
        done.add("release " + vmiUid);
        prepared = Optional.empty();
    }

    @Override
    public ProbeVerdicts watch(
            VirtualMachineInstance vmi, DomainView watched, Optional<String> address) {
        probed = true;
        return verdicts;
    }

    @Override
    public void rest(String vmiUid) {
        probed = false;
    }

    @Override
    public SortedMap<String, String> secret(LauncherRef ref, String name, String folder)
            throws GuestRefused {
        return secrets.orElseThrow(
                () -> new GuestRefused(GuestRefused.Kind.MAY_PASS, name + " is not there"));
    }

    @Override
    public void fenced(String vmiUid) {
        done.add("fenced " + vmiUid);
    }

    @Override
    public void rememberThaw(String vmiUid, Optional<Instant> at) {
        thawAt = at;
    }

    @Override
    public Optional<Instant> thawAt(String vmiUid) {
        return thawAt;
    }

    @Override
    public boolean connected(DomainView of) {
        return !replies.isEmpty();
    }

    @Override
    public String ask(DomainView of, AgentRequest command, Duration within)
            throws HypervisorRefused {
        boolean taken =
                calls
                        && command instanceof AgentCall
                        && unknownUser.filter(command.request()::contains).isEmpty();
        String reply = taken ? "{\"return\": {}}" : replies.get(command);
        if (reply == null) {
            throw new HypervisorRefused(
                    HypervisorRefused.Kind.MAY_PASS, command.execute() + " is disabled", null);
        }
        done.add(command.execute());
        return reply;
    }

    @Override
    public Set<KnownGuest> known() {
        return prepared.map(uid -> Set.of(new KnownGuest(uid, "ns1", "vm1"))).orElseGet(Set::of);
    }

    @Override
    public Optional<LauncherRef> find(String podUid, String vmiUid) {
        return launcher.filter(ref -> ref.podUid().equals(podUid));
    }

    @Override
    public Optional<Instant> stopRequestedAt(LauncherRef ref) {
        return Optional.empty();
    }

    @Override
    public void guestEnded(LauncherRef ref, boolean clean, String reason) {
        done.add("tell " + clean + " " + reason);
    }

    @Override
    public void watch(LauncherRef ref, Consumer<String> changed) {}
}
