package io.kubevirt.ee.model.vmi;

import static io.kubevirt.ee.model.vmi.VmiWorld.condition;
import static io.kubevirt.ee.model.vmi.VmiWorld.world;
import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.model.condition.ConditionType;
import io.kubevirt.ee.model.condition.EventType;
import io.kubevirt.ee.model.condition.ObjectEvent;
import io.kubevirt.ee.model.condition.Reason;
import io.kubevirt.ee.model.v1.VmiPhase;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pod's troubles are the instance's, in words. */
class VmiPodTroubleTest {
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
    void whatToDoIsSaidWhereNoNodeHasKvm() {
        VmiPlan plan =
                world().phase(VmiPhase.SCHEDULING)
                        .pod(
                                VmiWorld.unschedulable(
                                        "0/1 nodes are available: 1 Insufficient"
                                                + " devices.kubevirt.io/kvm."))
                        .plan();
        assertThat(condition(plan, ConditionType.POD_SCHEDULED).orElseThrow().message())
                .startsWith("No node takes the launcher pod: 0/1 nodes are available")
                .contains("a usable /dev/kvm", "useEmulation");
    }

    @Test
    void aClaimThatIsMissingIsToldByBothConditions() {
        VmiPlan plan =
                world().phase(VmiPhase.SCHEDULING)
                        .pod(VmiWorld.unschedulable("persistentvolumeclaim \"data\" not found"))
                        .plan();
        assertThat(condition(plan, ConditionType.POD_SCHEDULED).orElseThrow().reason())
                .isEqualTo("Unschedulable");
        assertThat(condition(plan, ConditionType.SYNCHRONIZED).orElseThrow())
                .satisfies(
                        c -> {
                            assertThat(c.reason()).isEqualTo("FailedPvcNotFound");
                            assertThat(c.message()).contains("\"data\" not found");
                        });
        assertThat(plan.events())
                .extracting(ObjectEvent::reason)
                .containsExactly(Reason.UNSCHEDULABLE, Reason.FAILED_PVC_NOT_FOUND);
        VmiPlan later = world().status(plan.status()).pod().plan();
        assertThat(condition(later, ConditionType.SYNCHRONIZED)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FailedMount | configmap \"settings\" not found | FailedMount",
                "FailedMount | secret \"keys\" not found | FailedMount",
                "FailedMount | MountVolume.SetUp failed for volume \"seed\" : secret \"keys\" not found | FailedMount",
                "FailedMount | MountVolume.SetUp failed for volume \"files\" : configmap \"settings\" not found | FailedMount",
                "FailedAttachVolume | the disk is attached elsewhere | FailedMount",
                "FailedMount | persistentvolumeclaim \"data\" not found | FailedPvcNotFound",
                "FailedCreatePodSandBox | no address is left | FailedCreatePodSandBox",
                "NetworkNotReady | network is not ready | FailedCreatePodSandBox"
            })
    void whatOnlyAKubeletsEventTellsIsAConditionAndAnEventInWords(
            String warning, String message, String reason) {
        VmiWorld world =
                world().phase(VmiPhase.SCHEDULING)
                        .pod(VmiWorld.onNodeFor(Duration.ofSeconds(20)))
                        .warned(warning, message, Duration.ofSeconds(15));
        VmiPlan plan = world.plan();
        assertThat(condition(plan, ConditionType.SYNCHRONIZED).orElseThrow())
                .satisfies(
                        c -> {
                            assertThat(c.reason()).isEqualTo(reason);
                            assertThat(c.message()).contains(message);
                        });
        assertThat(condition(plan, ConditionType.POD_SCHEDULED)).isEmpty();
        assertThat(plan.events())
                .singleElement()
                .satisfies(e -> assertThat(e.reason().value()).isEqualTo(reason));
        assertThat(plan.again()).as("nothing wakes us").contains(Duration.ofSeconds(20));
    }

    @Test
    void theKubeletIsAskedOnceThePodHadANodeForTenSecondsAndIsNotUp() {
        VmiWorld early =
                world().phase(VmiPhase.SCHEDULING).pod(VmiWorld.onNodeFor(Duration.ofSeconds(4)));
        assertThat(early.view().wantsEvents()).isEmpty();
        assertThat(early.plan().again()).contains(Duration.ofSeconds(6));
        VmiWorld late =
                world().phase(VmiPhase.SCHEDULING).pod(VmiWorld.onNodeFor(Duration.ofMinutes(10)));
        assertThat(late.view().wantsEvents()).isPresent();
        assertThat(late.plan().again()).contains(Duration.ofMinutes(1));
        VmiWorld unscheduled = world().phase(VmiPhase.SCHEDULING).pod(VmiWorld::unschedulable);
        assertThat(unscheduled.view().wantsEvents()).isEmpty();
        assertThat(unscheduled.plan().again()).isEmpty();
        VmiWorld runs =
                world().phase(VmiPhase.SCHEDULING)
                        .pod(VmiWorld.onNodeFor(Duration.ofMinutes(10)).andThen(VmiWorld::running));
        assertThat(runs.view().wantsEvents()).isEmpty();
    }

    @Test
    void onlyTheLastWordCountsSinceWhatCameAfterATroubleShowsThatItPassed() {
        VmiWorld world =
                world().phase(VmiPhase.SCHEDULING)
                        .pod(VmiWorld.onNodeFor(Duration.ofMinutes(20)))
                        .said("Scheduled", Duration.ofMinutes(20))
                        .warned("FailedMount", "before", Duration.ofMinutes(19))
                        .warned("FailedCreatePodSandBox", "at last", Duration.ofMinutes(18));
        assertThat(condition(world.plan(), ConditionType.SYNCHRONIZED).orElseThrow().message())
                .contains("at last");
        world.said("Pulling", Duration.ofMinutes(2));
        assertThat(condition(world.plan(), ConditionType.SYNCHRONIZED)).isEmpty();
        world.warned("Unhealthy", "a probe failed", Duration.ZERO);
        assertThat(condition(world.plan(), ConditionType.SYNCHRONIZED))
                .as("what concerns containers that run is not ours")
                .isEmpty();
    }

    @Test
    void aMissingPullSecretIsNamedBesideTheImageThatCannotBePulled() {
        VmiPlan plan =
                world().phase(VmiPhase.SCHEDULING)
                        .pod(
                                VmiWorld.onNodeFor(Duration.ofSeconds(20))
                                        .andThen(VmiWorld.waiting("ErrImagePull", "denied")))
                        .warned(
                                "FailedToRetrieveImagePullSecret",
                                "Unable to retrieve some image pull secrets (pull)",
                                Duration.ofSeconds(2))
                        .plan();
        assertThat(condition(plan, ConditionType.SYNCHRONIZED).orElseThrow())
                .satisfies(
                        c -> {
                            assertThat(c.reason()).isEqualTo("ErrImagePull");
                            assertThat(c.message())
                                    .contains("denied")
                                    .contains("image pull secrets (pull)");
                        });
    }
}
