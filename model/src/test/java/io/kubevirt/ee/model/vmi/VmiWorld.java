package io.kubevirt.ee.model.vmi;

import io.kubernetes.client.custom.Quantity;
import io.kubernetes.client.openapi.models.V1ContainerState;
import io.kubernetes.client.openapi.models.V1ContainerStateTerminated;
import io.kubernetes.client.openapi.models.V1ContainerStateWaiting;
import io.kubernetes.client.openapi.models.V1ContainerStatus;
import io.kubernetes.client.openapi.models.V1Node;
import io.kubernetes.client.openapi.models.V1NodeCondition;
import io.kubernetes.client.openapi.models.V1NodeSpec;
import io.kubernetes.client.openapi.models.V1NodeStatus;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubernetes.client.openapi.models.V1PersistentVolumeClaim;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubernetes.client.openapi.models.V1PodCondition;
import io.kubernetes.client.openapi.models.V1PodStatus;
import io.kubernetes.client.openapi.models.V1ResourceRequirements;
import io.kubernetes.client.openapi.models.V1Taint;
import io.kubevirt.ee.model.condition.ConditionType;
import io.kubevirt.ee.model.condition.EventType;
import io.kubevirt.ee.model.condition.InstanceConditions;
import io.kubevirt.ee.model.launcher.Claims;
import io.kubevirt.ee.model.launcher.LauncherPod;
import io.kubevirt.ee.model.launcher.LauncherSettings;
import io.kubevirt.ee.model.launcher.StateClaim;
import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.DataVolumeSourceBuilder;
import io.kubevirt.ee.model.v1.Devices;
import io.kubevirt.ee.model.v1.DevicesBuilder;
import io.kubevirt.ee.model.v1.DomainSpecBuilder;
import io.kubevirt.ee.model.v1.Finalizers;
import io.kubevirt.ee.model.v1.GuestAgentPing;
import io.kubevirt.ee.model.v1.MemoryBuilder;
import io.kubevirt.ee.model.v1.PersistentVolumeClaimInfo;
import io.kubevirt.ee.model.v1.PersistentVolumeClaimInfoBuilder;
import io.kubevirt.ee.model.v1.PersistentVolumeClaimVolumeSourceBuilder;
import io.kubevirt.ee.model.v1.Probe;
import io.kubevirt.ee.model.v1.ProbeBuilder;
import io.kubevirt.ee.model.v1.TPMDevice;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceBuilder;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceCondition;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceSpecBuilder;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceStatus;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceStatusBuilder;
import io.kubevirt.ee.model.v1.VmiPhase;
import io.kubevirt.ee.model.v1.Volume;
import io.kubevirt.ee.model.v1.VolumeBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** One instance and its pods, in whatever state a test wants them. */
final class VmiWorld {
    static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    static final OffsetDateTime THEN = OffsetDateTime.parse("2026-01-01T11:00:00Z");
    static final LauncherSettings SETTINGS =
            new LauncherSettings("launcher:1", "IfNotPresent", List.of(), false);
    static final String NODE = "node01";

    private VirtualMachineInstance vmi =
            new VirtualMachineInstance(
                    "kubevirt.io/v1",
                    "VirtualMachineInstance",
                    new V1ObjectMeta()
                            .name("till")
                            .namespace("shop")
                            .uid("u-1")
                            .addFinalizersItem(Finalizers.VIRTUAL_MACHINE_INSTANCE),
                    VirtualMachineInstanceSpecBuilder.builder()
                            .domain(
                                    DomainSpecBuilder.builder()
                                            .memory(
                                                    MemoryBuilder.builder()
                                                            .guest(new Quantity("128Mi"))
                                                            .build())
                                            .devices(DevicesBuilder.builder().build())
                                            .build())
                            .build(),
                    null);
    private final List<V1Pod> pods = new ArrayList<>();
    private final List<PodEvent> events = new ArrayList<>();
    private Claims claims = Claims.NONE;
    private Optional<NodeState> node = Optional.of(NodeState.of(Optional.of(node("True"))));

    static VmiWorld world() {
        return new VmiWorld();
    }

    VmiWorld phase(VmiPhase phase) {
        return status(
                VirtualMachineInstanceStatusBuilder.builder()
                        .phase(phase.value())
                        .nodeName(NODE)
                        .build());
    }

    VmiWorld status(VirtualMachineInstanceStatus status) {
        vmi = VirtualMachineInstanceBuilder.builder(vmi).status(status).build();
        return this;
    }

    /** It has a volume in this claim, which is not looked for yet. */
    VmiWorld claim(String name) {
        return volume(
                VolumeBuilder.builder()
                        .name("disk-" + name)
                        .persistentVolumeClaim(
                                PersistentVolumeClaimVolumeSourceBuilder.builder()
                                        .claimName(name)
                                        .build())
                        .build());
    }

