package io.kubevirt.ee.model.guest;

import io.kubernetes.client.custom.Quantity;
import io.kubevirt.ee.model.access.AccessState;
import io.kubevirt.ee.model.condition.ConditionType;
import io.kubevirt.ee.model.condition.InstanceConditions;
import io.kubevirt.ee.model.condition.Reason;
import io.kubevirt.ee.model.domain.DiskTargets;
import io.kubevirt.ee.model.domain.GuestSize;
import io.kubevirt.ee.model.probe.ProbeVerdict;
import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.Machine;
import io.kubevirt.ee.model.v1.MemoryStatus;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceCondition;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceNetworkInterface;
import io.kubevirt.ee.model.v1.VirtualMachineInstancePhaseTransitionTimestamp;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceStatus;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceStatusBuilder;
import io.kubevirt.ee.model.v1.VmiPhase;
import io.kubevirt.ee.model.v1.VolumeStatus;
import io.kubevirt.ee.model.v1.VolumeStatusBuilder;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The status of a VMI, derived from what is seen; fields of others stay as they are. */
final class GuestStatus {

    static final String SHUTTING_DOWN_MESSAGE = "The guest was asked to shut down.";

    private final VirtualMachineInstance vmi;
    private final VirtualMachineInstanceStatus before;
    private final OffsetDateTime now;

    GuestStatus(GuestView view) {
        this.vmi = view.instance();
        this.before = vmi.status();
        // As Kubernetes writes times.
        this.now = view.now().truncatedTo(ChronoUnit.SECONDS).atOffset(ZoneOffset.UTC);
    }

    /** The guest runs. */
    VirtualMachineInstanceStatus running(GuestView view) {
        InstanceConditions conditions =
                ready(view).without(ConditionType.SYNCHRONIZED).without(ConditionType.PAUSED);
        return alive(view, conditions);
    }

    /** While the node is not well, the controller says so, and takes it back itself. */
    private InstanceConditions ready(GuestView view) {
        boolean nodeNotReady =
                conditions()
                        .get(ConditionType.READY)
                        .filter(c -> Reason.NODE_NOT_READY.value().equals(c.reason()))
                        .isPresent();
        return nodeNotReady ? conditions() : probed(view.observation());
    }

    private InstanceConditions probed(Optional<GuestObservation> seen) {
        Optional<ProbeVerdict> verdict = seen.flatMap(all -> all.probes().readiness());
        if (verdict.isEmpty()) {
            return conditions().withTrue(ConditionType.READY, now);
        }
        return switch (verdict.get()) {
            case ProbeVerdict.Passing passing -> conditions().withTrue(ConditionType.READY, now);
            case ProbeVerdict.Failing(String why) ->
                    notReady("It fails its readiness probe: " + why);
            // An agent that has just been started counts anew: until it knows better, what was
            // told stays.
            case ProbeVerdict.Untold untold ->
                    saysProbed()
                            ? conditions()
                            : notReady("It has not passed its readiness probe yet.");
        };
    }

    private boolean saysProbed() {
        return conditions().isTrue(ConditionType.READY)
                || conditions()
                        .get(ConditionType.READY)
                        .filter(c -> Reason.GUEST_NOT_READY.value().equals(c.reason()))
                        .isPresent();
    }

    private InstanceConditions notReady(String message) {
        return conditions().withFalse(ConditionType.READY, Reason.GUEST_NOT_READY, message, now);
    }

    /** The guest is there and its CPUs stand still. */
    VirtualMachineInstanceStatus paused(GuestView view, Pause pause) {
        InstanceConditions conditions =
                conditions()
                        .withFalse(ConditionType.READY, pause.reason(), pause.message(), now)
                        .without(ConditionType.SYNCHRONIZED)
                        .withTrue(ConditionType.PAUSED, pause.reason(), pause.message(), now);
        return alive(view, conditions);
    }

    /** The reason that the status gives for a pause of the guest, if it tells of one. */
    Optional<String> pausedFor() {
        return conditions().get(ConditionType.PAUSED).map(VirtualMachineInstanceCondition::reason);
    }

    /** Something about the guest could not be done and will be tried again. */
    VirtualMachineInstanceStatus notSynchronized(String message) {
        InstanceConditions conditions =
                conditions()
                        .withFalse(ConditionType.SYNCHRONIZED, Reason.SYNC_FAILED, message, now);
        // A guest that runs stays ready, whatever else is not as it should be.
        InstanceConditions all =
                VmiPhase.of(vmi) == VmiPhase.SCHEDULED
                        ? conditions.withFalse(
                                ConditionType.READY,
                                Reason.GUEST_NOT_RUNNING,
                                "The guest does not run yet.",
                                now)
                        : conditions;
        return builder().conditions(all.list()).build();
    }

    /** Nothing can be done about the guest now; what is known of it stays. */
    VirtualMachineInstanceStatus outOfReach(String message) {
        return builder()
                .conditions(
                        conditions()
                                .withFalse(
                                        ConditionType.SYNCHRONIZED,
                                        Reason.SYNC_FAILED,
                                        message,
                                        now)
                                .list())
                .build();
    }

    /** Whether the status says so already. */
    boolean saysOutOfReach(String message) {
        return conditions()
                .get(ConditionType.SYNCHRONIZED)
                .filter(told -> message.equals(told.message()))
                .isPresent();
    }

    /** The guest was asked to stop. */
    VirtualMachineInstanceStatus shuttingDown() {
        return builder()
                .conditions(
                        conditions()
                                .withFalse(
                                        ConditionType.READY,
                                        Reason.SHUTTING_DOWN,
                                        SHUTTING_DOWN_MESSAGE,
                                        now)
                                .list())
                .build();
    }

