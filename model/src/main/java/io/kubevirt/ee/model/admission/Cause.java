package io.kubevirt.ee.model.admission;

/** Why a field was refused, by the names that Kubernetes gives to causes of a status. */
public enum Cause {
    INVALID("FieldValueInvalid"),
    REQUIRED("FieldValueRequired"),
    NOT_FOUND("FieldValueNotFound"),
    DUPLICATE("FieldValueDuplicate"),
    NOT_SUPPORTED("FieldValueNotSupported");

    private final String value;

    Cause(String value) {
        this.value = value;
    }

    /** Returns the cause as {@code status.details.causes[].reason} spells it. */
    public String value() {
        return value;
    }
}
