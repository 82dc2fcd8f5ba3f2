package io.kubevirt.ee.model.vmi;

import io.kubernetes.client.openapi.models.V1Node;
import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.Annotations;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * What the cluster knows of the node that answers for an instance.
 *
 * @param presence whether it is there, and answers
 * @param outOfService whether somebody vouches, by Kubernetes' taint {@value #OUT_OF_SERVICE}, that
 *     the machine is off
 * @param heartbeat when its agent was last heard of, by the node's clock
 */
public record NodeState(Presence presence, boolean outOfService, Optional<Instant> heartbeat) {
    /** The taint that an administrator puts on a node whose machine is off. */
    public static final String OUT_OF_SERVICE = "node.kubernetes.io/out-of-service";

    /** Two heartbeats of the agent. */
    static final Duration SILENT_AFTER = Duration.ofMinutes(2);

    /** Whether a node is there. */
    public enum Presence {
        /** Its kubelet says that all is well. */
        READY,
        /** Its kubelet is not well, or is not heard of. */
        NOT_READY,
        /** There is no such node. */
        GONE
    }

    /** As its object has it; without an object it is gone. */
    public static NodeState of(Optional<V1Node> node) {
        return node.map(
                        there ->
                                new NodeState(
                                        ready(there) ? Presence.READY : Presence.NOT_READY,
                                        tainted(there),
                                        beat(there)))
                .orElse(new NodeState(Presence.GONE, false, Optional.empty()));
    }

    /** Whether a change of a node can change what is decided on its instances. */
    public static boolean concerns(Optional<V1Node> before, Optional<V1Node> after) {
        NodeState was = of(before);
        NodeState is = of(after);
        return was.presence != is.presence || was.outOfService != is.outOfService;
    }

    /** How long until its agent counts as silent; not positive: it does. */
    Duration untilSilent(Instant now) {
        return heartbeat
                .map(last -> Duration.between(now, last.plus(SILENT_AFTER)))
                .orElse(Duration.ZERO);
    }

    private static boolean ready(V1Node node) {
        return node.getStatus() != null
                && Absent.list(node.getStatus().getConditions()).stream()
                        .anyMatch(c -> "Ready".equals(c.getType()) && "True".equals(c.getStatus()));
    }

    private static boolean tainted(V1Node node) {
        return node.getSpec() != null
                && Absent.list(node.getSpec().getTaints()).stream()
                        .anyMatch(taint -> OUT_OF_SERVICE.equals(taint.getKey()));
    }

    /** What is no time is no heartbeat. */
    private static Optional<Instant> beat(V1Node node) {
        String text =
                Absent.map(node.getMetadata().getAnnotations()).get(Annotations.NODE_HEARTBEAT);
        try {
            return Optional.ofNullable(text).map(Instant::parse);
        } catch (DateTimeParseException unreadable) {
            return Optional.empty();
        }
    }
}