    /** It has a volume in the claim of this DataVolume, which is not looked for yet. */
    VmiWorld dataVolume(String name) {
        return volume(
                VolumeBuilder.builder()
                        .name("disk-" + name)
                        .dataVolume(DataVolumeSourceBuilder.builder().name(name).build())
                        .build());
    }

    private VmiWorld volume(Volume volume) {
        List<Volume> volumes = new ArrayList<>(Absent.list(vmi.spec().volumes()));
        volumes.add(volume);
        vmi =
                VirtualMachineInstanceBuilder.builder(vmi)
                        .spec(
                                VirtualMachineInstanceSpecBuilder.builder(vmi.spec())
                                        .volumes(volumes)
                                        .build())
                        .build();
        return this;
    }

    /** What its TPM holds is to be kept. */
    VmiWorld keeping() {
        return devices(DevicesBuilder.builder().tpm(new TPMDevice(null, true)).build());
    }

    VmiWorld devices(Devices devices) {
        vmi =
                VirtualMachineInstanceBuilder.builder(vmi)
                        .spec(
                                VirtualMachineInstanceSpecBuilder.builder(vmi.spec())
                                        .domain(
                                                DomainSpecBuilder.builder(vmi.spec().domain())
                                                        .devices(devices)
                                                        .build())
                                        .build())
                        .build();
        return this;
    }

    /** The claim for that is there, and is of an instance with this uid. */
    VmiWorld keptBy(String uid) {
        V1PersistentVolumeClaim claim = StateClaim.of(vmi, SETTINGS);
        claim.getMetadata().getOwnerReferences().getFirst().setUid(uid);
        claims = Claims.of(List.of(claim));
        return this;
    }

    /** Its guest is asked whether it is ready. */
    VmiWorld probed() {
        Probe probe = ProbeBuilder.builder().guestAgentPing(new GuestAgentPing()).build();
        vmi =
                VirtualMachineInstanceBuilder.builder(vmi)
                        .spec(
                                VirtualMachineInstanceSpecBuilder.builder(vmi.spec())
                                        .readinessProbe(probe)
                                        .build())
                        .build();
        return this;
    }

    /** That claim is found, in this mode. */
    VmiWorld found(String name, String volumeMode) {
        List<PersistentVolumeClaimInfo> all = new ArrayList<>(claims.found());
        all.add(
                PersistentVolumeClaimInfoBuilder.builder()
                        .claimName(name)
                        .volumeMode(volumeMode)
                        .capacity(Map.of("storage", new Quantity("1Gi")))
                        .build());
        claims = new Claims(all);
        return this;
    }

    VmiWorld deleted() {
        vmi.metadata().setDeletionTimestamp(THEN);
        return this;
    }

    VmiWorld unheld() {
        vmi.metadata().setFinalizers(List.of());
        return this;
    }

    VmiWorld nodeGone() {
        node = Optional.of(NodeState.of(Optional.empty()));
        return this;
    }

    /** Whose kubelet is not heard of; the agent was, before this time. */
    VmiWorld nodeNotReady(Duration agentHeardBefore) {
        return node(heardBefore(node("Unknown"), agentHeardBefore));
    }

    /** The same, and somebody vouches that its machine is off. */
    VmiWorld nodeOutOfService(Duration agentHeardBefore) {
        return node(heardBefore(outOfService(node("Unknown")), agentHeardBefore));
    }

    VmiWorld node(V1Node is) {
        node = Optional.of(NodeState.of(Optional.of(is)));
        return this;
    }

    VmiWorld ready(String status, String reason) {
        VirtualMachineInstanceCondition ready =
                new VirtualMachineInstanceCondition(null, THEN, null, reason, status, "Ready");
        return status(
                VirtualMachineInstanceStatusBuilder.builder(vmi.status())
                        .conditions(List.of(ready))
                        .build());
    }

    static V1Node node(String ready) {
        return new V1Node()
                .metadata(new V1ObjectMeta().name(NODE))
                .spec(new V1NodeSpec())
                .status(
                        new V1NodeStatus()
                                .addConditionsItem(
                                        new V1NodeCondition().type("Ready").status(ready)));
    }

    static V1Node outOfService(V1Node node) {
        node.getSpec()
                .addTaintsItem(
                        new V1Taint()
                                .key("node.kubernetes.io/out-of-service")
                                .value("nodeshutdown")
                                .effect("NoExecute"));
        return node;
    }

    static V1Node heardBefore(V1Node node, Duration before) {
        node.getMetadata()
                .putAnnotationsItem("kubevirt.io/heartbeat", NOW.minus(before).toString());
        return node;
    }

    /** The kubelet warned of it, this long ago. */
    VmiWorld warned(String reason, String message, Duration before) {
        events.add(new PodEvent(EventType.WARNING, reason, message, NOW.minus(before)));
        return this;
    }

