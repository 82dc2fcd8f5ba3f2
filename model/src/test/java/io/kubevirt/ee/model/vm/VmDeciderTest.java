package io.kubevirt.ee.model.vm;

import static io.kubevirt.ee.model.v1.VmiPhase.FAILED;
import static io.kubevirt.ee.model.v1.VmiPhase.RUNNING;
import static io.kubevirt.ee.model.v1.VmiPhase.SCHEDULING;
import static io.kubevirt.ee.model.v1.VmiPhase.SUCCEEDED;
import static io.kubevirt.ee.model.v1.VmiPhase.UNKNOWN;
import static io.kubevirt.ee.model.vm.VmWorld.NOW;
import static io.kubevirt.ee.model.vm.VmWorld.THEN;
import static io.kubevirt.ee.model.vm.VmWorld.start;
import static io.kubevirt.ee.model.vm.VmWorld.stop;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.kubevirt.ee.model.admission.Admission;
import io.kubevirt.ee.model.condition.ConditionType;
import io.kubevirt.ee.model.condition.EventType;
import io.kubevirt.ee.model.condition.MachineConditions;
import io.kubevirt.ee.model.condition.Reason;
import io.kubevirt.ee.model.v1.Finalizers;
import io.kubevirt.ee.model.v1.RunStrategy;
import io.kubevirt.ee.model.v1.VirtualMachineCondition;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VirtualMachineStateChangeRequest;
import io.kubevirt.ee.model.v1.VirtualMachineStatus;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class VmDeciderTest {
    private static VmWorld of(String strategy) {
        return VmWorld.of(strategy);
    }

    private static Optional<VirtualMachineCondition> condition(VmPlan plan, ConditionType type) {
        return MachineConditions.of(plan.status().conditions()).get(type);
    }

    @Test
    void theFinalizerComesBeforeTheInstance() {
        assertThat(of("Always").unheld().plan().actions())
                .containsExactly(new VmAction.AddFinalizer());
    }

    @Test
    void anInstanceIsMadeOfTheTemplate() {
        VmPlan plan = of("Always").plan();
        VirtualMachineInstance vmi = ((VmAction.CreateInstance) plan.actions().getFirst()).vmi();
        assertThat(vmi.metadata().getName()).isEqualTo("till");
        assertThat(vmi.metadata().getNamespace()).isEqualTo("shop");
        assertThat(vmi.metadata().getLabels())
                .isEqualTo(Map.of("app", "shop", "vm.kubevirt.io/name", "till"));
        assertThat(vmi.metadata().getAnnotations())
                .isEqualTo(Map.of("a", "b", "kubevirt.io/vm-generation", "4"));
        assertThat(vmi.metadata().getFinalizers())
                .containsExactly(Finalizers.VIRTUAL_MACHINE_INSTANCE);
        assertThat(vmi.metadata().getOwnerReferences())
                .singleElement()
                .satisfies(
                        owner -> {
                            assertThat(owner.getUid()).isEqualTo("vm-1");
                            assertThat(owner.getKind()).isEqualTo("VirtualMachine");
                            assertThat(owner.getController()).isTrue();
                            assertThat(owner.getBlockOwnerDeletion()).isTrue();
                        });
        // No webhook adds the defaults to what the controller creates; the machine keeps its own.
        assertThat(vmi.spec().domain().cpu().cores()).isEqualTo(1);
        assertThat(vmi.spec().terminationGracePeriodSeconds()).isEqualTo(180);
        assertThat(Admission.withDefaults(vmi)).isEqualTo(vmi);
        assertThat(of("Always").view().vm().spec().template().spec().domain().cpu()).isNull();
        assertThat(plan.status().printableStatus()).isEqualTo("Starting");
        assertThat(plan.status().created()).isTrue();
        assertThat(plan.status().ready()).isFalse();
        assertThat(plan.events())
                .singleElement()
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.SUCCESSFUL_CREATE));
    }

    @Test
    void aStartMayAskForAPausedGuest() {
        var paused = new VirtualMachineStateChangeRequest("Start", Map.of("paused", "true"), null);
        VmPlan plan = of("Manual").asked(paused).plan();
        assertThat(
                        ((VmAction.CreateInstance) plan.actions().getFirst())
                                .vmi()
                                .spec()
                                .startStrategy())
                .isEqualTo("Paused");
    }

    @Test
    void aRefusedInstanceIsToldOnceAndTheStrategyIsNotInForceYet() {
        VmPlan plan =
                VmDecider.notCreated(
                        of("Once").inForce("Halted").view(), "spec.domain.memory: too little");
        assertThat(condition(plan, ConditionType.FAILURE).orElseThrow().message())
                .contains("spec.domain.memory: too little");
        assertThat(plan.status().runStrategy()).isEqualTo("Halted");
        assertThat(plan.status().printableStatus()).isEqualTo("Stopped");
        assertThat(plan.events())
                .singleElement()
                .satisfies(e -> assertThat(e.type()).isEqualTo(EventType.WARNING));
        VmWorld next = of("Once").status(plan.status());
        assertThat(next.plan().situation()).isEqualTo(VmSituation.START_DUE);
        assertThat(VmDecider.notCreated(next.view(), "spec.domain.memory: too little").events())
                .isEmpty();
        assertThat(condition(next.own("i1", RUNNING).plan(), ConditionType.FAILURE)).isEmpty();
    }

    @Test
    void aForeignInstanceIsLeftAloneAndTold() {
        VmPlan plan = of("Always").foreign().plan();
        assertThat(plan.actions()).isEmpty();
        assertThat(condition(plan, ConditionType.FAILURE).orElseThrow().reason())
                .isEqualTo("ForeignInstance");
        assertThat(plan.status().created()).isFalse();
        assertThat(of("Always").foreign().status(plan.status()).plan().events()).isEmpty();
    }

    @Test
    void anInstanceOfNobodyBecomesTheMachinesWhateverItWasMadeOf() {
        VmPlan plan = of("Always").orphan().plan();
        var adopt = (VmAction.AdoptInstance) plan.actions().getFirst();
        assertThat(plan.actions()).hasSize(1);
        assertThat(adopt.orphan().metadata().getUid()).isEqualTo("vmi-o");
        assertThat(adopt.metadata().getOwnerReferences())
                .extracting(owner -> owner.getUid(), owner -> owner.getController())
                .containsExactly(tuple("others-1", null), tuple("vm-1", true));
        assertThat(adopt.metadata().getLabels()).containsEntry("vm.kubevirt.io/name", "till");
        assertThat(adopt.metadata().getAnnotations())
                .doesNotContainKey("kubevirt.io/vm-generation");
        assertThat(plan.events())
                .singleElement()
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.SUCCESSFUL_ADOPT));
    }

    @Test
    void aFailureThatLastsKeepsItsTimeSoThatALookWritesNothing() {
        VirtualMachineStatus foreign = of("Always").foreign().plan().status();
        VmWorld later = of("Always").at(VmWorld.NOW.plusSeconds(60)).status(foreign);
        assertThat(later.foreign().plan().status()).isEqualTo(foreign);

        VirtualMachineStatus refused = VmDecider.notCreated(of("Always").view(), "no").status();
        VmWorld again = of("Always").at(VmWorld.NOW.plusSeconds(60)).status(refused);
        assertThat(VmDecider.notCreated(again.view(), "no").status()).isEqualTo(refused);
    }

    @Test
    void aHaltedMachineThatIsAskedToStartShallAlwaysRun() {
        assertThat(of("Halted").asked(start()).plan().actions())
                .containsExactly(new VmAction.SetRunStrategy(RunStrategy.ALWAYS));
    }

    @Test
    void aRestartIsAStopAndThenAStart() {
        VmWorld world =
                of("Manual").inForce("Manual").own("i1", RUNNING).asked(stop("i1"), start());
        VmPlan stopped = world.plan();
        assertThat(stopped.actions()).containsExactly(new VmAction.DeleteInstance("i1"));
        assertThat(stopped.status().stateChangeRequests()).hasSize(2);
        VmPlan started = world.status(stopped.status()).withoutInstance().plan();
        assertThat(started.actions()).first().isInstanceOf(VmAction.CreateInstance.class);
        assertThat(started.status().stateChangeRequests()).containsExactly(start());
        VmPlan runs = world.status(started.status()).own("i2", SCHEDULING).plan();
        assertThat(runs.actions()).isEmpty();
        assertThat(runs.status().stateChangeRequests()).isEmpty();
    }

    @Test
    void aRerunIsRecordedBeforeTheEndedInstanceGoes() {
        VmWorld world = of("RerunOnFailure").inForce("RerunOnFailure").own("i1", RUNNING, FAILED);
        VmPlan recorded = world.plan();
        assertThat(recorded.actions()).isEmpty();
        assertThat(recorded.status().stateChangeRequests())
                .singleElement()
                .satisfies(r -> assertThat(r.action()).isEqualTo("Start"));
        VmPlan next = world.status(recorded.status()).plan();
        assertThat(next.actions()).containsExactly(new VmAction.DeleteInstance("i1"));
        assertThat(world.status(next.status()).withoutInstance().plan().situation())
                .isEqualTo(VmSituation.START_DUE);
    }

    @Test
    void startsThatFailInARowWaitLongerAndLongerUpToFiveMinutes() {
        VmWorld world = of("Always");
        List<Long> delays =
                LongStream.rangeClosed(1, 7)
                        .mapToObj(
                                n -> {
                                    VmPlan plan = world.own("i" + n, SCHEDULING, FAILED).plan();
                                    assertThat(plan.situation())
                                            .isEqualTo(VmSituation.NEXT_TO_RECORD);
                                    assertThat(plan.events())
                                            .singleElement()
                                            .satisfies(
                                                    e ->
                                                            assertThat(e.reason())
                                                                    .isEqualTo(
                                                                            Reason
                                                                                    .CRASH_LOOP_BACK_OFF));
                                    assertThat(plan.status().startFailure().consecutiveFailCount())
                                            .isEqualTo(n);
                                    world.status(plan.status());
                                    return Duration.between(
                                                    NOW,
                                                    plan.status()
                                                            .startFailure()
                                                            .retryAfterTimestamp()
                                                            .toInstant())
                                            .toSeconds();
                                })
                        .toList();
        // KubeVirt's: ten seconds times the square, up to half as much again, 300 at most.
        List<Long> shortest = List.of(10L, 40L, 90L, 160L, 250L, 300L, 300L);
        List<Long> longest = List.of(15L, 60L, 135L, 240L, 300L, 300L, 300L);
        for (int i = 0; i < delays.size(); i++) {
            assertThat(delays.get(i)).isBetween(shortest.get(i), longest.get(i));
        }
    }

    @Test
    void machinesThatFailTogetherDoNotStartTogether() {
        List<OffsetDateTime> due =
                Stream.of("a", "b", "c", "d", "e")
                        .map(uid -> of("Always").failures(3, "x", THEN).own(uid, FAILED).plan())
                        .map(plan -> plan.status().startFailure().retryAfterTimestamp())
                        .distinct()
                        .toList();
        assertThat(due).hasSize(5);
    }

    @Test
    void aStartThatFailedUnderOnceIsRecordedAndNoneFollows() {
        VmPlan plan = of("Once").inForce("Once").own("i1", SCHEDULING, FAILED).plan();
        assertThat(plan.situation()).isEqualTo(VmSituation.AS_WANTED);
        assertThat(plan.status().startFailure().lastFailedVMIUID()).isEqualTo("i1");
        assertThat(plan.status().printableStatus()).isEqualTo("CrashLoopBackOff");
        assertThat(plan.actions()).isEmpty();
    }

    @Test
    void anInstanceThatCannotBeDeletedIsTold() {
        VmWorld world = of("Halted").own("i1", RUNNING);
        VmPlan plan = VmDecider.notDeleted(world.view(), "a webhook said no");
        assertThat(condition(plan, ConditionType.FAILURE).orElseThrow())
                .satisfies(
                        c -> {
                            assertThat(c.reason()).isEqualTo("FailedDelete");
                            assertThat(c.message()).contains("a webhook said no");
                        });
        assertThat(plan.events()).extracting(e -> e.reason()).containsExactly(Reason.FAILED_DELETE);
        assertThat(
                        VmDecider.notDeleted(
                                        world.status(plan.status()).view(), "a webhook said no")
                                .events())
                .isEmpty();
    }

    @Test
    void anInstanceThatDoesNotSayWhetherItIsReadyMakesAMachineThatIsNot() {
        VmPlan plan = of("Always").own("i", SCHEDULING).plan();
        assertThat(condition(plan, ConditionType.READY).orElseThrow())
                .satisfies(
                        c -> {
                            assertThat(c.status()).isEqualTo("False");
                            assertThat(c.reason()).isEqualTo("VMIConditionMissing");
                        });
    }

    @Test
    void everyVolumeSaysThatItHasNoSnapshots() {
        assertThat(of("Halted").volumes("root", "seed").plan().status().volumeSnapshotStatuses())
                .extracting(v -> v.name(), v -> v.enabled())
                .containsExactly(tuple("root", false), tuple("seed", false));
    }

    @Test
    void whyAStartFailedIsToldUntilOneSucceeds() {
        VmWorld world = of("Always").own("i1", FAILED).condition("Ready", "False", "GuestCrashed");
        VmPlan failed = world.plan();
        VmPlan still = world.status(failed.status()).at(NOW.plusSeconds(3)).plan();
        VmPlan waiting = world.withoutInstance().plan();
        VmPlan again = world.status(waiting.status()).own("i2", SCHEDULING).plan();
        VmPlan running = world.status(again.status()).own("i2", SCHEDULING, RUNNING).plan();

        assertThat(failed.events())
                .singleElement()
                .satisfies(e -> assertThat(e.message()).endsWith(". The last ended so: words"));
        assertThat(still.events())
                .singleElement()
                .satisfies(e -> assertThat(e.message()).endsWith("; it had ended: words"));
        for (VmPlan plan : List.of(failed, still, waiting, again)) {
            assertThat(MachineConditions.of(plan.status().conditions()).get(ConditionType.FAILURE))
                    .hasValueSatisfying(
                            failure -> {
                                assertThat(failure.status()).isEqualTo("True");
                                assertThat(failure.reason()).isEqualTo("GuestCrashed");
                                assertThat(failure.message()).isEqualTo("words");
                                assertThat(failure.lastTransitionTime().toInstant()).isEqualTo(NOW);
                            });
        }
        assertThat(MachineConditions.of(running.status().conditions()).get(ConditionType.FAILURE))
                .isEmpty();
    }

    @Test
    void aStartThatIsBackedOffIsLookedAtWhenItIsDue() {
        VmPlan plan =
                of("Always")
                        .failures(1, "i1", NOW.plusSeconds(7).atOffset(THEN.getOffset()))
                        .plan();
        assertThat(plan.again()).contains(Duration.ofSeconds(7));
        assertThat(plan.status().printableStatus()).isEqualTo("CrashLoopBackOff");
        assertThat(plan.actions()).isEmpty();
    }

    @Test
    void aGuestThatRanForgetsTheFailures() {
        assertThat(
                        of("Always")
                                .failures(3, "i1", THEN)
                                .own("i2", SCHEDULING, RUNNING)
                                .plan()
                                .status()
                                .startFailure())
                .isNull();
        assertThat(
                        of("Always")
                                .failures(3, "i1", THEN)
                                .own("i2", SCHEDULING)
                                .plan()
                                .status()
                                .startFailure())
                .isNotNull();
        assertThat(of("Halted").failures(3, "i1", THEN).plan().status().startFailure()).isNull();
    }

    static Stream<Arguments> printed() {
        return Stream.of(
                arguments("Stopped", of("Halted")),
                arguments("Stopped", of("Always").unheld()),
                arguments("Starting", of("Always")),
                arguments("Starting", of("Always").own("i", SCHEDULING)),
                arguments("Running", of("Always").own("i", RUNNING)),
                arguments(
                        "Paused",
                        of("Always").own("i", RUNNING).condition("Paused", "True", "PausedByUser")),
                arguments(
                        "ErrorUnschedulable",
                        of("Always")
                                .own("i", SCHEDULING)
                                .condition("PodScheduled", "False", "Unschedulable")),
                arguments(
                        "ErrImagePull",
                        of("Always")
                                .own("i", SCHEDULING)
                                .condition("Synchronized", "False", "ErrImagePull")),
                arguments(
                        "ErrImagePull",
                        of("Always")
                                .own("i", SCHEDULING)
                                .condition("Synchronized", "False", "ErrImageNeverPull")),
                arguments(
                        "ImagePullBackOff",
                        of("Always")
                                .own("i", SCHEDULING)
                                .condition("Synchronized", "False", "ImagePullBackOff")),
                arguments(
                        "ErrorPvcNotFound",
                        of("Always")
                                .own("i", SCHEDULING)
                                .condition("PodScheduled", "False", "Unschedulable")
                                .condition("Synchronized", "False", "FailedPvcNotFound")),
                arguments(
                        "Starting",
                        of("Always")
                                .own("i", SCHEDULING)
                                .condition("Synchronized", "False", "FailedCreate")),
                arguments("Stopping", of("Always").own("i", RUNNING).leaving()),
                arguments("Stopping", of("Halted").own("i", RUNNING)),
                arguments("Stopped", of("Once").own("i", RUNNING, SUCCEEDED)),
                arguments("Stopped", of("Halted").own("i", RUNNING, SUCCEEDED).leaving()),
                arguments("CrashLoopBackOff", of("Always").own("i", SCHEDULING, FAILED)),
                arguments("CrashLoopBackOff", of("Always").failures(1, "i", THEN.plusHours(5))),
                arguments("CrashLoopBackOff", of("Always").own("i", SCHEDULING, FAILED).leaving()),
                arguments("CrashLoopBackOff", of("Once").own("i", SCHEDULING, FAILED)),
                // No start follows, so there is no loop.
                arguments(
                        "Stopped",
                        of("RerunOnFailure")
                                .failures(1, "i", THEN.plusHours(5))
                                .inForce("RerunOnFailure")),
                arguments("Unknown", of("Always").own("i", UNKNOWN)),
                arguments("Terminating", of("Always").deleted().own("i", RUNNING)),
                arguments("Terminating", of("Always").deleted().own("i", RUNNING).leaving()));
    }

    @ParameterizedTest
    @MethodSource("printed")
    void whatIsPrintedFollowsTheSituation(String expected, VmWorld world) {
        VmPlan plan = world.plan();
        var status =
                plan.status() == null
                        ? new MachineStatus(world.view(), plan.situation()).derived()
                        : plan.status();
        assertThat(status.printableStatus()).isEqualTo(expected);
    }

    @Test
    void readinessAndTheOtherConditionsAreTheInstances() {
        VmPlan plan =
                of("Always")
                        .own("i", RUNNING)
                        .condition("Ready", "True", null)
                        .condition("AgentConnected", "True", null)
                        .plan();
        assertThat(plan.status().ready()).isTrue();
        assertThat(plan.status().created()).isTrue();
        assertThat(plan.status().conditions())
                .extracting(c -> c.type())
                .containsExactly("Ready", "AgentConnected");
        VmPlan gone = of("Halted").status(plan.status()).plan();
        assertThat(gone.status().ready()).isFalse();
        assertThat(gone.status().created()).isFalse();
        assertThat(gone.status().conditions())
                .singleElement()
                .satisfies(
                        c -> {
                            assertThat(c.type()).isEqualTo("Ready");
                            assertThat(c.reason()).isEqualTo("VMINotExists");
                        });
    }

    @Test
    void generationsTellWhetherTheInstanceIsOfThePresentSpec() {
        assertThat(of("Always").own("i", RUNNING).plan().status().observedGeneration())
                .isEqualTo(3);
        assertThat(of("Always").own("i", RUNNING).plan().status().desiredGeneration()).isEqualTo(4);
        assertThat(of("Halted").plan().status().observedGeneration()).isEqualTo(4);
    }

    @Test
    void theFinalizerGoesWhenTheInstanceIsGone() {
        assertThat(of("Always").deleted().own("i1", RUNNING).plan().actions())
                .containsExactly(new VmAction.DeleteInstance("i1"));
        assertThat(of("Always").deleted().own("i1", RUNNING).leaving().plan().actions()).isEmpty();
        assertThat(of("Always").deleted().plan().actions())
                .containsExactly(new VmAction.RemoveFinalizer());
    }

    @ParameterizedTest
    @MethodSource("io.kubevirt.ee.model.vm.SituationsTest#table")
    void whatWasDecidedOnceIsNotDecidedAgain(VmSituation situation, VmWorld world) {
        VmPlan first = world.plan();
        VmPlan second = world.status(first.status()).plan();
        if (second.situation() == first.situation()) {
            assertThat(second.status()).isEqualTo(first.status());
        }
        VmPlan third = world.status(second.status()).plan();
        assertThat(third.situation())
                .as("two writes settle a status")
                .isEqualTo(second.situation());
        assertThat(third.status()).isEqualTo(second.status());
    }
}
