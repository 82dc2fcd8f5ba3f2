package io.kubevirt.ee.api.admission;

/** An object that is not of the kind it should be; the message says where. */
final class UnreadableObjectException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String field;

    UnreadableObjectException(RuntimeException cause) {
        super("the object cannot be read: " + why(cause.getMessage()), cause);
        this.field = "";
    }

    private static String why(String messageOrNull) {
        return messageOrNull == null || messageOrNull.isBlank()
                ? "a value is not of its field's type"
                : messageOrNull;
    }

    UnreadableObjectException(String field, String message) {
        super(message);
        this.field = field;
    }

    /** The path of the field that cannot be read; empty where only the message tells it. */
    String field() {
        return field;
    }
}
