package io.kubevirt.ee.model.vmi;

import static io.kubevirt.ee.model.vmi.VmiWorld.condition;
import static io.kubevirt.ee.model.vmi.VmiWorld.world;
import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.model.condition.ConditionType;
import io.kubevirt.ee.model.condition.EventType;
import io.kubevirt.ee.model.condition.Reason;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceStatus;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceStatusBuilder;
import io.kubevirt.ee.model.v1.VmiPhase;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** An instance whose node or node's agent is lost, or silent. */
class VmiNodeTest {
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
}
