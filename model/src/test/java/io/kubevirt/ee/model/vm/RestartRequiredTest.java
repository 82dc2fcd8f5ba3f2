package io.kubevirt.ee.model.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.kubernetes.client.custom.Quantity;
import io.kubernetes.client.openapi.models.V1Affinity;
import io.kubernetes.client.openapi.models.V1NodeAffinity;
import io.kubernetes.client.openapi.models.V1Toleration;
import io.kubevirt.ee.model.condition.ConditionType;
import io.kubevirt.ee.model.condition.MachineConditions;
import io.kubevirt.ee.model.condition.Reason;
import io.kubevirt.ee.model.instancetype.Lookup;
import io.kubevirt.ee.model.instancetype.v1beta1.VirtualMachineInstancetypeSpec;
import io.kubevirt.ee.model.v1.CPUBuilder;
import io.kubevirt.ee.model.v1.DomainSpec;
import io.kubevirt.ee.model.v1.DomainSpecBuilder;
import io.kubevirt.ee.model.v1.MemoryBuilder;
import io.kubevirt.ee.model.v1.ResourceRequirementsBuilder;
import io.kubevirt.ee.model.v1.VirtualMachineCondition;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceSpec;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceSpecBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A change of a running machine's template waits for its restart, and says so. */
class RestartRequiredTest {
    private static VmWorld running() {
        return VmWorld.of("Always").template(RestartRequiredTest::sized).started(false);
    }

    private static VirtualMachineInstanceSpec sized(VirtualMachineInstanceSpec spec) {
        return domain(d -> d.memory(MemoryBuilder.builder().guest(new Quantity("1Gi")).build()))
                .apply(spec);
    }

    private static UnaryOperator<VirtualMachineInstanceSpec> domain(
            UnaryOperator<DomainSpecBuilder> change) {
        return spec -> {
            DomainSpec domain = change.apply(DomainSpecBuilder.builder(spec.domain())).build();
            return VirtualMachineInstanceSpecBuilder.builder(spec).domain(domain).build();
        };
    }

    private static Optional<VirtualMachineCondition> waits(VmPlan plan) {
        return MachineConditions.of(plan.status().conditions()).get(ConditionType.RESTART_REQUIRED);
    }

