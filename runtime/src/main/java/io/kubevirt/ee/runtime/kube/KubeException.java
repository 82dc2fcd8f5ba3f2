package io.kubevirt.ee.runtime.kube;

import io.kubevirt.ee.runtime.loop.Explained;
import java.util.Objects;

/**
 * The API server's refusal, or that it could not be reached, as a type. Made by {@link KubeErrors}
 * alone.
 */
public final class KubeException extends RuntimeException implements Explained {
    private static final long serialVersionUID = 1;

    /** What went wrong, as far as callers act differently. */
    public enum Kind {
        /** There is no such object (or no such kind). */
        NOT_FOUND,
        /** An object of that name is there already. */
        ALREADY_EXISTS,
        /** The object changed since it was read, or a precondition did not hold. */
        CONFLICT,
        /** The content is refused: by the schema, a webhook or a rule of validation. */
        INVALID,
        /** We may not, or a quota or policy stands against it. */
        FORBIDDEN,
        /** The API server does not know us. */
        UNAUTHORIZED,
        /** The version asked for is too old: list anew. */
        EXPIRED,
        /** Too many requests, or the server is overloaded, failing or out of reach: try later. */
        UNAVAILABLE,
        /** Anything else. */
        UNEXPECTED
    }

    private final Kind kind;
    private final int code;

    KubeException(Kind kind, int code, String message, Throwable cause) {
        super(message, cause);
        this.kind = Objects.requireNonNull(kind, "kind");
        this.code = code;
    }

    /** What went wrong. */
    public Kind kind() {
        return kind;
    }

    /** The HTTP status, or 0 if there was no answer. */
    public int code() {
        return code;
    }

    /** Whether this is of the given kind. */
    public boolean is(Kind wanted) {
        return kind == wanted;
    }
}
