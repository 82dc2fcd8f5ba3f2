package io.kubevirt.ee.model.vmi;

import io.kubevirt.ee.model.condition.Reason;
import java.util.Optional;

/** How a launcher pod is, as far as an instance is concerned. */
sealed interface PodState {
    /**
     * Something stands in the pod's way; it may pass.
     *
     * @param unscheduled whether it keeps the scheduler from choosing a node
     */
    record Trouble(Reason reason, String message, boolean unscheduled) {
        /** No node takes the pod. */
        static Trouble unschedulable(String message) {
            return new Trouble(Reason.UNSCHEDULABLE, message, true);
        }

        /** The node has the pod and cannot run it. */
        static Trouble onNode(Reason reason, String message) {
            return new Trouble(reason, message, false);
        }
    }

    /** Not ready yet. */
    record Waiting(Optional<Trouble> trouble) implements PodState {}

    /** All containers run. */
    record Ready(String node) implements PodState {}

    /** It does not run any more, or not whole, and never will again. */
    record Ended(String message) implements PodState {}
}
