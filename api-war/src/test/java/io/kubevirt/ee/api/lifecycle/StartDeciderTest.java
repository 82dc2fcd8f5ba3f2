package io.kubevirt.ee.api.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.model.v1.VirtualMachine;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class StartDeciderTest {
    private static final String START =
            "status [test /status/stateChangeRequests null, add /status/stateChangeRequests"
                    + " [{'action':'Start'}]]";
    private static final String STOP_AND_START =
            "status [test /status/stateChangeRequests null, add /status/stateChangeRequests"
                    + " [{'action':'Stop','uid':'0b2e4a7c'},{'action':'Start'}]]";
    private static final String SWITCH_ON =
            "vm [test /spec/runStrategy 'Halted', replace /spec/runStrategy 'Always']";
    private static final String RUNNING = "409 VM is already running";

    /** Strategy, phase of the instance (none: no instance), outcome. */
    static final List<String[]> SITUATIONS =
            List.of(
                    row("Halted", "none", SWITCH_ON),
                    row("Halted", "Succeeded", SWITCH_ON),
                    row("Halted", "Failed", SWITCH_ON),
                    row("Halted", "", SWITCH_ON),
                    row("Halted", "Unknown", SWITCH_ON),
                    row("Halted", "Pending", RUNNING),
                    row("Halted", "Scheduling", RUNNING),
                    row("Halted", "Scheduled", RUNNING),
                    row("Halted", "Running", RUNNING),
                    row("Manual", "none", START),
                    row("Manual", "", START),
                    row("Manual", "Running", RUNNING),
                    row("Manual", "Succeeded", STOP_AND_START),
                    row("Manual", "Failed", STOP_AND_START),
                    row("RerunOnFailure", "none", START),
                    row("RerunOnFailure", "Succeeded", STOP_AND_START),
                    row(
                            "RerunOnFailure",
                            "Failed",
                            "409 RerunOnFailure does not support starting VM from failed state"),
                    row("RerunOnFailure", "Scheduling", RUNNING),
                    row("Always", "none", "409 Always does not support manual start requests"),
                    row("Always", "Running", RUNNING),
                    row("Once", "Succeeded", "409 Once does not support manual start requests"),
                    row(
                            "WaitAsReceiver",
                            "none",
                            "409 WaitAsReceiver does not support manual start requests"));

    private static String[] row(String strategy, String phase, String outcome) {
        return new String[] {strategy, phase, outcome};
    }

    @ParameterizedTest
    @FieldSource("SITUATIONS")
    void decidesByStrategyAndPhase(String strategy, String phase, String outcome) {
        assertThat(start(Machines.withStrategy(strategy), phase, StartOptions.DEFAULT))
                .isEqualTo(outcome);
    }

    @Test
    void switchesTheOlderFieldWhereTheUserUsesIt() {
        assertThat(start(Machines.machine("'running': false"), "none", StartOptions.DEFAULT))
                .isEqualTo("vm [test /spec/running false, replace /spec/running true]");
    }

    @Test
    void asksForAPausedStartWithoutSwitchingOn() {
        assertThat(start(Machines.withStrategy("Halted"), "none", new StartOptions(null, true)))
                .isEqualTo(
                        "status [test /status/stateChangeRequests null, add"
                                + " /status/stateChangeRequests"
                                + " [{'action':'Start','data':{'paused':'true'}}]]");
    }

    @Test
    void makesTheStatusWhereThereIsNone() {
        assertThat(start(Machines.machine("'runStrategy': 'Manual'"), "none", StartOptions.DEFAULT))
                .isEqualTo(
                        "status [test /status null, add /status"
                                + " {'stateChangeRequests':[{'action':'Start'}]}]");
    }

    @Test
    void forgetsAnEarlierFailureToStart() {
        VirtualMachine failedBefore =
                Machines.machine(
                        "'runStrategy': 'Manual'", "{'startFailure': {'consecutiveFailCount': 3}}");
        assertThat(start(failedBefore, "none", StartOptions.DEFAULT))
                .isEqualTo(START.replace("}]]", "}], remove /status/startFailure]"));
    }

    @ParameterizedTest
    @CsvSource({"Start", "Stop"})
    void doesNotInterfereWithAChangeThatIsUnderway(String action) {
        VirtualMachine busy =
                Machines.machine(
                        "'runStrategy': 'Manual'",
                        "{'stateChangeRequests': [{'action': '%s'}]}".formatted(action));
        assertThat(start(busy, "none", StartOptions.DEFAULT))
                .isEqualTo("409 unable to complete request: stop/start already underway");
    }

    @Test
    void treatsAnEmptyListOfChangesAsNone() {
        VirtualMachine idle =
                Machines.machine("'runStrategy': 'Manual'", "{'stateChangeRequests': []}");
        assertThat(start(idle, "none", StartOptions.DEFAULT))
                .isEqualTo(START.replace("null", "[]"));
    }

    @ParameterizedTest
    @CsvSource({
        "'\"running\": true, \"runStrategy\": \"Always\"'",
        "''",
        "'\"runStrategy\": \"X\"'"
    })
    void refusesASpecThatDoesNotSay(String specFields) {
        assertThat(start(Machines.machine(specFields), "none", StartOptions.DEFAULT))
                .startsWith("409 spec says neither");
    }

    private static String start(VirtualMachine vm, String phase, StartOptions options) {
        VirtualMachineInstance vmi = phase.equals("none") ? null : Machines.instance(phase);
        return Outcomes.text(StartDecider.decide(vm, vmi, options));
    }
}
