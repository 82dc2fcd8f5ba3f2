package io.kubevirt.ee.model.condition;

/** Whether an event tells of the usual course or of trouble. */
public enum EventType {
    NORMAL("Normal"),
    WARNING("Warning");

    private final String value;

    EventType(String value) {
        this.value = value;
    }

    /** As the API spells it. */
    public String value() {
        return value;
    }
}
