package io.kubevirt.ee.model.vmi;

import io.kubernetes.client.custom.Quantity;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubevirt.ee.model.condition.ConditionType;
import io.kubevirt.ee.model.condition.InstanceConditions;
import io.kubevirt.ee.model.condition.Reason;
import io.kubevirt.ee.model.domain.GuestSize;
import io.kubevirt.ee.model.launcher.Claims;
import io.kubevirt.ee.model.launcher.MemoryOverhead;
import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.MemoryStatus;
import io.kubevirt.ee.model.v1.VirtualMachineInstancePhaseTransitionTimestamp;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceStatus;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceStatusBuilder;
import io.kubevirt.ee.model.v1.VmiPhase;
import io.kubevirt.ee.model.v1.Volume;
import io.kubevirt.ee.model.v1.VolumeStatus;
import io.kubevirt.ee.model.v1.VolumeStatusBuilder;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The status of an instance as long as it is the controller's to write; others' fields stay. */
final class ControllerStatus {
    private static final String NOT_RUNNING = "The guest does not run yet.";

    private final VmiView view;
    private final VirtualMachineInstanceStatus before;
    private final OffsetDateTime now;

    ControllerStatus(VmiView view) {
        this.view = view;
        this.before =
                view.vmi().status() == null
                        ? VirtualMachineInstanceStatusBuilder.builder().build()
                        : view.vmi().status();
        // As Kubernetes writes times.
        this.now = view.now().truncatedTo(ChronoUnit.SECONDS).atOffset(ZoneOffset.UTC);
    }

    /** As it is; null stays null. */
    VirtualMachineInstanceStatus unchanged() {
        return view.vmi().status();
    }

    /** The launcher pod could not be created. */
    VirtualMachineInstanceStatus notCreated(String message) {
        return withoutPod(Reason.FAILED_CREATE, message);
    }

    /** The launcher pod is not created before its claims are there. */
    VirtualMachineInstanceStatus claimMissing(String claim) {
        return withoutPod(
                Reason.FAILED_PVC_NOT_FOUND,
                "There is no PersistentVolumeClaim %s/%s; it is waited for."
                        .formatted(view.vmi().metadata().getNamespace(), claim));
    }

    /** There is no launcher pod yet, for this reason. */
    VirtualMachineInstanceStatus withoutPod(Reason reason, String message) {
        return in(VmiPhase.PENDING)
                .conditions(
                        conditions()
                                .withFalse(
                                        ConditionType.READY,
                                        Reason.POD_NOT_EXISTS,
                                        "There is no launcher pod yet.",
                                        now)
                                .withFalse(ConditionType.SYNCHRONIZED, reason, message, now)
                                .list())
                .build();
    }

    /** The launcher pod was created. */
    VirtualMachineInstanceStatus created() {
        return in(VmiPhase.SCHEDULING)
                .memory(memory())
                .conditions(waiting(Optional.empty()).list())
                .build();
    }

    /** The launcher pod is there and not ready. */
    VirtualMachineInstanceStatus waitingFor(V1Pod pod, Optional<PodState.Trouble> trouble) {
        return in(VmiPhase.SCHEDULING)
                .memory(before.memory() == null ? memory() : before.memory())
                .qosClass(qosClass(pod))
                .activePods(activePods(pod))
                .launcherContainerImageVersion(launcherImage(pod))
                .conditions(waiting(trouble).list())
                .build();
    }

    /** The launcher pod runs: from here the agent of the node writes. */
    VirtualMachineInstanceStatus scheduled(V1Pod pod, String node) {
        return in(VmiPhase.SCHEDULED)
                .nodeName(node)
                .vsockCid(view.cid().orElse(before.vsockCid()))
                .volumeStatus(volumes())
                .activePods(activePods(pod))
                .memory(before.memory() == null ? memory() : before.memory())
                .qosClass(qosClass(pod))
                .launcherContainerImageVersion(launcherImage(pod))
                .conditions(waiting(Optional.empty()).list())
                .build();
    }

    /** It has ended, and its pod knows better why. */
    VirtualMachineInstanceStatus endedBecause(PodEnd end) {
        return VirtualMachineInstanceStatusBuilder.builder(before)
                .conditions(
                        conditions()
                                .withFalse(ConditionType.READY, end.reason(), end.message(), now)
                                .list())
                .build();
    }

    /** It will never run, or not any more. */
    VirtualMachineInstanceStatus failed(Reason reason, String message) {
        return in(VmiPhase.FAILED)
                .reason(reason.value())
                .conditions(
                        conditions().withFalse(ConditionType.READY, reason, message, now).list())
                .build();
    }

