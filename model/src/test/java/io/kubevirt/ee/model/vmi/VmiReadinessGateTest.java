package io.kubevirt.ee.model.vmi;

import static io.kubevirt.ee.model.vmi.VmiWorld.world;
import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.models.V1Pod;
import io.kubernetes.client.openapi.models.V1PodCondition;
import io.kubevirt.ee.model.v1.VmiPhase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The condition of a launcher pod that says whether its guest is ready. */
class VmiReadinessGateTest {
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
}
