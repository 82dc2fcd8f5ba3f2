package io.kubevirt.ee.controller.election;

import java.time.Duration;

/** What only the leader does. */
public interface Duty {
    /** Begins; returns at once. Writes nothing that {@code term} does not allow. */
    void begin(Term term);

    /**
     * Ends before it returns: another replica may begin right after.
     *
     * @param patience how long work that was begun may still take; zero when the term is over
     */
    void end(Duration patience);
}
