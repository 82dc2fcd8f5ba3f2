package io.kubevirt.ee.model.probe;

import io.kubevirt.ee.model.agent.AgentText;

/** What came of one check of a guest. */
public sealed interface ProbeOutcome {

    /** The guest answered as it should. */
    record Passed() implements ProbeOutcome {}

    /**
     * It did not.
     *
     * @param why for the guest's user; the guest itself may have chosen the words, so they are cut
     */
    record Failed(String why) implements ProbeOutcome {

        /** Cuts a text that is too long for a condition and an event. */
        public Failed {
            why = AgentText.cut(why);
        }
    }

    /** The guest could not be asked, for no fault of its own: this counts for nothing. */
    record NotAsked() implements ProbeOutcome {}
}
