package io.kubevirt.ee.model.probe;

/** What came of one check of a guest. */
public sealed interface ProbeOutcome {

    /** The guest answered as it should. */
    record Passed() implements ProbeOutcome {}

    /**
     * It did not.
     *
     * @param why for the guest's user
     */
    record Failed(String why) implements ProbeOutcome {}

    /** The guest could not be asked, for no fault of its own: this counts for nothing. */
    record NotAsked() implements ProbeOutcome {}
}
