package io.kubevirt.ee.controller.election;

/** The lease could not be read or written; what became of a write is not known. */
public final class LeaseUnreachable extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** With what the API server said, or that it said nothing. */
    public LeaseUnreachable(String message, Throwable cause) {
        super(message, cause);
    }
}
