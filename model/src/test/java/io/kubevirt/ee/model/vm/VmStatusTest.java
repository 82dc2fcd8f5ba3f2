package io.kubevirt.ee.model.vm;

import static io.kubevirt.ee.model.v1.VmiPhase.FAILED;
import static io.kubevirt.ee.model.v1.VmiPhase.RUNNING;
import static io.kubevirt.ee.model.v1.VmiPhase.SCHEDULING;
import static io.kubevirt.ee.model.v1.VmiPhase.SUCCEEDED;
import static io.kubevirt.ee.model.v1.VmiPhase.UNKNOWN;
import static io.kubevirt.ee.model.vm.VmWorld.THEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.kubevirt.ee.model.condition.ConditionType;
import io.kubevirt.ee.model.condition.MachineConditions;
import io.kubevirt.ee.model.v1.VirtualMachineCondition;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a machine's status says. */
class VmStatusTest {
    private static VmWorld of(String strategy) {
        return VmWorld.of(strategy);
    }

    private static Optional<VirtualMachineCondition> condition(VmPlan plan, ConditionType type) {
        return MachineConditions.of(plan.status().conditions()).get(type);
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
}
