package io.kubevirt.ee.model.probe;

/** What all checks of one probe mean so far. */
public sealed interface ProbeVerdict {

    /** Too few to tell. */
    record Untold() implements ProbeVerdict {}

    /** The guest is well. */
    record Passing() implements ProbeVerdict {}

    /**
     * It is not.
     *
     * @param why what came of the last check
     */
    record Failing(String why) implements ProbeVerdict {}
}
