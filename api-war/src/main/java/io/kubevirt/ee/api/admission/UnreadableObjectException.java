package io.kubevirt.ee.api.admission;

/** An object that is not of the kind it should be; the message says where. */
final class UnreadableObjectException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableObjectException(RuntimeException cause) {
        super(cause.getMessage(), cause);
    }
}