    /** The machine refers to an instancetype of so many CPUs, and says so. */
    private static VmWorld cpus(VmWorld world, int count) {
        Lookup<VirtualMachineInstancetypeSpec> found =
                PresetStepsTest.found("{cpu: {guest: %d}, memory: {guest: 64Mi}}".formatted(count));
        return world.sized(found).pinned(PresetStepsTest.REF);
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                change(
                        "domain.memory.guest",
                        domain(
                                d ->
                                        d.memory(
                                                MemoryBuilder.builder()
                                                        .guest(new Quantity("2Gi"))
                                                        .build()))),
                change(
                        "domain.cpu.sockets",
                        domain(d -> d.cpu(CPUBuilder.builder().sockets(4).build()))),
                change(
                        "domain.cpu.model",
                        domain(d -> d.cpu(CPUBuilder.builder().model("Haswell").build()))),
                change(
                        "domain.resources.limits.memory, spec.template.spec.domain.resources.requests.memory",
                        domain(
                                d ->
                                        d.resources(
                                                ResourceRequirementsBuilder.builder()
                                                        .limits(
                                                                Map.of(
                                                                        "memory",
                                                                        new Quantity("3Gi")))
                                                        .requests(
                                                                Map.of(
                                                                        "memory",
                                                                        new Quantity("2Gi")))
                                                        .build()))),
                change(
                        "terminationGracePeriodSeconds",
                        spec ->
                                VirtualMachineInstanceSpecBuilder.builder(spec)
                                        .terminationGracePeriodSeconds(5L)
                                        .build()));
    }

    private static Arguments change(
            String fields, UnaryOperator<VirtualMachineInstanceSpec> change) {
        return arguments(fields, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void theFieldsThatWaitAreNamed(
            String fields, UnaryOperator<VirtualMachineInstanceSpec> change) {
        VmPlan plan = running().template(change).plan();
        assertThat(waits(plan).orElseThrow())
                .satisfies(
                        c -> {
                            assertThat(c.status()).isEqualTo("True");
                            assertThat(c.reason()).isEqualTo("RestartRequired");
                            assertThat(c.message())
                                    .endsWith(": spec.template.spec." + fields + ".");
                        });
        assertThat(plan.events())
                .extracting(e -> e.reason())
                .containsExactly(Reason.RESTART_REQUIRED);
        assertThat(plan.status().observedGeneration())
                .isEqualTo(plan.status().desiredGeneration() - 1);
    }

    static Stream<UnaryOperator<VirtualMachineInstanceSpec>> placements() {
        return Stream.of(
                spec ->
                        VirtualMachineInstanceSpecBuilder.builder(spec)
                                .nodeSelector(Map.of("zone", "b"))
                                .build(),
                spec ->
                        VirtualMachineInstanceSpecBuilder.builder(spec)
                                .affinity(new V1Affinity().nodeAffinity(new V1NodeAffinity()))
                                .build(),
                spec ->
                        VirtualMachineInstanceSpecBuilder.builder(spec)
                                .tolerations(List.of(new V1Toleration().key("x")))
                                .build());
    }

    @ParameterizedTest
    @MethodSource("placements")
    void whereItMayRunNeedsNoRestart(UnaryOperator<VirtualMachineInstanceSpec> change) {
        VmPlan plan = running().template(change).plan();
        assertThat(waits(plan)).isEmpty();
        assertThat(plan.status().observedGeneration())
                .as("the instance is still of the template before")
                .isEqualTo(plan.status().desiredGeneration() - 1);
    }

    static Stream<UnaryOperator<VirtualMachineInstanceSpec>> noChanges() {
        return Stream.of(
                UnaryOperator.identity(),
                domain(
                        d ->
                                d.memory(
                                        MemoryBuilder.builder()
                                                .guest(new Quantity("1024Mi"))
                                                .build())),
                // What was a default is stated now.
                domain(d -> d.cpu(CPUBuilder.builder().cores(1).build())),
                spec ->
                        VirtualMachineInstanceSpecBuilder.builder(spec)
                                .nodeSelector(Map.of())
                                .build());
    }

    @ParameterizedTest
    @MethodSource("noChanges")
    void whatChangesNothingForTheGuestIsNotCountedAndTheGenerationIsObserved(
            UnaryOperator<VirtualMachineInstanceSpec> change) {
        VmPlan plan = running().template(change).plan();
        assertThat(waits(plan)).isEmpty();
        assertThat(plan.events()).isEmpty();
        assertThat(plan.status().observedGeneration()).isEqualTo(plan.status().desiredGeneration());
    }

    /** It was made of another machine's third generation, and this one is in its third too. */
    @Test
    void anAdoptedInstanceIsComparedWithTheTemplateWhateverItsGenerationWas() {
        VmWorld same = running().adopted();
        assertThat(waits(same.plan())).isEmpty();
        assertThat(same.plan().status().observedGeneration())
                .isEqualTo(same.plan().status().desiredGeneration());
        VmWorld other =
                VmWorld.of("Always")
                        .template(RestartRequiredTest::sized)
                        .started(false)
                        .template(domain(d -> d.cpu(CPUBuilder.builder().sockets(4).build())))
                        .adopted();
        assertThat(waits(other.plan()).orElseThrow().message()).contains("domain.cpu.sockets");
        assertThat(other.plan().status().observedGeneration()).isNull();
    }

    @Test
    void anotherInstancetypeWaitsLikeWhatItStates() {
        VmWorld world = cpus(VmWorld.of("Always"), 1).started(false);
        assertThat(waits(world.plan())).isEmpty();
        assertThat(waits(cpus(world.generation(), 4).plan()).orElseThrow().message())
                .endsWith(": spec.template.spec.domain.cpu.sockets.");
    }

    @Test
    void aStartThatWasAskedToBePausedIsNoChange() {
        VmWorld world = VmWorld.of("Manual").started(true).generation();
        assertThat(waits(world.plan())).isEmpty();
    }

    @Test
    void aChangeThatWaitsKeepsItsTimeAndIsNoNewsAgain() {
        VmWorld world =
                running().template(domain(d -> d.cpu(CPUBuilder.builder().cores(2).build())));
        VmPlan first = world.plan();
        VmPlan second = world.status(first.status()).at(VmWorld.NOW.plusSeconds(60)).plan();
        assertThat(second.status()).isEqualTo(first.status());
        assertThat(second.events()).isEmpty();
    }

    @Test
    void takenBackOrRestartedItWaitsNoLonger() {
        VmWorld world = running();
        VmPlan waiting =
                world.template(domain(d -> d.cpu(CPUBuilder.builder().cores(2).build()))).plan();
        assertThat(waits(waiting)).isPresent();
        world.status(waiting.status());
        assertThat(waits(world.started(false).plan())).as("restarted").isEmpty();
        VmWorld back = running();
        back.template(domain(d -> d.cpu(CPUBuilder.builder().cores(2).build())));
        back.status(back.plan().status()).template(domain(d -> d.cpu(null)));
        assertThat(waits(back.plan())).as("taken back").isEmpty();
        VmWorld leaving = running();
        leaving.template(domain(d -> d.cpu(CPUBuilder.builder().cores(2).build())));
        leaving.status(leaving.plan().status()).leaving();
        assertThat(waits(leaving.plan())).as("it stops").isEmpty();
    }

    @Test
    void ofManyFieldsTenAreNamed() {
        VmWorld world = running().volumes("a", "b");
        world.started(false);
        VmPlan plan =
                world.template(
                                domain(
                                        d ->
                                                d.cpu(
                                                        CPUBuilder.builder()
                                                                .cores(2)
                                                                .threads(2)
                                                                .sockets(2)
                                                                .maxSockets(4)
                                                                .model("x")
                                                                .dedicatedCpuPlacement(true)
                                                                .isolateEmulatorThread(true)
                                                                .build())))
                        .template(
                                spec ->
                                        VirtualMachineInstanceSpecBuilder.builder(spec)
                                                .hostname("h")
                                                .subdomain("s")
                                                .schedulerName("n")
                                                .dnsPolicy("None")
                                                .priorityClassName("p")
                                                .build())
                        .plan();
        assertThat(waits(plan).orElseThrow().message()).endsWith(" and 2 more.");
    }
}
