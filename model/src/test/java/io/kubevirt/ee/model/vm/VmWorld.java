package io.kubevirt.ee.model.vm;

import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubernetes.client.openapi.models.V1OwnerReference;
import io.kubevirt.ee.model.instancetype.Lookup;
import io.kubevirt.ee.model.instancetype.Presets;
import io.kubevirt.ee.model.instancetype.v1beta1.VirtualMachineInstancetypeSpec;
import io.kubevirt.ee.model.v1.DevicesBuilder;
import io.kubevirt.ee.model.v1.DomainSpecBuilder;
import io.kubevirt.ee.model.v1.Finalizers;
import io.kubevirt.ee.model.v1.InstancetypeMatcherBuilder;
import io.kubevirt.ee.model.v1.InstancetypeStatusRef;
import io.kubevirt.ee.model.v1.VirtualMachine;
import io.kubevirt.ee.model.v1.VirtualMachineBuilder;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceBuilder;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceCondition;
import io.kubevirt.ee.model.v1.VirtualMachineInstancePhaseTransitionTimestamp;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceSpec;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceSpecBuilder;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceStatusBuilder;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceTemplateSpec;
import io.kubevirt.ee.model.v1.VirtualMachineSpecBuilder;
import io.kubevirt.ee.model.v1.VirtualMachineStartFailure;
import io.kubevirt.ee.model.v1.VirtualMachineStateChangeRequest;
import io.kubevirt.ee.model.v1.VirtualMachineStatus;
import io.kubevirt.ee.model.v1.VirtualMachineStatusBuilder;
import io.kubevirt.ee.model.v1.VmiPhase;
import io.kubevirt.ee.model.v1.VolumeBuilder;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** One machine and its instance, in whatever state a test wants them. */
final class VmWorld {
    static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    static final OffsetDateTime THEN = OffsetDateTime.parse("2026-01-01T11:00:00Z");

    private VirtualMachine vm =
            new VirtualMachine(
                    "kubevirt.io/v1",
                    "VirtualMachine",
                    new V1ObjectMeta()
                            .name("till")
                            .namespace("shop")
                            .uid("vm-1")
                            .generation(4L)
                            .addFinalizersItem(Finalizers.VIRTUAL_MACHINE),
                    VirtualMachineSpecBuilder.builder()
                            .template(
                                    new VirtualMachineInstanceTemplateSpec(
                                            new V1ObjectMeta()
                                                    .labels(Map.of("app", "shop"))
                                                    .annotations(Map.of("a", "b")),
                                            VirtualMachineInstanceSpecBuilder.builder()
                                                    .domain(
                                                            DomainSpecBuilder.builder()
                                                                    .devices(
                                                                            DevicesBuilder.builder()
                                                                                    .build())
                                                                    .build())
                                                    .build()))
                            .build(),
                    null);
    private Optional<VirtualMachineInstance> vmi = Optional.empty();
    private Instant now = NOW;
    private Optional<Presets> presets = Optional.empty();

    /** A machine with this in {@code runStrategy}. */
    static VmWorld of(String runStrategy) {
        VmWorld world = new VmWorld();
        world.vm =
                VirtualMachineBuilder.builder(world.vm)
                        .spec(
                                VirtualMachineSpecBuilder.builder(world.vm.spec())
                                        .runStrategy(runStrategy)
                                        .build())
                        .build();
        return world;
    }

    /** A machine with this in {@code running}. */
    static VmWorld running(boolean running) {
        VmWorld world = new VmWorld();
        world.vm =
                VirtualMachineBuilder.builder(world.vm)
                        .spec(
                                VirtualMachineSpecBuilder.builder(world.vm.spec())
                                        .running(running)
                                        .build())
                        .build();
        return world;
    }

    VmWorld unheld() {
        vm.metadata().setFinalizers(List.of());
        return this;
    }

    /** It is deleted so that its instance stays. */
    VmWorld orphaning() {
        List<String> all = new ArrayList<>(vm.metadata().getFinalizers());
        all.add(Finalizers.ORPHAN);
        vm.metadata().setFinalizers(all);
        return this;
    }

    VmWorld deleted() {
        vm.metadata().setDeletionTimestamp(THEN);
        return this;
    }

    VmWorld at(Instant time) {
        now = time;
        return this;
    }

    VmWorld status(VirtualMachineStatus status) {
        vm = VirtualMachineBuilder.builder(vm).status(status).build();
        return this;
    }

    VmWorld volumes(String... names) {
        return template(
                spec ->
                        VirtualMachineInstanceSpecBuilder.builder(spec)
                                .volumes(
                                        Stream.of(names)
                                                .map(n -> VolumeBuilder.builder().name(n).build())
                                                .toList())
                                .build());
    }

    /** Somebody changes the template: one generation more. */
    VmWorld template(UnaryOperator<VirtualMachineInstanceSpec> change) {
        VirtualMachineInstanceTemplateSpec before = vm.spec().template();
        vm =
                VirtualMachineBuilder.builder(vm)
                        .spec(
                                VirtualMachineSpecBuilder.builder(vm.spec())
                                        .template(
                                                new VirtualMachineInstanceTemplateSpec(
                                                        before.metadata(),
                                                        change.apply(before.spec())))
                                        .build())
                        .build();
        return generation();
    }

    VmWorld generation() {
        vm.metadata().setGeneration(vm.metadata().getGeneration() + 1);
        return this;
    }

