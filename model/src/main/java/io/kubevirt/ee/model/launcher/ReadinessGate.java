package io.kubevirt.ee.model.launcher;

import io.kubernetes.client.openapi.models.V1Pod;
import io.kubernetes.client.openapi.models.V1PodCondition;
import io.kubernetes.client.openapi.models.V1PodReadinessGate;
import io.kubevirt.ee.model.condition.ConditionType;
import io.kubevirt.ee.model.condition.InstanceConditions;
import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Services send to a pod that is ready. That of a guest with a readiness probe is ready while its
 * guest is: by a condition of the pod that follows that of the instance.
 */
public final class ReadinessGate {

    private static final String CONDITION = "kubevirt.io/guest-ready";
    private static final String TRUE = "True";

    private ReadinessGate() {}

    /** The gates of an instance's pod. */
    static List<V1PodReadinessGate> gates(VirtualMachineInstance vmi) {
        return vmi.spec().readinessProbe() == null
                ? List.of()
                : List.of(new V1PodReadinessGate().conditionType(CONDITION));
    }

    /**
     * What the pod is to be told; empty when it is told already, or waits for nothing. A condition
     * that is not there is as one that is false.
     */
    public static Optional<V1PodCondition> news(
            VirtualMachineInstance vmi, V1Pod pod, Instant now) {
        boolean gated =
                Absent.list(pod.getSpec().getReadinessGates()).stream()
                        .anyMatch(gate -> CONDITION.equals(gate.getConditionType()));
        boolean ready =
                vmi.status() != null
                        && InstanceConditions.of(vmi.status().conditions())
                                .isTrue(ConditionType.READY);
        return gated && ready != told(pod)
                ? Optional.of(
                        new V1PodCondition()
                                .type(CONDITION)
                                .status(ready ? TRUE : "False")
                                .lastTransitionTime(
                                        now.truncatedTo(ChronoUnit.SECONDS)
                                                .atOffset(ZoneOffset.UTC)))
                : Optional.empty();
    }

    private static boolean told(V1Pod pod) {
        return pod.getStatus() != null
                && Absent.list(pod.getStatus().getConditions()).stream()
                        .anyMatch(
                                condition ->
                                        CONDITION.equals(condition.getType())
                                                && TRUE.equals(condition.getStatus()));
    }
}
