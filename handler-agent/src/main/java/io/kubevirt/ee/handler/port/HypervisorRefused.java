package io.kubevirt.ee.handler.port;

import java.util.Objects;

/** The hypervisor answered and said no. The message is its own, made fit for the user. */
public final class HypervisorRefused extends Exception {

    private static final long serialVersionUID = 1L;

    /** Whether trying again makes sense. */
    public enum Kind {
        /** Try again with a back-off: a resource is short, a lock is held, qemu did not start. */
        MAY_PASS,
        /** This domain can never run here: the hypervisor does not know what it asks for. */
        NEVER
    }

    private final Kind kind;

    /** A refusal with the text the user reads. */
    public HypervisorRefused(Kind kind, String message, Throwable cause) {
        super(Objects.requireNonNull(message), cause);
        this.kind = Objects.requireNonNull(kind);
    }

    /** Whether trying again makes sense. */
    public Kind kind() {
        return kind;
    }
}
