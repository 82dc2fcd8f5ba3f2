package io.kubevirt.ee.model.guest;

import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubevirt.ee.model.access.AccessState;
import io.kubevirt.ee.model.domain.DomainSettings.Accelerator;
import io.kubevirt.ee.model.domain.Requests;
import io.kubevirt.ee.model.guest.DomainState.Off;
import io.kubevirt.ee.model.guest.DomainState.OffCause;
import io.kubevirt.ee.model.guest.DomainState.PauseCause;
import io.kubevirt.ee.model.guest.DomainState.Paused;
import io.kubevirt.ee.model.guest.DomainState.Running;
import io.kubevirt.ee.model.guest.GuestObservation.Address;
import io.kubevirt.ee.model.probe.ProbeVerdicts;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceBuilder;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceSpecBuilder;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceStatus;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceStatusBuilder;
import io.kubevirt.ee.model.v1.VmiPhase;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Views for tests: a VMI {@code ns1/vm1} with uid {@code uid-1} on the node {@code node1}. */
final class Views {

    static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    static final DomainState RUNNING = new Running();
    static final DomainState STARTED_PAUSED = new Paused(PauseCause.ON_REQUEST);
    static final LauncherState PRESENT = new LauncherState.Present();
    static final LauncherState GONE = new LauncherState.Gone();

    private Views() {}

    /** Nothing anywhere. */
    static GuestViewBuilder nothing() {
        return GuestViewBuilder.builder()
                .node("node1")
                .vmi(Optional.empty())
                .live(false)
                .domain(Optional.empty())
                .leftovers(Set.of())
                .launcher(GONE)
                .observation(Optional.empty())
                .evidence(EndEvidence.NONE)
                .accelerator(Optional.of(Accelerator.EMULATION))
                .heldUntil(Optional.empty())
                .thawAt(Optional.empty())
                .resumedAt(Optional.empty())
                .now(NOW);
    }

    /** The VMI in a phase, given to this node, with a launcher; read from the API server. */
    static GuestViewBuilder in(VmiPhase phase) {
        return nothing().vmi(Optional.of(vmi(phase))).live(true).launcher(PRESENT);
    }

    /** The same with a domain of the VMI, prepared, and adopted if it is alive. */
    static GuestViewBuilder in(VmiPhase phase, DomainState state) {
        return in(phase)
                .domain(Optional.of(domain("uid-1", state)))
                .leftovers(Set.of("uid-1"))
                .observation(
                        state instanceof Off ? Optional.empty() : Optional.of(observation(true)));
    }

    static GuestObservation observation(boolean adopted) {
        return observation(adopted, new AgentState.NotConnected());
    }

    static GuestObservation observation(boolean adopted, AgentState agent) {
        return observation(adopted, agent, ProbeVerdicts.NONE);
    }

    /** Adopted, with probes that say so. */
    static GuestObservation probed(ProbeVerdicts probes) {
        return observation(true, new AgentState.NotConnected(), probes);
    }

    private static GuestObservation observation(
            boolean adopted, AgentState agent, ProbeVerdicts probes) {
        return new GuestObservation(
                2000000,
                adopted,
                List.of(new Address("default", List.of("10.42.0.7"), "eth0")),
                agent,
                Optional.of("pc-q35-10.0"),
                probes,
                new AccessState.Nothing(),
                List.of());
    }

    /** With keys or passwords that are that far. */
    static GuestObservation granting(AccessState access) {
        GuestObservation seen = observation(true, new AgentState.Silent());
        return new GuestObservation(
                seen.uid(),
                true,
                seen.addresses(),
                seen.agent(),
                seen.machineType(),
                seen.probes(),
                access,
                List.of());
    }

    /** A guest that a failed disk has paused, and whose user was told so a while ago. */
    static GuestViewBuilder diskFailed(Duration ago, DomainState now, String... fullVolumes) {
        GuestObservation seen = observation(true);
        GuestView before =
                in(VmiPhase.RUNNING, new DomainState.Paused(DomainState.PauseCause.IO_ERROR))
                        .now(NOW.minus(ago))
                        .build();
        return in(VmiPhase.RUNNING, now)
                .vmi(
                        Optional.of(
                                withStatus(
                                        before.instance(),
                                        GuestDecider.decide(before).status().orElseThrow())))
                .observation(
                        Optional.of(
                                new GuestObservation(
                                        seen.uid(),
                                        seen.adopted(),
                                        seen.addresses(),
                                        seen.agent(),
                                        seen.machineType(),
                                        seen.probes(),
                                        seen.access(),
                                        List.of(fullVolumes))));
    }

    static DomainView domain(String vmiUid, DomainState state) {
        boolean off = state instanceof Off;
        return new DomainView(
                "ns1_vm1",
                "f681618f-337e-3b36-9525-cb0a62107954",
                vmiUid,
                "pod-1",
                state,
                off ? OptionalLong.empty() : OptionalLong.of(42));
    }

    static DomainState off(OffCause cause) {
        return new Off(cause);
    }

    static VirtualMachineInstance vmi(VmiPhase phase) {
        VirtualMachineInstance vmi =
                Requests.vmi(
                        """
                        {"memory": {"guest": "128Mi"}, "devices": {
                          "disks": [{"name": "root", "disk": {"bus": "virtio"}}],
                          "interfaces": [{"name": "default", "masquerade": {}}]}}""",
                        "[{\"name\": \"root\", \"containerDisk\": {\"image\": \"i\"}}]",
                        "[{\"name\": \"default\", \"pod\": {}}]");
        return VirtualMachineInstanceBuilder.builder(vmi)
                .status(
                        VirtualMachineInstanceStatusBuilder.builder()
                                .phase(phase.value())
                                .nodeName("node1")
                                .build())
                .build();
    }

    static VirtualMachineInstance deleted(VirtualMachineInstance vmi, Duration ago) {
        V1ObjectMeta meta = vmi.metadata();
        V1ObjectMeta gone =
                new V1ObjectMeta()
                        .namespace(meta.getNamespace())
                        .name(meta.getName())
                        .uid(meta.getUid())
                        .deletionTimestamp(NOW.minus(ago).atOffset(ZoneOffset.UTC));
        return VirtualMachineInstanceBuilder.builder(vmi).metadata(gone).build();
    }

    static VirtualMachineInstance withGrace(VirtualMachineInstance vmi, long seconds) {
        return VirtualMachineInstanceBuilder.builder(vmi)
                .spec(
                        VirtualMachineInstanceSpecBuilder.builder(vmi.spec())
                                .terminationGracePeriodSeconds(seconds)
                                .build())
                .build();
    }

    static VirtualMachineInstance startingPaused(VirtualMachineInstance vmi) {
        return VirtualMachineInstanceBuilder.builder(vmi)
                .spec(
                        VirtualMachineInstanceSpecBuilder.builder(vmi.spec())
                                .startStrategy("Paused")
                                .build())
                .build();
    }

    static VirtualMachineInstance onNode(VirtualMachineInstance vmi, String node) {
        return withStatus(
                vmi,
                VirtualMachineInstanceStatusBuilder.builder(vmi.status()).nodeName(node).build());
    }

    static VirtualMachineInstance withStatus(
            VirtualMachineInstance vmi, VirtualMachineInstanceStatus status) {
        return VirtualMachineInstanceBuilder.builder(vmi).status(status).build();
    }
}
