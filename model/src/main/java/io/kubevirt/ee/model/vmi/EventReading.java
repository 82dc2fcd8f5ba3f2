package io.kubevirt.ee.model.vmi;

import io.kubernetes.client.openapi.models.V1Pod;
import io.kubernetes.client.openapi.models.V1PodCondition;
import io.kubevirt.ee.model.condition.EventType;
import io.kubevirt.ee.model.condition.Reason;
import io.kubevirt.ee.model.v1.Absent;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads what was said about a launcher pod that has a node and does not come up. */
final class EventReading {
    /** A pod that is well is up by then. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private static final Pattern NO_CLAIM =
            Pattern.compile("persistentvolumeclaim \"[^\"]*\" not found", Pattern.CASE_INSENSITIVE);

    private EventReading() {}

    /** How long a pod has had a node; empty before it has one. */
    static Optional<Duration> onNodeFor(V1Pod pod, Instant now) {
        if (pod.getSpec().getNodeName() == null || pod.getStatus() == null) {
            return Optional.empty();
        }
        return Absent.list(pod.getStatus().getConditions()).stream()
                .filter(c -> "PodScheduled".equals(c.getType()) && "True".equals(c.getStatus()))
                .map(V1PodCondition::getLastTransitionTime)
                .filter(Objects::nonNull)
                .map(since -> Duration.between(since.toInstant(), now))
                .findFirst();
    }

    /** When to ask again: less and less often. */
    static Duration pause(Duration onNodeFor) {
        Duration left = PATIENCE.minus(onNodeFor);
        if (left.isPositive()) {
            return left;
        }
        return onNodeFor.compareTo(LONGEST_PAUSE) < 0 ? onNodeFor : LONGEST_PAUSE;
    }

    /** The trouble, if that is the last that was said: what came after it shows that it passed. */
    static Optional<PodState.Trouble> trouble(List<PodEvent> events) {
        return last(events.stream())
                .filter(event -> event.type() == EventType.WARNING)
                .flatMap(
                        event ->
                                reason(event)
                                        .map(
                                                reason ->
                                                        PodState.Trouble.onNode(
                                                                reason,
                                                                "The launcher pod cannot start: "
                                                                        + event.message())));
    }

    /** What the kubelet says of the pod's pull secrets. */
    static Optional<String> pullSecrets(List<PodEvent> events) {
        return last(events.stream()
                        .filter(e -> e.reason().equals("FailedToRetrieveImagePullSecret")))
                .map(PodEvent::message);
    }

    /** Whether a message is of a claim that is not there. */
    static boolean isNoClaim(String messageOrNull) {
        return messageOrNull != null && NO_CLAIM.matcher(messageOrNull).find();
    }

    private static Optional<PodEvent> last(Stream<PodEvent> events) {
        return events.max(Comparator.comparing(PodEvent::lastSeen).thenComparing(PodEvent::type));
    }

    private static Optional<Reason> reason(PodEvent event) {
        if (isNoClaim(event.message())) {
            return Optional.of(Reason.FAILED_PVC_NOT_FOUND);
        }
        return switch (event.reason()) {
            case "FailedMount", "FailedAttachVolume", "FailedMapVolume" ->
                    Optional.of(Reason.FAILED_MOUNT);
            case "FailedCreatePodSandBox", "NetworkNotReady" ->
                    Optional.of(Reason.FAILED_CREATE_POD_SANDBOX);
            default -> Optional.empty();
        };
    }
}
