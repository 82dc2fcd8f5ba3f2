package io.kubevirt.ee.simulation.world;

/** What the simulated API server answers instead of doing what it was asked. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why, as a real API server puts it into the Status object. */
    public enum Kind {
        /** 404. */
        NOT_FOUND,
        /** 409 to a create. */
        ALREADY_EXISTS,
        /** 409 to anything else. */
        CONFLICT,
        /** 403. */
        FORBIDDEN
    }

    private final Kind kind;

    private Refusal(Kind kind, String message) {
        super(message, null, false, false);
        this.kind = kind;
    }

    static Refusal notFound(ObjectId id) {
        return new Refusal(Kind.NOT_FOUND, id + " not found");
    }

    static Refusal alreadyExists(ObjectId id) {
        return new Refusal(Kind.ALREADY_EXISTS, id + " already exists");
    }

    static Refusal conflict(ObjectId id) {
        return new Refusal(Kind.CONFLICT, id + " has been modified");
    }

    /** 403. */
    public static Refusal exceededQuota(ObjectId id) {
        return new Refusal(Kind.FORBIDDEN, id + ": exceeded quota");
    }

    /** Why. */
    public Kind kind() {
        return kind;
    }
}
