package io.kubevirt.ee.model.vmi;

import io.kubernetes.client.openapi.models.V1Pod;
import io.kubevirt.ee.model.condition.ConditionType;
import io.kubevirt.ee.model.condition.InstanceConditions;
import io.kubevirt.ee.model.condition.Reason;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceCondition;
import java.time.Duration;
import java.util.Optional;

/**
 * An instance that ended with its launcher: the agent sees the launcher die at once, the kubelet
 * says why a moment later, and with the pod its words are gone.
 */
enum LauncherDeath {
    /** The pod says why. */
    TO_TELL,
    /** The kubelet has not written of it yet. */
    AWAITED,
    /** It ended otherwise, or it is told, or nobody will tell. */
    NOTHING_TO_TELL;

    /** How long the kubelet may take; the next start waits for it. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    static LauncherDeath of(VmiView view) {
        Optional<V1Pod> pod = view.launcher();
        if (pod.isEmpty() || died(view).isEmpty()) {
            return NOTHING_TO_TELL;
        }
        if (PodEnd.of(pod.get()).isPresent()) {
            return TO_TELL;
        }
        return !PodEnd.isTold(pod.get()) && left(view).isPositive() ? AWAITED : NOTHING_TO_TELL;
    }

    /** How much of the kubelet's time is left. */
    static Duration left(VmiView view) {
        return died(view)
                .map(VirtualMachineInstanceCondition::lastTransitionTime)
                .map(at -> Duration.between(view.now(), at.toInstant().plus(PATIENCE)))
                .orElse(Duration.ZERO);
    }

    private static Optional<VirtualMachineInstanceCondition> died(VmiView view) {
        return InstanceConditions.of(view.vmi().status().conditions())
                .get(ConditionType.READY)
                .filter(ready -> Reason.LAUNCHER_DIED.value().equals(ready.reason()));
    }
}
