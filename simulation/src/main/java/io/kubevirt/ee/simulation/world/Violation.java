package io.kubevirt.ee.simulation.world;

/** Something happened that must never happen. It ends the simulation. */
public final class Violation extends Error {
    private static final long serialVersionUID = 1L;

    /**
     * @param what the invariant, and how it was broken
     */
    public Violation(String what) {
        super(what);
    }

    /**
     * @param what the invariant, and how it was broken
     * @param cause what was thrown
     */
    public Violation(String what, Throwable cause) {
        super(what, cause);
    }
}
