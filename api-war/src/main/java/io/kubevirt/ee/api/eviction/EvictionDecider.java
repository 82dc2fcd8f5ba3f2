package io.kubevirt.ee.api.eviction;

import io.kubernetes.client.openapi.models.V1OwnerReference;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.EvictionStrategy;
import io.kubevirt.ee.model.v1.KubevirtApi;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VmiPhase;
import java.util.Optional;
import java.util.Set;

/** Decides whether a launcher pod may be evicted, by its instance's eviction strategy. Pure. */
public final class EvictionDecider {
    private static final Set<String> ENDED = Set.of("Succeeded", "Failed");

    private EvictionDecider() {}

    /** The instance that a pod is the launcher of; empty for any other pod, and one that ended. */
    public static Optional<V1OwnerReference> owner(V1Pod pod) {
        boolean over =
                pod.getMetadata().getDeletionTimestamp() != null
                        || (pod.getStatus() != null && ENDED.contains(pod.getStatus().getPhase()));
        return Absent.list(pod.getMetadata().getOwnerReferences()).stream()
                .filter(owner -> Boolean.TRUE.equals(owner.getController()))
                .filter(owner -> KubevirtApi.VIRTUAL_MACHINE_INSTANCE.equals(owner.getKind()))
                .filter(owner -> !over)
                .findFirst();
    }

    /**
     * What to answer.
     *
     * @param owner the pod's instance
     * @param found the instance that has that name now
     */
    public static EvictionDecision decide(
            V1OwnerReference owner, Optional<VirtualMachineInstance> found) {
        return found.filter(vmi -> owner.getUid().equals(vmi.metadata().getUid()))
                .filter(vmi -> !VmiPhase.of(vmi).isFinal())
                .map(EvictionDecider::byStrategy)
                .orElse(new EvictionDecision.Allow());
    }

    private static EvictionDecision byStrategy(VirtualMachineInstance vmi) {
        return switch (EvictionStrategy.of(vmi)) {
            case NONE, LIVE_MIGRATE_IF_POSSIBLE -> new EvictionDecision.Allow();
            case LIVE_MIGRATE -> new EvictionDecision.Refuse(blocked(vmi));
            case EXTERNAL -> external(vmi);
        };
    }

    private static EvictionDecision external(VirtualMachineInstance vmi) {
        // Programs that evict look for these words of KubeVirt's.
        String message = "Eviction triggered evacuation of VMI \"%s\"".formatted(name(vmi));
        String node = vmi.status() == null ? null : vmi.status().nodeName();
        boolean marked = node != null && node.equals(vmi.status().evacuationNodeName());
        return node == null || node.isEmpty() || marked
                ? new EvictionDecision.Refuse(message)
                : new EvictionDecision.Mark(node, message);
    }

    private static String blocked(VirtualMachineInstance vmi) {
        return ("VMI \"%s\" has the eviction strategy LiveMigrate, and guests are not moved between"
                        + " nodes yet: stop it, or give it another strategy and restart it")
                .formatted(name(vmi));
    }

    private static String name(VirtualMachineInstance vmi) {
        return vmi.metadata().getNamespace() + "/" + vmi.metadata().getName();
    }
}
