package io.kubevirt.ee.simulation.world;

/** The API server was not reached, or its answer was lost: nobody knows which. */
public final class Unreachable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unreachable(String message) {
        super(message, null, false, false);
    }
}
