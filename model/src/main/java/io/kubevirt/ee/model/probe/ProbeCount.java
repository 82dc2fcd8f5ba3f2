package io.kubevirt.ee.model.probe;

/**
 * The checks of one probe, counted.
 *
 * @param verdict so far
 * @param lastPassed what the last checks came to
 * @param inRow how many of them came to it without a break
 */
public record ProbeCount(ProbeVerdict verdict, boolean lastPassed, int inRow) {

    /** Before the first check. */
    public static final ProbeCount NONE = new ProbeCount(new ProbeVerdict.Untold(), false, 0);

    /** With one check more. */
    public ProbeCount after(ProbeOutcome outcome, ProbeTimes times) {
        return switch (outcome) {
            case ProbeOutcome.NotAsked notAsked -> this;
            case ProbeOutcome.Passed passed ->
                    counted(true, times.successes(), new ProbeVerdict.Passing());
            case ProbeOutcome.Failed(String why) ->
                    counted(false, times.failures(), new ProbeVerdict.Failing(why));
        };
    }

    private ProbeCount counted(boolean passed, int needed, ProbeVerdict then) {
        // More than enough is enough: a count without an end would overflow.
        int row = Math.min(needed, passed == lastPassed ? inRow + 1 : 1);
        return new ProbeCount(row == needed ? then : verdict, passed, row);
    }
}
