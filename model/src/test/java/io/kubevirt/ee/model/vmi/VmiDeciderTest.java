package io.kubevirt.ee.model.vmi;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.models.V1Pod;
import io.kubevirt.ee.model.condition.ConditionType;
import io.kubevirt.ee.model.condition.EventType;
import io.kubevirt.ee.model.condition.InstanceConditions;
import io.kubevirt.ee.model.condition.Reason;
import io.kubevirt.ee.model.v1.Labels;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceCondition;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceStatus;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceStatusBuilder;
import io.kubevirt.ee.model.v1.VmiPhase;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class VmiDeciderTest {
    private static VmiWorld world() {
        return new VmiWorld();
    }

    private static Optional<VirtualMachineInstanceCondition> condition(
            VmiPlan plan, ConditionType type) {
        return InstanceConditions.of(plan.status().conditions()).get(type);
    }

    @Test
    void theFinalizerComesBeforeThePod() {
        VmiPlan plan = world().unheld().plan();
        assertThat(plan.actions()).containsExactly(new VmiAction.AddFinalizer());
        assertThat(plan.status()).isNull();
    }

    @Test
    void aNewInstanceGetsItsPodAndIsScheduling() {
        VmiPlan plan = world().plan();
        assertThat(plan.actions()).hasSize(1).first().isInstanceOf(VmiAction.CreatePod.class);
        assertThat(plan.status().phase()).isEqualTo("Scheduling");
        assertThat(plan.status().phaseTransitionTimestamps())
                .singleElement()
                .satisfies(t -> assertThat(t.phase()).isEqualTo("Scheduling"));
        assertThat(plan.status().memory().memoryOverhead()).isNotNull();
        assertThat(plan.events())
                .singleElement()
                .satisfies(
                        e -> {
                            assertThat(e.reason()).isEqualTo(Reason.SUCCESSFUL_CREATE);
                            assertThat(e.type()).isEqualTo(EventType.NORMAL);
                        });
    }

    @Test
    void aPodThatIsRefusedLeavesTheInstancePendingWithTheServersWords() {
        VmiPlan plan = VmiDecider.notCreated(world().view(), "exceeded quota: tiny");
        assertThat(plan.actions()).isEmpty();
        assertThat(plan.status().phase()).isEqualTo("Pending");
        assertThat(condition(plan, ConditionType.SYNCHRONIZED).orElseThrow())
                .satisfies(
                        c -> {
                            assertThat(c.status()).isEqualTo("False");
                            assertThat(c.reason()).isEqualTo("FailedCreate");
                            assertThat(c.message()).contains("exceeded quota: tiny");
                        });
        assertThat(plan.events())
                .singleElement()
                .satisfies(e -> assertThat(e.type()).isEqualTo(EventType.WARNING));
    }

    @Test
    void theSameRefusalAgainIsNoNewsAndNoChange() {
        VmiPlan first = VmiDecider.notCreated(world().view(), "exceeded quota");
        VmiPlan second =
                VmiDecider.notCreated(world().status(first.status()).view(), "exceeded quota");
        assertThat(second.status()).isEqualTo(first.status());
        assertThat(second.events()).isEmpty();
    }

    @Test
    void onceThePodIsThereTheRefusalIsForgotten() {
        VmiPlan refused = VmiDecider.notCreated(world().view(), "exceeded quota");
        VmiPlan plan = world().status(refused.status()).pod().plan();
        assertThat(condition(plan, ConditionType.SYNCHRONIZED)).isEmpty();
        assertThat(condition(plan, ConditionType.READY).orElseThrow().reason())
                .isEqualTo("GuestNotRunning");
    }

    @ParameterizedTest
    @CsvSource({
        "ErrImagePull, ErrImagePull",
        "RegistryUnavailable, ErrImagePull",
        "ImagePullBackOff, ImagePullBackOff",
        "ErrImageNeverPull, ErrImageNeverPull",
        "InvalidImageName, InvalidImageName",
        "CreateContainerConfigError, FailedContainer",
        "CreateContainerError, FailedContainer",
        "RunContainerError, FailedContainer"
    })
    void aContainersTroubleIsAConditionAndAnEventInWords(String waiting, String reason) {
        VmiPlan plan =
                world().phase(VmiPhase.SCHEDULING)
                        .pod(VmiWorld.waiting(waiting, "the kubelet's words"))
                        .plan();
        assertThat(condition(plan, ConditionType.SYNCHRONIZED).orElseThrow())
                .satisfies(
                        c -> {
                            assertThat(c.reason()).isEqualTo(reason);
                            assertThat(c.message())
                                    .contains("volumeroot")
                                    .contains("registry.example/nothing:1")
                                    .contains("the kubelet's words");
                        });
        assertThat(plan.events())
                .singleElement()
                .satisfies(
                        e -> {
                            assertThat(e.reason().value()).isEqualTo(reason);
                            assertThat(e.type()).isEqualTo(EventType.WARNING);
                        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"ContainerCreating", "PodInitializing"})
    void whatBelongsToTheUsualCourseIsNoTrouble(String waiting) {
        VmiPlan plan =
                world().phase(VmiPhase.SCHEDULING).pod(VmiWorld.waiting(waiting, null)).plan();
        assertThat(condition(plan, ConditionType.SYNCHRONIZED)).isEmpty();
        assertThat(plan.events()).isEmpty();
    }

    @Test
    void aPodThatNoNodeTakesIsToldByTheConditionPodScheduled() {
        VmiPlan plan = world().phase(VmiPhase.SCHEDULING).pod(VmiWorld::unschedulable).plan();
        assertThat(condition(plan, ConditionType.POD_SCHEDULED).orElseThrow())
                .satisfies(
                        c -> {
                            assertThat(c.status()).isEqualTo("False");
                            assertThat(c.reason()).isEqualTo("Unschedulable");
                            assertThat(c.message()).contains("Insufficient memory");
                        });
        VmiPlan later = world().status(plan.status()).pod().plan();
        assertThat(condition(later, ConditionType.POD_SCHEDULED)).isEmpty();
    }

    @Test
    void theHandOverNamesTheNodeInStatusAndLabelAtOnce() {
        VmiPlan plan = world().phase(VmiPhase.SCHEDULING).pod(VmiWorld::running).plan();
        assertThat(plan.status().phase()).isEqualTo("Scheduled");
        assertThat(plan.status().nodeName()).isEqualTo(VmiWorld.NODE);
        assertThat(plan.status().activePods()).isEqualTo(Map.of("pod-1", VmiWorld.NODE));
        assertThat(plan.status().qosClass()).isEqualTo("Burstable");
        assertThat(plan.labels()).isEqualTo(Map.of(Labels.NODE_NAME, VmiWorld.NODE));
        assertThat(plan.actions()).isEmpty();
        assertThat(plan.events())
                .singleElement()
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.SUCCESSFUL_HAND_OVER));
    }

    static Stream<Consumer<V1Pod>> endings() {
        return Stream.of(VmiWorld::failed, VmiWorld::leaving, VmiWorld::oneContainerEnded);
    }

    @ParameterizedTest
    @MethodSource("endings")
    void aPodThatEndsBeforeTheHandOverFailsTheInstance(Consumer<V1Pod> ending) {
        VmiPlan plan = world().phase(VmiPhase.SCHEDULING).pod(ending).plan();
        assertThat(plan.status().phase()).isEqualTo("Failed");
        assertThat(plan.status().reason()).isEqualTo("PodFailed");
        assertThat(condition(plan, ConditionType.READY).orElseThrow().message())
                .contains("virt-launcher-till-");
        assertThat(plan.events())
                .singleElement()
                .satisfies(e -> assertThat(e.type()).isEqualTo(EventType.WARNING));
    }

    @Test
    void whyAPodEndedIsTold() {
        assertThat(
                        condition(
                                        world().phase(VmiPhase.SCHEDULING)
                                                .pod(VmiWorld::failed)
                                                .plan(),
                                        ConditionType.READY)
                                .orElseThrow()
                                .message())
                .contains("Evicted: The node was low on memory.");
        assertThat(
                        condition(
                                        world().phase(VmiPhase.SCHEDULING)
                                                .pod(VmiWorld::oneContainerEnded)
                                                .plan(),
                                        ConditionType.READY)
                                .orElseThrow()
                                .message())
                .contains("container volumeroot ended with exit code 1 (Error)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Scheduled", "Running"})
    void afterTheHandOverTheControllerWritesNothing(String phase) {
        VmiWorld world = world().phase(VmiPhase.of(phase)).pod(VmiWorld::failed);
        VmiPlan plan = world.plan();
        assertThat(plan.status()).isSameAs(world.view().vmi().status());
        assertThat(plan.actions()).isEmpty();
        assertThat(plan.labels()).isEmpty();
        assertThat(plan.events()).isEmpty();
    }

    @Test
    void aLostNodeFailsTheInstance() {
        VmiPlan plan = world().phase(VmiPhase.RUNNING).nodeGone().plan();
        assertThat(plan.status().phase()).isEqualTo("Failed");
        assertThat(plan.status().reason()).isEqualTo("NodeLost");
        assertThat(plan.status().nodeName()).isEqualTo(VmiWorld.NODE);
    }

    @Test
    void aNodeThatIsOutOfServiceFailsTheInstanceOnceItsAgentIsSilent() {
        VmiPlan early =
                world().phase(VmiPhase.RUNNING)
                        .ready("False", "NodeNotReady")
                        .nodeOutOfService(Duration.ofSeconds(50))
                        .plan();
        assertThat(early.status().phase()).isEqualTo("Running");
        assertThat(early.again()).contains(Duration.ofSeconds(70));
        VmiPlan late =
                world().phase(VmiPhase.UNKNOWN).nodeOutOfService(Duration.ofMinutes(2)).plan();
        assertThat(late.status().phase()).isEqualTo("Failed");
        assertThat(late.status().reason()).isEqualTo("NodeOutOfService");
        assertThat(late.events())
                .singleElement()
                .satisfies(e -> assertThat(e.type()).isEqualTo(EventType.WARNING));
    }

    @Test
    void anInstanceOfANodeThatIsNotReadyIsNotReadyUntilTheNodeIs() {
        VmiPlan down =
                world().phase(VmiPhase.RUNNING)
                        .ready("True", null)
                        .nodeNotReady(Duration.ofSeconds(50))
                        .plan();
        assertThat(down.status().phase()).isEqualTo("Running");
        assertThat(condition(down, ConditionType.READY).orElseThrow())
                .satisfies(
                        c -> {
                            assertThat(c.status()).isEqualTo("False");
                            assertThat(c.reason()).isEqualTo("NodeNotReady");
                            assertThat(c.message()).contains(VmiWorld.NODE);
                        });
        VmiPlan up = world().status(down.status()).plan();
        assertThat(condition(up, ConditionType.READY)).isEmpty();
    }

    @Test
    void withNodeAndAgentSilentTheInstanceIsUnknownAndSaysWhatToDo() {
        VmiPlan plan =
                world().phase(VmiPhase.RUNNING)
                        .ready("True", null)
                        .nodeNotReady(Duration.ofMinutes(3))
                        .plan();
        assertThat(plan.status().phase()).isEqualTo("Unknown");
        assertThat(plan.status().reason()).isNull();
        assertThat(condition(plan, ConditionType.READY).orElseThrow().message())
                .contains("node.kubernetes.io/out-of-service=nodeshutdown:NoExecute");
        assertThat(plan.events())
                .singleElement()
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.NODE_UNRESPONSIVE));
        VmiPlan next = world().status(plan.status()).nodeNotReady(Duration.ofMinutes(3)).plan();
        assertThat(next.situation()).isEqualTo(VmiSituation.NODE_AWAITED);
        assertThat(next.status()).isEqualTo(plan.status());
        assertThat(next.again()).isEmpty();
    }

    @Test
    void howAGuestEndedIsNotCovered() {
        VmiPlan plan =
                world().phase(VmiPhase.RUNNING)
                        .ready("False", "GuestShutDown")
                        .nodeNotReady(Duration.ofMinutes(3))
                        .plan();
        assertThat(plan.status().phase()).isEqualTo("Unknown");
        assertThat(condition(plan, ConditionType.READY).orElseThrow().reason())
                .isEqualTo("GuestShutDown");
    }

    @Test
    void anAgentThatSaysOtherwiseIsContradictedEveryFiveMinutesAtMost() {
        VirtualMachineInstanceStatus unknown =
                world().phase(VmiPhase.RUNNING).nodeNotReady(Duration.ofMinutes(3)).plan().status();
        VirtualMachineInstanceStatus saysRunning =
                VirtualMachineInstanceStatusBuilder.builder(unknown).phase("Running").build();
        VmiPlan plan = world().status(saysRunning).nodeNotReady(Duration.ofMinutes(3)).plan();
        assertThat(plan.situation()).isEqualTo(VmiSituation.NODE_AWAITED);
        assertThat(plan.again()).contains(Duration.ofMinutes(5));
    }

    @Test
    void podsOfAnEndedOrDeletedInstanceAreDeletedOnce() {
        VmiPlan plan =
                world().phase(VmiPhase.SUCCEEDED)
                        .pod(VmiWorld::leaving)
                        .pod(VmiWorld::running)
                        .plan();
        assertThat(plan.actions())
                .singleElement()
                .satisfies(
                        action ->
                                assertThat(((VmiAction.DeletePod) action).uid())
                                        .isEqualTo("pod-2"));
        assertThat(world().deleted().phase(VmiPhase.SCHEDULING).pod().plan().actions())
                .singleElement()
                .isInstanceOf(VmiAction.DeletePod.class);
        assertThat(world().phase(VmiPhase.FAILED).pod(VmiWorld::leaving).plan().actions())
                .isEmpty();
    }

    @Test
    void theFinalizerGoesWhenNothingIsLeft() {
        assertThat(world().phase(VmiPhase.FAILED).plan().actions())
                .containsExactly(new VmiAction.RemoveFinalizer());
        assertThat(world().deleted().plan().actions())
                .containsExactly(new VmiAction.RemoveFinalizer());
        assertThat(world().deleted().unheld().plan().actions()).isEmpty();
    }

    @Test
    void whatWasDecidedOnceIsNotDecidedAgain() {
        VmiPlan waiting = world().phase(VmiPhase.SCHEDULING).pod(VmiWorld::unschedulable).plan();
        VmiPlan again = world().status(waiting.status()).pod(VmiWorld::unschedulable).plan();
        assertThat(again.status()).isEqualTo(waiting.status());
        assertThat(again.events()).isEmpty();
        VmiPlan scheduled = world().status(again.status()).pod(VmiWorld::running).plan();
        VmiWorld handedOver = world().status(scheduled.status()).pod(VmiWorld::running);
        assertThat(handedOver.plan().status()).isSameAs(handedOver.view().vmi().status());
    }
}
