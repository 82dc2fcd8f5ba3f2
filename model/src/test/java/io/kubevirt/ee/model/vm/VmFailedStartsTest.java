package io.kubevirt.ee.model.vm;

import static io.kubevirt.ee.model.v1.VmiPhase.FAILED;
import static io.kubevirt.ee.model.v1.VmiPhase.RUNNING;
import static io.kubevirt.ee.model.v1.VmiPhase.SCHEDULING;
import static io.kubevirt.ee.model.vm.VmWorld.NOW;
import static io.kubevirt.ee.model.vm.VmWorld.THEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.model.condition.ConditionType;
import io.kubevirt.ee.model.condition.MachineConditions;
import io.kubevirt.ee.model.condition.Reason;
import io.kubevirt.ee.model.v1.VirtualMachineStatus;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What becomes of a machine whose guests fail to start, or end. */
class VmFailedStartsTest {
    private static VmWorld of(String strategy) {
        return VmWorld.of(strategy);
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
}
