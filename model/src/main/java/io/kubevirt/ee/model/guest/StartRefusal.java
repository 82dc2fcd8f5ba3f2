package io.kubevirt.ee.model.guest;

/**
 * Why a guest could not be started.
 *
 * @param kind whether trying again makes sense
 * @param message for the user
 */
public record StartRefusal(Kind kind, String message) {

    /** Whether trying again makes sense. */
    public enum Kind {
        /** Something is on its way: try again soon, say nothing. */
        NOT_YET,
        /** Say so and try again. */
        MAY_PASS,
        /** It never will. */
        NEVER
    }
}