    /** The instance that is made of the machine as it is now, and runs. */
    VmWorld started(boolean paused) {
        VirtualMachineInstance made = MachineInstance.of(vm, PresetSteps.template(view()), paused);
        made.metadata().setUid("made");
        vmi =
                Optional.of(
                        VirtualMachineInstanceBuilder.builder(made)
                                .status(
                                        VirtualMachineInstanceStatusBuilder.builder()
                                                .phase("Running")
                                                .build())
                                .build());
        return this;
    }

    /** The strategy was carried out before. */
    VmWorld inForce(String runStrategy) {
        return status(status().runStrategy(runStrategy).build());
    }

    VmWorld asked(VirtualMachineStateChangeRequest... requests) {
        return status(status().stateChangeRequests(Arrays.asList(requests)).build());
    }

    VmWorld failures(long count, String lastUid, OffsetDateTime retryAfter) {
        return status(
                status().startFailure(new VirtualMachineStartFailure(count, lastUid, retryAfter))
                        .build());
    }

    /** An instance of its own, that went through these phases and is in the last. */
    VmWorld own(String uid, VmiPhase... phases) {
        vmi = Optional.of(instance(uid, vm.metadata().getUid(), phases));
        return this;
    }

    VmWorld foreign() {
        vmi = Optional.of(instance("vmi-x", "vm-of-old", VmiPhase.RUNNING));
        return this;
    }

    /** One that a machine of this name left, which had come to its third generation. */
    VmWorld orphan() {
        VirtualMachineInstance left = instance("vmi-o", "vm-of-old", VmiPhase.RUNNING);
        left.metadata()
                .ownerReferences(
                        List.of(new V1OwnerReference().kind("Application").uid("others-1")));
        vmi = Optional.of(left);
        return this;
    }

    /** The instance was made by somebody else, and became the machine's. */
    VmWorld adopted() {
        V1ObjectMeta made = vmi.orElseThrow().metadata().ownerReferences(null);
        V1ObjectMeta now = MachineInstance.adopted(vm, vmi.orElseThrow());
        made.labels(now.getLabels())
                .annotations(now.getAnnotations())
                .ownerReferences(now.getOwnerReferences());
        return this;
    }

    VmWorld leaving() {
        vmi.orElseThrow().metadata().setDeletionTimestamp(THEN);
        return this;
    }

    VmWorld withoutInstance() {
        vmi = Optional.empty();
        return this;
    }

    VmWorld condition(String type, String status, String reason) {
        VirtualMachineInstance i = vmi.orElseThrow();
        List<VirtualMachineInstanceCondition> all = new ArrayList<>();
        if (i.status().conditions() != null) {
            all.addAll(i.status().conditions());
        }
        all.add(new VirtualMachineInstanceCondition(null, THEN, "words", reason, status, type));
        vmi =
                Optional.of(
                        new VirtualMachineInstance(
                                i.apiVersion(),
                                i.kind(),
                                i.metadata(),
                                i.spec(),
                                VirtualMachineInstanceStatusBuilder.builder(i.status())
                                        .conditions(all)
                                        .build()));
        return this;
    }

    /** It refers to a cluster's instancetype, which is looked up: to what is to be found. */
    VmWorld sized(Lookup<VirtualMachineInstancetypeSpec> found) {
        vm =
                VirtualMachineBuilder.builder(vm)
                        .spec(
                                VirtualMachineSpecBuilder.builder(vm.spec())
                                        .instancetype(
                                                InstancetypeMatcherBuilder.builder()
                                                        .name("small")
                                                        .build())
                                        .build())
                        .build();
        presets = Optional.of(new Presets(found, new Lookup.None<>()));
        return this;
    }

    VmWorld unread() {
        presets = Optional.empty();
        return this;
    }

    VmWorld pinned(InstancetypeStatusRef ref) {
        return status(status().instancetypeRef(ref).build());
    }

    VmView view() {
        return presets.map(known -> new VmView(vm, vmi, now, known))
                .orElseGet(() -> new VmView(vm, vmi, now));
    }

    VmPlan plan() {
        return VmDecider.decide(view());
    }

    static VirtualMachineStateChangeRequest start() {
        return new VirtualMachineStateChangeRequest("Start", null, null);
    }

    static VirtualMachineStateChangeRequest stop(String uid) {
        return new VirtualMachineStateChangeRequest("Stop", null, uid);
    }

    private VirtualMachineStatusBuilder status() {
        return vm.status() == null
                ? VirtualMachineStatusBuilder.builder()
                : VirtualMachineStatusBuilder.builder(vm.status());
    }

    private static VirtualMachineInstance instance(String uid, String owner, VmiPhase... phases) {
        return new VirtualMachineInstance(
                "kubevirt.io/v1",
                "VirtualMachineInstance",
                new V1ObjectMeta()
                        .name("till")
                        .namespace("shop")
                        .uid(uid)
                        .annotations(Map.of("kubevirt.io/vm-generation", "3"))
                        .addOwnerReferencesItem(new V1OwnerReference().controller(true).uid(owner)),
                null,
                VirtualMachineInstanceStatusBuilder.builder()
                        .phase(phases[phases.length - 1].value())
                        .phaseTransitionTimestamps(
                                Stream.of(phases)
                                        .map(
                                                p ->
                                                        new VirtualMachineInstancePhaseTransitionTimestamp(
                                                                p.value(), THEN))
                                        .toList())
                        .build());
    }
}
