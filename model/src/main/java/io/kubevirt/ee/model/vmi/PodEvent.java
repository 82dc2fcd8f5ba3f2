package io.kubevirt.ee.model.vmi;

import io.kubevirt.ee.model.condition.EventType;
import java.time.Instant;
import java.util.Objects;

/**
 * What was said about a pod that does not come up: some of it stands in no status.
 *
 * @param type whether it is trouble
 * @param reason the one word
 * @param message the same for people
 * @param lastSeen when it was said last
 */
public record PodEvent(EventType type, String reason, String message, Instant lastSeen) {
    public PodEvent {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(lastSeen, "lastSeen");
    }
}
