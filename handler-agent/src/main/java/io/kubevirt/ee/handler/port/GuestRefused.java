package io.kubevirt.ee.handler.port;

import java.util.Objects;

/**
 * The node cannot do what a guest needs. The message is shown to the user: what is wrong, with
 * which volume or interface, and what to do. Troubles of the node itself (disk full, no permission)
 * are {@link java.io.UncheckedIOException} instead.
 */
public final class GuestRefused extends Exception {

    private static final long serialVersionUID = 1L;

    /** Whether trying again makes sense. */
    public enum Kind {
        /** Something that is on its way is not there yet: try again soon, say nothing. */
        NOT_YET,
        /** It may pass: say so, and try again with a back-off. */
        MAY_PASS,
        /** This VMI can never start: an image that is refused, a path that does not exist in it. */
        NEVER
    }

    private final Kind kind;

    /** A refusal with the text the user reads. */
    public GuestRefused(Kind kind, String message) {
        super(Objects.requireNonNull(message));
        this.kind = Objects.requireNonNull(kind);
    }

    /** Whether trying again makes sense. */
    public Kind kind() {
        return kind;
    }
}
