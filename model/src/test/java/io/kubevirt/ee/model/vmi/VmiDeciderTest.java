package io.kubevirt.ee.model.vmi;

import static io.kubevirt.ee.model.vmi.VmiWorld.world;
import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.model.condition.EventType;
import io.kubevirt.ee.model.condition.Reason;
import io.kubevirt.ee.model.v1.Labels;
import io.kubevirt.ee.model.v1.VmiPhase;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VmiDeciderTest {
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
                .extracting(t -> t.phase())
                .containsExactly("Pending", "Scheduling");
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
    void thePodAndItsImageAreNamedBeforeANodeIsChosen() {
        VmiPlan plan = world().phase(VmiPhase.SCHEDULING).pod(VmiWorld::unschedulable).plan();
        assertThat(plan.status().activePods()).isEqualTo(Map.of("pod-1", ""));
        assertThat(plan.status().launcherContainerImageVersion()).isEqualTo("launcher:1");
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
