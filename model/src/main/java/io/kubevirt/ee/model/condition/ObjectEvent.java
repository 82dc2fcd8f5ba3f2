package io.kubevirt.ee.model.condition;

import java.util.Objects;

/**
 * News about an object, published once the status it belongs to is saved.
 *
 * @param type usual or trouble
 * @param reason the one word
 * @param message what happened, to what, and what to do
 */
public record ObjectEvent(EventType type, Reason reason, String message) {
    public ObjectEvent {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(message, "message");
    }

    /** The usual course. */
    public static ObjectEvent normal(Reason reason, String message) {
        return new ObjectEvent(EventType.NORMAL, reason, message);
    }

    /** Trouble. */
    public static ObjectEvent warning(Reason reason, String message) {
        return new ObjectEvent(EventType.WARNING, reason, message);
    }
}
