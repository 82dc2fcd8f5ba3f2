package io.kubevirt.ee.handler.port;

/**
 * The hypervisor did not answer: not connected, or not within the deadline. Says nothing about any
 * domain: whoever catches it tries again.
 */
public final class HypervisorUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** A message for the log. */
    public HypervisorUnavailable(String message, Throwable cause) {
        super(message, cause);
    }

    /** A message for the log. */
    public HypervisorUnavailable(String message) {
        super(message);
    }
}
