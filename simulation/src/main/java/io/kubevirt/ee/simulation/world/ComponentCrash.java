package io.kubevirt.ee.simulation.world;

/**
 * Ends a simulated component in the middle of its work. Nothing of the components catches it: it is
 * an Error.
 */
public final class ComponentCrash extends Error {
    private static final long serialVersionUID = 1L;

    /** A death after a write. */
    public ComponentCrash() {
        super("dies", null, false, false);
    }
}
