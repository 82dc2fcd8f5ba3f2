package io.kubevirt.ee.model.vmi;

import static io.kubevirt.ee.model.vmi.VmiWorld.condition;
import static io.kubevirt.ee.model.vmi.VmiWorld.world;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.kubernetes.client.openapi.models.V1Pod;
import io.kubevirt.ee.model.condition.ConditionType;
import io.kubevirt.ee.model.condition.EventType;
import io.kubevirt.ee.model.v1.VmiPhase;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A launcher pod that ended, before its guest was handed over and under it. */
class VmiPodEndTest {
    static Stream<Arguments> deathsOfLaunchers() {
        return Stream.of(
                arguments(
                        "evicted",
                        (Consumer<V1Pod>) VmiWorld::failed,
                        "PodEvicted",
                        "The node was low on memory."),
                arguments(
                        "out of memory",
                        (Consumer<V1Pod>) VmiWorld::outOfMemory,
                        "GuestOutOfMemory",
                        "for lack of memory, and the guest with it: its node had none left."),
                arguments(
                        "out of the memory that it may use",
                        (Consumer<V1Pod>) VmiWorld::outOfItsMemory,
                        "GuestOutOfMemory",
                        "for lack of memory, and the guest with it: its pod may use 200 MiB."),
                arguments(
                        "preempted",
                        (Consumer<V1Pod>) VmiWorld::preempted,
                        "PodEvicted",
                        "a higher priority pod"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("deathsOfLaunchers")
    void whyALauncherDiedUnderItsGuestIsToldBeforeThePodGoes(
            String how, Consumer<V1Pod> death, String reason, String words) {
        VmiPlan told = world().endedBefore(Duration.ZERO, "LauncherDied").pod(death).plan();
        assertThat(told.actions()).isEmpty();
        assertThat(condition(told, ConditionType.READY).orElseThrow())
                .satisfies(
                        c -> {
                            assertThat(c.status()).isEqualTo("False");
                            assertThat(c.reason()).isEqualTo(reason);
                            assertThat(c.message()).contains(words);
                        });
        assertThat(told.events())
                .singleElement()
                .satisfies(
                        e -> {
                            assertThat(e.type()).isEqualTo(EventType.WARNING);
                            assertThat(e.message()).contains(words);
                        });
        assertThat(world().status(told.status()).pod(death).plan().actions())
                .singleElement()
                .isInstanceOf(VmiAction.DeletePod.class);
    }

    @Test
    void aKubeletThatHasNotWrittenWhyALauncherDiedIsWaitedForFiveSecondsAtMost() {
        VmiPlan waits =
                world().endedBefore(Duration.ofSeconds(2), "LauncherDied")
                        .pod(VmiWorld::running)
                        .plan();
        assertThat(waits.actions()).isEmpty();
        assertThat(waits.again()).contains(Duration.ofSeconds(3));
        assertThat(
                        world().endedBefore(Duration.ofSeconds(5), "LauncherDied")
                                .pod(VmiWorld::running)
                                .plan()
                                .actions())
                .hasSize(1);
        assertThat(
                        world().endedBefore(Duration.ofSeconds(2), "LauncherDied")
                                .pod(VmiWorld::oneContainerEnded)
                                .plan()
                                .actions())
                .as("it has written, and there is nothing to add")
                .hasSize(1);
        assertThat(
                        world().endedBefore(Duration.ofSeconds(2), "GuestShutDown")
                                .pod(VmiWorld::failed)
                                .plan()
                                .actions())
                .as("a guest that ended by itself had its own reason")
                .hasSize(1);
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
}
