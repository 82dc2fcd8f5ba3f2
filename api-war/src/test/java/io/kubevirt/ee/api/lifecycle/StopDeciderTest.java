package io.kubevirt.ee.api.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.model.v1.VirtualMachine;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class StopDeciderTest {
    private static final String STOP =
            "status [test /status/stateChangeRequests null, add /status/stateChangeRequests"
                    + " [{'action':'Stop','uid':'0b2e4a7c'}]]";
    private static final String NOT_RUNNING = "409 VM is not running";
    private static final String SHORTER =
            "409 Halted only supports manual stop requests with a shorter graceperiod";

    /** Strategy, phase of the instance (none: no instance), outcome. */
    static final List<String[]> SITUATIONS =
            List.of(
                    row("Always", "Running", switchOff("Always")),
                    row("Always", "none", switchOff("Always")),
                    row("Always", "Failed", switchOff("Always")),
                    row("Once", "Running", switchOff("Once")),
                    row("Manual", "Running", STOP),
                    row("Manual", "Pending", STOP),
                    row("Manual", "", STOP),
                    row("Manual", "none", NOT_RUNNING),
                    row("Manual", "Succeeded", NOT_RUNNING),
                    row("RerunOnFailure", "Scheduled", STOP),
                    row("RerunOnFailure", "Failed", NOT_RUNNING),
                    row("Halted", "none", NOT_RUNNING),
                    row("Halted", "Succeeded", NOT_RUNNING),
                    row("Halted", "Running", SHORTER),
                    row(
                            "WaitAsReceiver",
                            "Running",
                            "409 WaitAsReceiver does not support manual stop requests"));

    private static String[] row(String strategy, String phase, String outcome) {
        return new String[] {strategy, phase, outcome};
    }

    private static String switchOff(String strategy) {
        return "vm [test /spec/runStrategy '%s', replace /spec/runStrategy 'Halted']"
                .formatted(strategy);
    }

    @ParameterizedTest
    @FieldSource("SITUATIONS")
    void decidesByStrategyAndPhase(String strategy, String phase, String outcome) {
        VirtualMachineInstance vmi = phase.equals("none") ? null : Machines.instance(phase);
        assertThat(stop(Machines.withStrategy(strategy), vmi, StopOptions.DEFAULT))
                .isEqualTo(outcome);
    }

    @Test
    void setsTheGracePeriodBeforeItStops() {
        VirtualMachineInstance vmi =
                Machines.instance("Running", "'terminationGracePeriodSeconds': 180");
        assertThat(stop(Machines.withStrategy("Always"), vmi, new StopOptions(null, 0L)))
                .isEqualTo(
                        "vmi [test /spec/terminationGracePeriodSeconds 180, add"
                                + " /spec/terminationGracePeriodSeconds 0]; "
                                + switchOff("Always"));
    }

    @Test
    void setsAGracePeriodWhereThereIsNone() {
        assertThat(
                        stop(
                                Machines.withStrategy("Manual"),
                                Machines.instance("Running"),
                                new StopOptions(null, 5L)))
                .isEqualTo(
                        "vmi [test /spec/terminationGracePeriodSeconds null, add"
                                + " /spec/terminationGracePeriodSeconds 5]; "
                                + STOP);
    }

    @Test
    void leavesTheGracePeriodOfAFinishedInstance() {
        assertThat(
                        stop(
                                Machines.withStrategy("Always"),
                                Machines.instance("Succeeded"),
                                new StopOptions(null, 0L)))
                .isEqualTo(switchOff("Always"));
    }

    @Test
    void hastensTheEndOfAHaltedMachine() {
        VirtualMachineInstance vmi =
                Machines.instance("Running", "'terminationGracePeriodSeconds': 180");
        assertThat(stop(Machines.withStrategy("Halted"), vmi, new StopOptions(null, 0L)))
                .isEqualTo(
                        "vmi [test /spec/terminationGracePeriodSeconds 180, add"
                                + " /spec/terminationGracePeriodSeconds 0]; "
                                + STOP);
    }

    @Test
    void writesNothingWhenTheEndOfAHaltedMachineWouldNotComeSooner() {
        VirtualMachineInstance vmi =
                Machines.instance("Running", "'terminationGracePeriodSeconds': 30");
        assertThat(stop(Machines.withStrategy("Halted"), vmi, new StopOptions(null, 30L)))
                .isEqualTo(SHORTER);
    }

    @Test
    void takesThePlaceOfWhateverIsUnderway() {
        VirtualMachine starting =
                Machines.machine(
                        "'runStrategy': 'Manual'",
                        "{'stateChangeRequests': [{'action': 'Start', 'data': {'paused': 'true'}}]}");
        assertThat(stop(starting, Machines.instance("Pending"), StopOptions.DEFAULT))
                .isEqualTo(STOP.replace("null", "[{'action':'Start','data':{'paused':'true'}}]"));
    }

    @Test
    void refusesANegativeGracePeriod() {
        assertThat(
                        stop(
                                Machines.withStrategy("Always"),
                                Machines.instance("Running"),
                                new StopOptions(null, -1L)))
                .isEqualTo("400 gracePeriod has to be greater or equal to 0");
    }

    @Test
    void switchesTheOlderFieldWhereTheUserUsesIt() {
        assertThat(stop(Machines.machine("'running': true"), null, StopOptions.DEFAULT))
                .isEqualTo("vm [test /spec/running true, replace /spec/running false]");
    }

    private static String stop(
            VirtualMachine vm, VirtualMachineInstance vmiOrNull, StopOptions options) {
        return Outcomes.text(StopDecider.decide(vm, vmiOrNull, options));
    }
}
