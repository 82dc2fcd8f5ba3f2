package io.kubevirt.ee.model.vmi;

import io.kubernetes.client.openapi.models.V1ContainerState;
import io.kubernetes.client.openapi.models.V1ContainerStateTerminated;
import io.kubernetes.client.openapi.models.V1ContainerStateWaiting;
import io.kubernetes.client.openapi.models.V1ContainerStatus;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubernetes.client.openapi.models.V1PodStatus;
import io.kubevirt.ee.model.condition.Reason;
import io.kubevirt.ee.model.node.KvmResource;
import io.kubevirt.ee.model.node.VsockResource;
import io.kubevirt.ee.model.v1.Absent;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads a launcher pod's status, as the kubelet and the scheduler write it. */
final class PodReading {
    private final V1Pod pod;
    private final V1PodStatus status;
    private final List<PodEvent> events;

    PodReading(V1Pod pod, VmiView view) {
        this.pod = pod;
        this.events = view.podEvents();
        this.status = pod.getStatus() == null ? new V1PodStatus() : pod.getStatus();
    }

    PodState state() {
        Optional<String> ended = ended();
        if (ended.isPresent()) {
            return new PodState.Ended(ended.get());
        }
        return ready()
                ? new PodState.Ready(pod.getSpec().getNodeName())
                : new PodState.Waiting(trouble());
    }

    private Optional<String> ended() {
        String name = "launcher pod " + pod.getMetadata().getName();
        if (pod.getMetadata().getDeletionTimestamp() != null) {
            return Optional.of("The " + name + " was deleted before the guest was started.");
        }
        Optional<String> container =
                containers().map(PodReading::endedContainer).flatMap(Optional::stream).findFirst();
        boolean over = "Failed".equals(status.getPhase()) || "Succeeded".equals(status.getPhase());
        if (!over && container.isEmpty()) {
            return Optional.empty();
        }
        String why =
                Stream.of(status.getReason(), status.getMessage())
                        .filter(Objects::nonNull)
                        .reduce((reason, message) -> reason + ": " + message)
                        .or(() -> container)
                        .orElse("its phase is " + status.getPhase());
        return Optional.of("The " + name + " ended before the guest was started: " + why);
    }

    /** A container that ends is not started again, so without it the pod will never be whole. */
    private static Optional<String> endedContainer(V1ContainerStatus container) {
        return Optional.ofNullable(container.getState())
                .map(V1ContainerState::getTerminated)
                .map(
                        end ->
                                "container "
                                        + container.getName()
                                        + " ended with exit code "
                                        + exit(end));
    }

    private static String exit(V1ContainerStateTerminated end) {
        String text =
                end.getExitCode() + (end.getReason() == null ? "" : " (" + end.getReason() + ")");
        return end.getMessage() == null ? text : text + ": " + end.getMessage().strip();
    }

    private boolean ready() {
        return "Running".equals(status.getPhase())
                && pod.getSpec().getNodeName() != null
                && containers().count() == pod.getSpec().getContainers().size()
                && containers().allMatch(container -> Boolean.TRUE.equals(container.getReady()));
    }

    private Optional<PodState.Trouble> trouble() {
        return unschedulable().or(this::containerTrouble).or(() -> EventReading.trouble(events));
    }

    private Optional<PodState.Trouble> unschedulable() {
        return Absent.list(status.getConditions()).stream()
                .filter(c -> "PodScheduled".equals(c.getType()) && "False".equals(c.getStatus()))
                .findFirst()
                .map(c -> unscheduled(c.getMessage()));
    }

    /** A claim that is missing is what the scheduler stumbles on first. */
    private static PodState.Trouble unscheduled(String message) {
        String words =
                "No node takes the launcher pod: "
                        + message
                        + KvmResource.advice(message).orElse("")
                        + VsockResource.advice(message).orElse("");
        return EventReading.isNoClaim(message)
                ? new PodState.Trouble(Reason.FAILED_PVC_NOT_FOUND, words, true)
                : PodState.Trouble.unschedulable(words);
    }

    private Optional<PodState.Trouble> containerTrouble() {
        List<V1ContainerStatus> first = Absent.list(status.getInitContainerStatuses());
        return Stream.concat(first.stream(), containers())
                .map(this::waitingTrouble)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<PodState.Trouble> waitingTrouble(V1ContainerStatus container) {
        V1ContainerStateWaiting waiting =
                container.getState() == null ? null : container.getState().getWaiting();
        if (waiting == null || waiting.getReason() == null) {
            return Optional.empty();
        }
        return reason(waiting.getReason())
                .map(reason -> PodState.Trouble.onNode(reason, words(container, waiting)));
    }

    private String words(V1ContainerStatus container, V1ContainerStateWaiting waiting) {
        String about =
                "Container " + container.getName() + ", image " + container.getImage() + ": ";
        String why = waiting.getMessage() == null ? waiting.getReason() : waiting.getMessage();
        return about + why + EventReading.pullSecrets(events).map(words -> " " + words).orElse("");
    }

    /**
     * Nothing for a reason that belongs to the usual course: ContainerCreating, PodInitializing.
     */
    private static Optional<Reason> reason(String waiting) {
        return switch (waiting) {
            case "ErrImagePull", "RegistryUnavailable", "SignatureValidationFailed" ->
                    Optional.of(Reason.ERR_IMAGE_PULL);
            case "ImagePullBackOff" -> Optional.of(Reason.IMAGE_PULL_BACK_OFF);
            case "ErrImageNeverPull" -> Optional.of(Reason.ERR_IMAGE_NEVER_PULL);
            case "InvalidImageName" -> Optional.of(Reason.INVALID_IMAGE_NAME);
            case "CreateContainerConfigError",
                    "CreateContainerError",
                    "RunContainerError",
                    "CrashLoopBackOff" ->
                    Optional.of(Reason.FAILED_CONTAINER);
            default -> Optional.empty();
        };
    }

    private Stream<V1ContainerStatus> containers() {
        return Absent.list(status.getContainerStatuses()).stream();
    }
}
