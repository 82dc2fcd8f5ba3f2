package io.kubevirt.ee.model.vmi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.kubernetes.client.custom.Quantity;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubernetes.client.openapi.models.V1PodCondition;
import io.kubernetes.client.openapi.models.V1VolumeDevice;
import io.kubevirt.ee.model.condition.ConditionType;
import io.kubevirt.ee.model.condition.EventType;
import io.kubevirt.ee.model.condition.InstanceConditions;
import io.kubevirt.ee.model.condition.ObjectEvent;
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
import org.junit.jupiter.params.provider.Arguments;
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

    @ParameterizedTest
    @CsvSource({
        "True,  nothing, True",
        "True,  False,   True",
        "True,  True,    nothing",
        "False, nothing, nothing",
        "False, True,    False",
        "False, False,   nothing",
    })
    void thePodOfAGuestWithAReadinessProbeFollowsTheInstance(
            String ready, String told, String tells) {
        VmiPlan plan =
                world().probed()
                        .phase(VmiPhase.RUNNING)
                        .ready(ready, null)
                        .pod(pod -> told(pod, told))
                        .plan();

        assertThat(plan.situation()).isEqualTo(VmiSituation.HANDED_OVER);
        assertThat(
                        plan.actions().stream()
                                .map(VmiAction.TellPod.class::cast)
                                .map(tell -> tell.condition().getStatus())
                                .findFirst()
                                .orElse("nothing"))
                .isEqualTo(tells);
    }

    private static void told(V1Pod pod, String status) {
        VmiWorld.running(pod);
        assertThat(pod.getSpec().getReadinessGates())
                .extracting(gate -> gate.getConditionType())
                .containsExactly("kubevirt.io/guest-ready");
        if (!status.equals("nothing")) {
            pod.getStatus()
                    .addConditionsItem(
                            new V1PodCondition().type("kubevirt.io/guest-ready").status(status));
        }
    }

    @Test
    void thePodOfAGuestWithoutAReadinessProbeIsToldNothing() {
        VmiPlan plan =
                world().phase(VmiPhase.RUNNING).ready("True", null).pod(VmiWorld::running).plan();

        assertThat(plan.actions()).isEmpty();
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
    void noPodIsMadeBeforeItsClaimsAreThereAndThatIsSaidOnce() {
        VmiWorld world = world().claim("data").claim("more").found("data", "Filesystem");
        VmiPlan plan = world.plan();
        assertThat(plan.actions()).isEmpty();
        assertThat(plan.again()).contains(Duration.ofSeconds(5));
        assertThat(plan.status().phase()).isEqualTo("Pending");
        assertThat(condition(plan, ConditionType.SYNCHRONIZED).orElseThrow())
                .satisfies(
                        c -> {
                            assertThat(c.reason()).isEqualTo("FailedPvcNotFound");
                            assertThat(c.message())
                                    .isEqualTo(
                                            "There is no PersistentVolumeClaim shop/more; it is"
                                                    + " waited for.");
                        });
        assertThat(plan.events())
                .extracting(ObjectEvent::reason)
                .containsExactly(Reason.FAILED_PVC_NOT_FOUND);
        assertThat(world.status(plan.status()).plan().events()).isEmpty();
    }

    @Test
    void aClaimThatCameIsMountedAsWhatItIsAndTheTroubleIsForgotten() {
        VmiWorld world = world().claim("data");
        VmiPlan plan = world.status(world.plan().status()).found("data", "Block").plan();
        assertThat(plan.actions())
                .singleElement()
                .isInstanceOfSatisfying(
                        VmiAction.CreatePod.class,
                        create ->
                                assertThat(
                                                create.pod()
                                                        .getSpec()
                                                        .getContainers()
                                                        .getFirst()
                                                        .getVolumeDevices())
                                        .extracting(V1VolumeDevice::getDevicePath)
                                        .containsExactly("/dev/vmi-disk-data"));
        assertThat(condition(plan, ConditionType.SYNCHRONIZED)).isEmpty();
    }

    @Test
    void theAgentIsToldOfTheClaimsAsTheyAreWhenThePodRuns() {
        VmiPlan plan =
                world().claim("data").found("data", "Filesystem").pod(VmiWorld::running).plan();
        assertThat(plan.status().volumeStatus())
                .singleElement()
                .satisfies(
                        volume -> {
                            assertThat(volume.name()).isEqualTo("disk-data");
                            assertThat(volume.persistentVolumeClaimInfo().capacity())
                                    .isEqualTo(Map.of("storage", new Quantity("1Gi")));
                        });
    }

    @Test
    void theClaimForItsStateIsMadeBeforeThePodAndOnce() {
        VmiWorld world = world().keeping();
        assertThat(world.view().wantsClaims()).containsExactly("persistent-state-for-till");
        VmiPlan plan = world.plan();
        assertThat(plan.actions()).hasSize(2);
        assertThat(plan.actions().getFirst())
                .isInstanceOfSatisfying(
                        VmiAction.CreateClaim.class,
                        create ->
                                assertThat(create.claim().getMetadata().getName())
                                        .isEqualTo("persistent-state-for-till"));
        assertThat(plan.actions().getLast()).isInstanceOf(VmiAction.CreatePod.class);
        assertThat(plan.status().phase()).isEqualTo("Scheduling");
        assertThat(plan.events())
                .extracting(ObjectEvent::message)
                .first()
                .isEqualTo("Created PersistentVolumeClaim persistent-state-for-till.");

        assertThat(world.keptBy("u-1").plan().actions())
                .singleElement()
                .isInstanceOf(VmiAction.CreatePod.class);
    }

    @Test
    void aClaimForItsStateThatIsSomebodyElsesIsWaitedForAndThatIsSaidOnce() {
        VmiWorld world = world().keeping().keptBy("u-0");
        VmiPlan plan = world.plan();
        assertThat(plan.actions()).isEmpty();
        assertThat(plan.again()).contains(Duration.ofSeconds(5));
        assertThat(condition(plan, ConditionType.SYNCHRONIZED).orElseThrow())
                .satisfies(
                        c -> {
                            assertThat(c.reason()).isEqualTo("BackendStorageNotReady");
                            assertThat(c.message()).contains("with the uid u-0");
                        });
        assertThat(plan.events())
                .extracting(ObjectEvent::reason)
                .containsExactly(Reason.BACKEND_STORAGE_NOT_READY);
        assertThat(world.status(plan.status()).plan().events()).isEmpty();
    }

    @Test
    void aClaimForItsStateThatIsRefusedLeavesTheInstancePendingWithTheServersWords() {
        VmiPlan plan = VmiDecider.claimNotCreated(world().keeping().view(), "exceeded quota: tiny");
        assertThat(plan.actions()).isEmpty();
        assertThat(plan.status().phase()).isEqualTo("Pending");
        assertThat(condition(plan, ConditionType.SYNCHRONIZED).orElseThrow())
                .satisfies(
                        c -> {
                            assertThat(c.reason()).isEqualTo("FailedBackendStorageCreate");
                            assertThat(c.message()).contains("exceeded quota: tiny");
                        });
        assertThat(plan.events())
                .singleElement()
                .satisfies(e -> assertThat(e.type()).isEqualTo(EventType.WARNING));
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
