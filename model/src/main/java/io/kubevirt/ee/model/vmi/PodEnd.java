package io.kubevirt.ee.model.vmi;

import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1ContainerState;
import io.kubernetes.client.openapi.models.V1ContainerStatus;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubernetes.client.openapi.models.V1PodStatus;
import io.kubevirt.ee.model.condition.OutOfMemory;
import io.kubevirt.ee.model.condition.Reason;
import io.kubevirt.ee.model.v1.Absent;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Why a launcher pod ended although its guest ran: the node's agent sees only that it has.
 *
 * @param reason one word
 * @param message the same for people
 */
record PodEnd(Reason reason, String message) {
    private static final String OUT_OF_MEMORY = "OOMKilled";

    /** Empty if the pod does not say, or does not say yet. */
    static Optional<PodEnd> of(V1Pod pod) {
        V1PodStatus status = pod.getStatus() == null ? new V1PodStatus() : pod.getStatus();
        String name = pod.getMetadata().getName();
        if ("Evicted".equals(status.getReason())) {
            return Optional.of(
                    new PodEnd(
                            Reason.POD_EVICTED,
                            "The node evicted the launcher pod %s, and the guest with it: %s"
                                    .formatted(name, status.getMessage())));
        }
        return Absent.list(status.getContainerStatuses()).stream()
                .filter(PodEnd::outOfMemory)
                .findFirst()
                .map(container -> outOfMemory(pod, container.getName()))
                .or(() -> disrupted(status, name));
    }

    /** Whether the kubelet has written what became of the pod's containers. */
    static boolean isTold(V1Pod pod) {
        return pod.getStatus() != null
                && Absent.list(pod.getStatus().getContainerStatuses()).stream()
                        .map(V1ContainerStatus::getState)
                        .filter(Objects::nonNull)
                        .anyMatch(state -> state.getTerminated() != null);
    }

    private static PodEnd outOfMemory(V1Pod pod, String container) {
        return new PodEnd(
                Reason.GUEST_OUT_OF_MEMORY,
                "The kernel ended container %s of the launcher pod %s for lack of memory, and the guest with it: %s"
                        .formatted(
                                container,
                                pod.getMetadata().getName(),
                                OutOfMemory.why(memoryLimitBytes(pod, container))));
    }

    private static OptionalLong memoryLimitBytes(V1Pod pod, String container) {
        return pod.getSpec().getContainers().stream()
                .filter(c -> c.getName().equals(container))
                .map(V1Container::getResources)
                .filter(Objects::nonNull)
                .map(resources -> Absent.map(resources.getLimits()).get("memory"))
                .filter(Objects::nonNull)
                .mapToLong(limit -> limit.getNumber().longValue())
                .findFirst();
    }

    private static boolean outOfMemory(V1ContainerStatus container) {
        return Optional.ofNullable(container.getState())
                .map(V1ContainerState::getTerminated)
                .filter(end -> OUT_OF_MEMORY.equals(end.getReason()))
                .isPresent();
    }

    /** Kubernetes itself took the pod away: preempted it, or emptied its node. */
    private static Optional<PodEnd> disrupted(V1PodStatus status, String name) {
        return Absent.list(status.getConditions()).stream()
                .filter(c -> "DisruptionTarget".equals(c.getType()) && "True".equals(c.getStatus()))
                .findFirst()
                .map(
                        c ->
                                new PodEnd(
                                        Reason.POD_EVICTED,
                                        "Kubernetes took the launcher pod %s away, and the guest with it: %s"
                                                .formatted(name, c.getMessage())));
    }
}