    /** The kubelet went on, this long ago. */
    VmiWorld said(String reason, Duration before) {
        events.add(new PodEvent(EventType.NORMAL, reason, "words", NOW.minus(before)));
        return this;
    }

    /** It ended, for this reason, this long ago. */
    VmiWorld endedBefore(Duration before, String reason) {
        return status(
                VirtualMachineInstanceStatusBuilder.builder()
                        .phase("Failed")
                        .nodeName(NODE)
                        .conditions(
                                List.of(
                                        new VirtualMachineInstanceCondition(
                                                null,
                                                NOW.minus(before).atOffset(THEN.getOffset()),
                                                "words of the agent",
                                                reason,
                                                "False",
                                                "Ready")))
                        .build());
    }

    VmiWorld pod() {
        return pod(pod -> {});
    }

    VmiWorld pod(Consumer<V1Pod> change) {
        V1Pod pod = LauncherPod.of(vmi, SETTINGS, claims);
        pod.getMetadata().setUid("pod-" + (pods.size() + 1));
        pod.setStatus(new V1PodStatus().phase("Pending").qosClass("Burstable"));
        change.accept(pod);
        pods.add(pod);
        return this;
    }

    VmiView view() {
        return new VmiView(vmi, pods, node, events, claims, Optional.empty(), SETTINGS, NOW);
    }

    VmiPlan plan() {
        return VmiDecider.decide(view());
    }

    static void running(V1Pod pod) {
        pod.getSpec().setNodeName(NODE);
        pod.getStatus().setPhase("Running");
        pod.getStatus()
                .addContainerStatusesItem(new V1ContainerStatus().name("compute").ready(true));
    }

    /** The scheduler chose a node this long ago. */
    static Consumer<V1Pod> onNodeFor(Duration time) {
        return pod -> {
            pod.getSpec().setNodeName(NODE);
            pod.getStatus()
                    .addConditionsItem(
                            new V1PodCondition()
                                    .type("PodScheduled")
                                    .status("True")
                                    .lastTransitionTime(
                                            NOW.minus(time).atOffset(THEN.getOffset())));
        };
    }

    static Optional<VirtualMachineInstanceCondition> condition(VmiPlan plan, ConditionType type) {
        return InstanceConditions.of(plan.status().conditions()).get(type);
    }

    static void outOfMemory(V1Pod pod) {
        pod.getStatus().phase("Failed");
        pod.getStatus()
                .addContainerStatusesItem(
                        new V1ContainerStatus()
                                .name("compute")
                                .ready(false)
                                .state(
                                        new V1ContainerState()
                                                .terminated(
                                                        new V1ContainerStateTerminated()
                                                                .exitCode(137)
                                                                .reason("OOMKilled"))));
    }

    static void outOfItsMemory(V1Pod pod) {
        outOfMemory(pod);
        pod.getSpec().getContainers().stream()
                .filter(c -> c.getName().equals("compute"))
                .forEach(
                        c ->
                                c.resources(
                                        new V1ResourceRequirements()
                                                .putLimitsItem("memory", new Quantity("200Mi"))));
    }

    static void preempted(V1Pod pod) {
        running(pod);
        pod.getStatus()
                .addConditionsItem(
                        new V1PodCondition()
                                .type("DisruptionTarget")
                                .status("True")
                                .reason("PreemptionByScheduler")
                                .message("preempting to accommodate a higher priority pod"));
    }

    static void leaving(V1Pod pod) {
        pod.getMetadata().setDeletionTimestamp(THEN);
    }

    static void failed(V1Pod pod) {
        pod.getStatus().phase("Failed").reason("Evicted").message("The node was low on memory.");
    }

    static void unschedulable(V1Pod pod) {
        unschedulable("0/1 nodes are available: 1 Insufficient memory.").accept(pod);
    }

    static Consumer<V1Pod> unschedulable(String message) {
        return pod ->
                pod.getStatus()
                        .addConditionsItem(
                                new V1PodCondition()
                                        .type("PodScheduled")
                                        .status("False")
                                        .reason("Unschedulable")
                                        .message(message));
    }

    static Consumer<V1Pod> waiting(String reason, String message) {
        return pod ->
                pod.getStatus()
                        .addContainerStatusesItem(
                                new V1ContainerStatus()
                                        .name("volumeroot")
                                        .image("registry.example/nothing:1")
                                        .state(
                                                new V1ContainerState()
                                                        .waiting(
                                                                new V1ContainerStateWaiting()
                                                                        .reason(reason)
                                                                        .message(message))));
    }

    static void oneContainerEnded(V1Pod pod) {
        running(pod);
        pod.getStatus()
                .addContainerStatusesItem(
                        new V1ContainerStatus()
                                .name("volumeroot")
                                .ready(false)
                                .state(
                                        new V1ContainerState()
                                                .terminated(
                                                        new V1ContainerStateTerminated()
                                                                .exitCode(1)
                                                                .reason("Error"))));
    }
}
