package io.kubevirt.ee.simulation.world;

/** What the simulated API server answers instead of doing what it was asked. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The HTTP status that a real API server gives: 404, 409 and so on. */
    private final int code;

    private final String reason;

    Refusal(int code, String reason, String message) {
        super(message);
        this.code = code;
        this.reason = reason;
    }

    static Refusal notFound(ObjectId id) {
        return new Refusal(404, "NotFound", id + " not found");
    }

    static Refusal alreadyExists(ObjectId id) {
        return new Refusal(409, "AlreadyExists", id + " already exists");
    }

    static Refusal conflict(ObjectId id) {
        return new Refusal(409, "Conflict", id + " has been modified");
    }

    static Refusal invalid(ObjectId id, String why) {
        return new Refusal(422, "Invalid", id + ": " + why);
    }

    /** The HTTP status that a real API server gives. */
    public int code() {
        return code;
    }

    /** The machine-readable reason of the Status object. */
    public String reason() {
        return reason;
    }
}
