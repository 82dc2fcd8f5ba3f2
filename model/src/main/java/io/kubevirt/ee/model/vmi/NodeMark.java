package io.kubevirt.ee.model.vmi;

import io.kubevirt.ee.model.condition.ConditionType;
import io.kubevirt.ee.model.condition.InstanceConditions;
import io.kubevirt.ee.model.condition.Reason;
import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.VirtualMachineInstancePhaseTransitionTimestamp;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceStatus;
import io.kubevirt.ee.model.v1.VmiPhase;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** What an instance says of its node: the condition Ready, the phase Unknown, and the words. */
final class NodeMark {
    /**
     * An agent that answers although its node does not, and whose clock is behind, says otherwise.
     */
    private static final Duration UNKNOWN_AT_MOST_EVERY = Duration.ofMinutes(5);

    private NodeMark() {}

    /** Whether the instance says that its node is not ready. */
    static boolean on(VmiView view) {
        return conditions(view)
                .get(ConditionType.READY)
                .filter(ready -> Reason.NODE_NOT_READY.value().equals(ready.reason()))
                .isPresent();
    }

    /** Whether it has to say so, and does not. */
    static boolean due(VmiView view) {
        return !on(view) && mayCover(conditions(view));
    }

    /** Another reason for not being ready stays: it may be the only record of how a guest ended. */
    static boolean mayCover(InstanceConditions conditions) {
        return conditions
                .get(ConditionType.READY)
                .filter(
                        ready ->
                                !"True".equals(ready.status())
                                        && !Reason.NODE_NOT_READY.value().equals(ready.reason()))
                .isEmpty();
    }

    static boolean saidUnknownLately(VmiView view) {
        return unknownAgain(view).isPresent();
    }

    /** When there is something to say that no change will wake us for. */
    static Optional<Duration> nextLook(VmiView view) {
        NodeState node = view.node().orElseThrow();
        if (node.presence() != NodeState.Presence.NOT_READY) {
            return Optional.empty();
        }
        Duration untilSilent = node.untilSilent(view.now());
        return untilSilent.isPositive() ? Optional.of(untilSilent) : unknownAgain(view);
    }

    private static Optional<Duration> unknownAgain(VmiView view) {
        return Absent.list(status(view).phaseTransitionTimestamps()).stream()
                .filter(time -> VmiPhase.UNKNOWN.value().equals(time.phase()))
                .map(VirtualMachineInstancePhaseTransitionTimestamp::phaseTransitionTimestamp)
                .filter(Objects::nonNull)
                .map(at -> Duration.between(view.now(), at.toInstant().plus(UNKNOWN_AT_MOST_EVERY)))
                .filter(Duration::isPositive)
                .findFirst()
                .filter(left -> view.phase() == VmiPhase.RUNNING);
    }

    static String notReady(VmiView view) {
        return "Node %s is not ready: whether the guest runs is not sure.".formatted(node(view));
    }

    static String silent(VmiView view) {
        return ("Neither node %s nor its virt-handler answers: whether the guest runs is not known."
                        + " It is started elsewhere once the node cannot run it any more: switch"
                        + " the machine off, then taint the node with"
                        + " %s=nodeshutdown:NoExecute, or delete it.")
                .formatted(node(view), NodeState.OUT_OF_SERVICE);
    }

    static String outOfService(VmiView view) {
        return "Node %s does not answer and is out of service by its taint, and the guest with it."
                .formatted(node(view));
    }

    static String lost(VmiView view) {
        return "Node %s left the cluster, and the guest with it.".formatted(node(view));
    }

    private static String node(VmiView view) {
        return status(view).nodeName();
    }

    private static InstanceConditions conditions(VmiView view) {
        return InstanceConditions.of(status(view).conditions());
    }

    private static VirtualMachineInstanceStatus status(VmiView view) {
        return view.vmi().status();
    }
}