    /** Whether the status says so already. */
    boolean saysShuttingDown() {
        return conditions()
                .get(ConditionType.READY)
                .filter(ready -> Reason.SHUTTING_DOWN.value().equals(ready.reason()))
                .isPresent();
    }

    /** The guest has ended; tidying up follows. */
    VirtualMachineInstanceStatus ended(GuestEnd end, String message) {
        return builder()
                .conditions(
                        conditions()
                                .withFalse(ConditionType.READY, end.reason(), message, now)
                                .without(ConditionType.SYNCHRONIZED)
                                .without(ConditionType.PAUSED)
                                .list())
                .build();
    }

    /** Nothing of the guest is left. */
    VirtualMachineInstanceStatus finished(VmiPhase phase) {
        return inPhase(builder(), phase).build();
    }

    private VirtualMachineInstanceStatus alive(GuestView view, InstanceConditions told) {
        InstanceConditions conditions = stayingHere(told);
        VirtualMachineInstanceStatusBuilder builder =
                inPhase(builder(), VmiPhase.RUNNING)
                        .conditions(conditions.list())
                        .currentCPUTopology(GuestSize.topology(vmi.spec().domain()))
                        .memory(memory())
                        .volumeStatus(volumes());
        view.observation().ifPresent(seen -> observed(builder, conditions, seen));
        return builder.build();
    }

    private InstanceConditions stayingHere(InstanceConditions conditions) {
        String message = "Guests are not moved between nodes yet.";
        Reason reason = Reason.MIGRATION_NOT_SUPPORTED;
        return conditions
                .withFalse(ConditionType.LIVE_MIGRATABLE, reason, message, now)
                .withFalse(ConditionType.STORAGE_LIVE_MIGRATABLE, reason, message, now);
    }

    private void observed(
            VirtualMachineInstanceStatusBuilder builder,
            InstanceConditions conditions,
            GuestObservation seen) {
        AgentStatus agent = new AgentStatus(before, now);
        builder.runtimeUser(seen.uid())
                .machine(seen.machineType().map(Machine::new).orElse(before.machine()))
                .interfaces(agent.interfaces(interfaces(seen), seen.agent()))
                .guestOSInfo(agent.os(seen.agent()))
                .fsFreezeStatus(agent.freezeStatus(seen.agent()))
                .conditions(access(agent.conditions(conditions, seen.agent()), seen).list());
    }

    private InstanceConditions access(InstanceConditions conditions, GuestObservation seen) {
        ConditionType type = ConditionType.ACCESS_CREDENTIALS_SYNCHRONIZED;
        return switch (seen.access()) {
            case AccessState.Nothing nothing -> conditions;
            case AccessState.Due due -> conditions;
            case AccessState.Granted granted -> conditions.withTrue(type, now);
            case AccessState.Refused(String why) ->
                    conditions.withFalse(type, Reason.ACCESS_CREDENTIALS_FAILED, why, now);
        };
    }

    private MemoryStatus memory() {
        return GuestSize.memory(vmi.spec().domain())
                .map(guest -> new MemoryStatus(guest, guest, guest, overhead()))
                .orElse(before.memory());
    }

    private Quantity overhead() {
        return before.memory() == null ? null : before.memory().memoryOverhead();
    }

    private List<VolumeStatus> volumes() {
        Map<String, String> targets = DiskTargets.of(vmi);
        List<VolumeStatus> volumes = new ArrayList<>();
        targets.forEach(
                (name, target) ->
                        volumes.add(
                                VolumeStatusBuilder.builder(told(name)).target(target).build()));
        return volumes;
    }

    /** What the controller told of a volume stays. */
    private VolumeStatus told(String name) {
        return Absent.list(before.volumeStatus()).stream()
                .filter(volume -> name.equals(volume.name()))
                .findFirst()
                .orElseGet(() -> VolumeStatusBuilder.builder().name(name).build());
    }

    private List<VirtualMachineInstanceNetworkInterface> interfaces(GuestObservation seen) {
        return NicNeeds.of(vmi).stream().map(nic -> networkInterface(nic, seen)).toList();
    }

    private static VirtualMachineInstanceNetworkInterface networkInterface(
            NicNeed nic, GuestObservation seen) {
        Optional<GuestObservation.Address> address =
                seen.addresses().stream()
                        .filter(a -> a.interfaceName().equals(nic.name()))
                        .findFirst();
        List<String> ips = address.map(GuestObservation.Address::ips).orElseGet(List::of);
        return new VirtualMachineInstanceNetworkInterface(
                AgentStatus.DOMAIN,
                null,
                ips.isEmpty() ? null : ips.getFirst(),
                ips.isEmpty() ? null : ips,
                "up",
                address.flatMap(GuestObservation.Address::mac).orElse(nic.mac()),
                nic.name(),
                address.map(GuestObservation.Address::podInterface).orElse(null),
                1);
    }

    private VirtualMachineInstanceStatusBuilder inPhase(
            VirtualMachineInstanceStatusBuilder builder, VmiPhase phase) {
        if (phase == VmiPhase.of(vmi)) {
            return builder;
        }
        List<VirtualMachineInstancePhaseTransitionTimestamp> times =
                new ArrayList<>(Absent.list(before.phaseTransitionTimestamps()));
        // A node that was not heard of for a while is back: of each phase the last time counts.
        times.removeIf(time -> phase.value().equals(time.phase()));
        times.add(new VirtualMachineInstancePhaseTransitionTimestamp(phase.value(), now));
        return builder.phase(phase.value()).phaseTransitionTimestamps(times);
    }

    private InstanceConditions conditions() {
        return InstanceConditions.of(before.conditions());
    }

    private VirtualMachineInstanceStatusBuilder builder() {
        return VirtualMachineInstanceStatusBuilder.builder(before);
    }
}
