package io.kubevirt.ee.handler.operation;

import io.kubevirt.ee.handler.port.GuestAgent;
import io.kubevirt.ee.handler.port.Hypervisor;
import io.kubevirt.ee.handler.port.HypervisorRefused;
import io.kubevirt.ee.handler.port.HypervisorUnavailable;
import io.kubevirt.ee.handler.port.ThawTimes;
import io.kubevirt.ee.handler.port.VmiStore;
import io.kubevirt.ee.model.agent.AgentCommand;
import io.kubevirt.ee.model.agent.AgentRequest;
import io.kubevirt.ee.model.condition.ObjectEvent;
import io.kubevirt.ee.model.guest.DomainState;
import io.kubevirt.ee.model.guest.DomainView;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceStatus;
import io.kubevirt.ee.runtime.kube.KubeJson;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The VMI ns1/vm1 and its guest, which notes what is done to it. */
final class FakeGuest implements VmiStore, Hypervisor, GuestAgent, ThawTimes {

    final List<String> done = new ArrayList<>();
    final Map<AgentCommand, String> replies = new EnumMap<>(AgentCommand.class);
    Optional<VirtualMachineInstance> vmi = Optional.of(vmi("Running"));
    Optional<DomainView> domain = Optional.of(domain("uid-1", new DomainState.Running()));
    Optional<Instant> thawAt = Optional.empty();
    Optional<HypervisorRefused> refused = Optional.empty();
    boolean silent;

    static VirtualMachineInstance vmi(String phase) {
        return KubeJson.gson()
                .fromJson(
                        """
                        {"metadata": {"namespace": "ns1", "name": "vm1", "uid": "uid-1"},
                         "spec": {"domain": {"devices": {}}}, "status": {"phase": "%s"}}"""
                                .formatted(phase),
                        VirtualMachineInstance.class);
    }

    static DomainView domain(String vmiUid, DomainState state) {
        return new DomainView("ns1_vm1", "uuid", vmiUid, "pod-1", state, OptionalLong.of(42));
    }

    private void change(String what) throws HypervisorRefused {
        if (refused.isPresent()) {
            throw refused.get();
        }
        done.add(what);
    }

    @Override
    public Optional<VirtualMachineInstance> cached(String namespace, String name) {
        return vmi.filter(v -> v.metadata().getNamespace().equals(namespace))
                .filter(v -> v.metadata().getName().equals(name));
    }

    @Override
    public Optional<VirtualMachineInstance> live(String namespace, String name) {
        throw new AssertionError("the API server is not asked");
    }

    @Override
    public boolean writeStatus(VirtualMachineInstance read, VirtualMachineInstanceStatus status) {
        throw new AssertionError("the status is the reconciler's to write");
    }

    @Override
    public void publish(VirtualMachineInstance about, ObjectEvent event) {
        throw new AssertionError("events follow a status");
    }

    @Override
    public List<DomainView> domains() {
        return domain.stream().toList();
    }

    @Override
    public Optional<DomainView> find(String name) {
        if (silent) {
            throw new HypervisorUnavailable("libvirt does not answer");
        }
        return domain.filter(d -> d.name().equals(name));
    }

    @Override
    public void startPaused(String name, String xml) {
        throw new AssertionError("nothing is started here");
    }

    @Override
    public void resume(DomainView paused) throws HypervisorRefused {
        change("resume");
    }

    @Override
    public void suspend(DomainView running) throws HypervisorRefused {
        change("suspend");
    }

    @Override
    public Optional<String> machineType(DomainView running) {
        return Optional.empty();
    }

    @Override
    public void reset(DomainView running) throws HypervisorRefused {
        change("reset");
    }

    @Override
    public void reboot(DomainView running) throws HypervisorRefused {
        change("reboot");
    }

    @Override
    public void pressPowerButton(DomainView running) {
        throw new AssertionError("nothing is stopped here");
    }

    @Override
    public void destroy(DomainView running) {
        throw new AssertionError("nothing is stopped here");
    }

    @Override
    public void undefine(DomainView off) {
        throw new AssertionError("nothing is removed here");
    }

    @Override
    public boolean connected(DomainView of) {
        return !replies.isEmpty();
    }

    @Override
    public String ask(DomainView of, AgentRequest command, Duration within)
            throws HypervisorRefused {
        String reply = replies.get(command);
        if (reply == null) {
            throw new HypervisorRefused(
                    HypervisorRefused.Kind.MAY_PASS, command.execute() + " is disabled", null);
        }
        done.add(command.execute());
        return reply;
    }

    @Override
    public void rememberThaw(String vmiUid, Optional<Instant> at) {
        done.add("thaw " + vmiUid + " " + at.map(Instant::toString).orElse("never"));
        thawAt = at;
    }

    @Override
    public Optional<Instant> thawAt(String vmiUid) {
        return thawAt;
    }
}