    /** Its node is not well. */
    VirtualMachineInstanceStatus nodeNotReady(String message) {
        return VirtualMachineInstanceStatusBuilder.builder(before)
                .conditions(
                        conditions()
                                .withFalse(ConditionType.READY, Reason.NODE_NOT_READY, message, now)
                                .list())
                .build();
    }

    /** Its node is well again: what is the case is the agent's to say. */
    VirtualMachineInstanceStatus nodeBack() {
        return VirtualMachineInstanceStatusBuilder.builder(before)
                .conditions(conditions().without(ConditionType.READY).list())
                .build();
    }

    /** Nobody knows whether it runs. */
    VirtualMachineInstanceStatus unknown(String message) {
        InstanceConditions conditions = conditions();
        return in(VmiPhase.UNKNOWN)
                .conditions(
                        (NodeMark.mayCover(conditions)
                                        ? conditions.withFalse(
                                                ConditionType.READY,
                                                Reason.NODE_NOT_READY,
                                                message,
                                                now)
                                        : conditions)
                                .list())
                .build();
    }

    /** What the node's agent has to know of the claims; targets are the agent's to tell. */
    private List<VolumeStatus> volumes() {
        List<VolumeStatus> volumes = new ArrayList<>();
        for (Volume volume : Absent.list(view.vmi().spec().volumes())) {
            Claims.nameIn(volume)
                    .flatMap(view.claims()::named)
                    .map(
                            claim ->
                                    VolumeStatusBuilder.builder()
                                            .name(volume.name())
                                            .target("")
                                            .persistentVolumeClaimInfo(claim)
                                            .build())
                    .ifPresent(volumes::add);
        }
        return volumes.isEmpty() ? before.volumeStatus() : volumes;
    }

    private InstanceConditions waiting(Optional<PodState.Trouble> trouble) {
        InstanceConditions conditions =
                conditions()
                        .withFalse(ConditionType.READY, Reason.GUEST_NOT_RUNNING, NOT_RUNNING, now);
        Optional<PodState.Trouble> unscheduled =
                trouble.filter(PodState.Trouble::unscheduled)
                        .map(t -> PodState.Trouble.unschedulable(t.message()));
        Optional<PodState.Trouble> other = trouble.filter(t -> t.reason() != Reason.UNSCHEDULABLE);
        return set(
                set(conditions, ConditionType.POD_SCHEDULED, unscheduled),
                ConditionType.SYNCHRONIZED,
                other);
    }

    private InstanceConditions set(
            InstanceConditions conditions, ConditionType type, Optional<PodState.Trouble> trouble) {
        return trouble.map(t -> conditions.withFalse(type, t.reason(), t.message(), now))
                .orElseGet(() -> conditions.without(type));
    }

    private MemoryStatus memory() {
        Quantity guest = GuestSize.memory(view.vmi().spec().domain()).orElse(null);
        long overhead = MemoryOverhead.bytes(view.vmi().spec(), view.settings().emulation());
        Quantity beside = new Quantity(BigDecimal.valueOf(overhead), Quantity.Format.BINARY_SI);
        return new MemoryStatus(guest, guest, guest, beside);
    }

    /** An empty name as long as no node is chosen, as KubeVirt has it. */
    private static Map<String, String> activePods(V1Pod pod) {
        String node = pod.getSpec().getNodeName();
        return Map.of(pod.getMetadata().getUid(), node == null ? "" : node);
    }

    private static String launcherImage(V1Pod pod) {
        return pod.getSpec().getContainers().getFirst().getImage();
    }

    private static String qosClass(V1Pod pod) {
        return pod.getStatus() == null ? null : pod.getStatus().getQosClass();
    }

    private InstanceConditions conditions() {
        return InstanceConditions.of(before.conditions());
    }

    private VirtualMachineInstanceStatusBuilder in(VmiPhase phase) {
        VirtualMachineInstanceStatusBuilder builder =
                VirtualMachineInstanceStatusBuilder.builder(before);
        if (phase == view.phase()) {
            return builder;
        }
        List<VirtualMachineInstancePhaseTransitionTimestamp> times =
                new ArrayList<>(Absent.list(before.phaseTransitionTimestamps()));
        if (view.phase() == VmiPhase.UNSET && phase != VmiPhase.PENDING) {
            times.add(
                    new VirtualMachineInstancePhaseTransitionTimestamp(
                            VmiPhase.PENDING.value(), accepted()));
        }
        // Unknown comes and goes; of each phase the last time counts.
        times.removeIf(time -> phase.value().equals(time.phase()));
        times.add(new VirtualMachineInstancePhaseTransitionTimestamp(phase.value(), now));
        return builder.phase(phase.value()).phaseTransitionTimestamps(times);
    }

    /** Nobody wrote when it became pending: it was when it was created. */
    private OffsetDateTime accepted() {
        OffsetDateTime created = view.vmi().metadata().getCreationTimestamp();
        return created == null ? now : created;
    }
}
