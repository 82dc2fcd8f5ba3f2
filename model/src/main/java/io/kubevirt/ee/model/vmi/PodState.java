package io.kubevirt.ee.model.vmi;

import io.kubevirt.ee.model.condition.Reason;
import java.util.Optional;

/** How a launcher pod is, as far as an instance is concerned. */
sealed interface PodState {
    /** Something stands in the pod's way; it may pass. */
    record Trouble(Reason reason, String message) {}

    /** Not ready yet. */
    record Waiting(Optional<Trouble> trouble) implements PodState {}

    /** All containers run. */
    record Ready(String node) implements PodState {}

    /** It does not run any more, or not whole, and never will again. */
    record Ended(String message) implements PodState {}
}
