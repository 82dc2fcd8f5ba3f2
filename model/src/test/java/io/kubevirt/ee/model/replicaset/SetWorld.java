package io.kubevirt.ee.model.replicaset;

import io.kubernetes.client.openapi.models.V1LabelSelector;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubernetes.client.openapi.models.V1OwnerReference;
import io.kubevirt.ee.model.v1.DevicesBuilder;
import io.kubevirt.ee.model.v1.DomainSpecBuilder;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceCondition;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceReplicaSet;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceReplicaSetBuilder;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceReplicaSetSpec;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceReplicaSetStatus;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceSpecBuilder;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceStatusBuilder;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceTemplateSpec;
import io.kubevirt.ee.model.v1.VmiPhase;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A replica set and its namespace's instances, in whatever state a test wants them. */
final class SetWorld {
    static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    static final OffsetDateTime THEN = OffsetDateTime.parse("2026-01-01T11:00:00Z");
    static final Map<String, String> MATCHING = Map.of("app", "shop");

    private Boolean paused;
    private Integer replicas;
    private V1LabelSelector selector = new V1LabelSelector().matchLabels(MATCHING);
    private V1ObjectMeta template =
            new V1ObjectMeta().labels(MATCHING).annotations(Map.of("a", "b"));
    private VirtualMachineInstanceReplicaSetStatus status;
    private final V1ObjectMeta metadata =
            new V1ObjectMeta().name("tills").namespace("shop").uid("set-1");
    private final List<VirtualMachineInstance> instances = new ArrayList<>();

    static SetWorld wanting(Integer replicas) {
        SetWorld world = new SetWorld();
        world.replicas = replicas;
        return world;
    }

    SetWorld paused() {
        paused = true;
        return this;
    }

    SetWorld deleted() {
        metadata.setDeletionTimestamp(THEN);
        return this;
    }

    SetWorld selecting(V1LabelSelector other) {
        selector = other;
        return this;
    }

    SetWorld template(V1ObjectMeta other) {
        template = other;
        return this;
    }

    SetWorld having(VirtualMachineInstanceReplicaSetStatus before) {
        status = before;
        return this;
    }

    /** One of the set's own. */
    SetWorld own(String name, VmiPhase phase) {
        return with(instance(name, "set-1", MATCHING, phase, false));
    }

    /** One of the set's own that runs and can be used. */
    SetWorld ready(String name) {
        return with(instance(name, "set-1", MATCHING, VmiPhase.RUNNING, true));
    }

    /** One of the set's own that is being deleted. */
    SetWorld leaving(String name) {
        VirtualMachineInstance vmi = instance(name, "set-1", MATCHING, VmiPhase.RUNNING, false);
        vmi.metadata().setDeletionTimestamp(THEN);
        return with(vmi);
    }

    SetWorld with(VirtualMachineInstance vmi) {
        instances.add(vmi);
        return this;
    }

    /**
     * An instance of the namespace.
     *
     * @param owner the uid of its controller; empty: none
     */
    static VirtualMachineInstance instance(
            String name, String owner, Map<String, String> labels, VmiPhase phase, boolean ready) {
        V1ObjectMeta metadata =
                new V1ObjectMeta()
                        .name(name)
                        .namespace("shop")
                        .uid("uid-" + name)
                        .creationTimestamp(THEN)
                        .labels(labels);
        if (!owner.isEmpty()) {
            metadata.addOwnerReferencesItem(
                    new V1OwnerReference()
                            .apiVersion("kubevirt.io/v1")
                            .kind("VirtualMachineInstanceReplicaSet")
                            .name("tills")
                            .uid(owner)
                            .controller(true));
        }
        return new VirtualMachineInstance(
                "kubevirt.io/v1",
                "VirtualMachineInstance",
                metadata,
                VirtualMachineInstanceSpecBuilder.builder().build(),
                VirtualMachineInstanceStatusBuilder.builder()
                        .phase(phase.value())
                        .conditions(
                                List.of(
                                        new VirtualMachineInstanceCondition(
                                                null,
                                                THEN,
                                                null,
                                                null,
                                                ready ? "True" : "False",
                                                "Ready")))
                        .build());
    }

    ReplicaSetView view() {
        VirtualMachineInstanceReplicaSet set =
                VirtualMachineInstanceReplicaSetBuilder.builder()
                        .metadata(metadata)
                        .spec(
                                new VirtualMachineInstanceReplicaSetSpec(
                                        paused,
                                        replicas,
                                        selector,
                                        new VirtualMachineInstanceTemplateSpec(
                                                template,
                                                VirtualMachineInstanceSpecBuilder.builder()
                                                        .domain(
                                                                DomainSpecBuilder.builder()
                                                                        .devices(
                                                                                DevicesBuilder
                                                                                        .builder()
                                                                                        .build())
                                                                        .build())
                                                        .build())))
                        .status(status)
                        .build();
        return new ReplicaSetView(set, instances, NOW);
    }

    ReplicaSetPlan plan() {
        return ReplicaSetDecider.decide(view());
    }
}
