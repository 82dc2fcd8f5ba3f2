package io.kubevirt.ee.api.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.model.v1.VirtualMachine;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class RestartDeciderTest {
    private static final String RESTART =
            "status [test /status/stateChangeRequests null, add /status/stateChangeRequests"
                    + " [{'action':'Stop','uid':'0b2e4a7c'},{'action':'Start'}]]";
    private static final String NO_INSTANCE = "409 VM is not running: Halted";

    /** Strategy, phase of the instance (none: no instance), outcome. */
    static final List<String[]> SITUATIONS =
            List.of(
                    row("Always", "Running", RESTART),
                    row("Always", "none", NO_INSTANCE),
                    row("Always", "Failed", RESTART),
                    row("Manual", "Running", RESTART),
                    row("Manual", "none", NO_INSTANCE),
                    row("RerunOnFailure", "Pending", RESTART),
                    row(
                            "Halted",
                            "Running",
                            "409 RunStategy Halted does not support manual restart requests"),
                    row(
                            "Once",
                            "Running",
                            "409 RunStategy Once does not support manual restart requests"),
                    row(
                            "WaitAsReceiver",
                            "none",
                            "409 RunStategy WaitAsReceiver does not support manual restart"
                                    + " requests"));

    private static String[] row(String strategy, String phase, String outcome) {
        return new String[] {strategy, phase, outcome};
    }

    @ParameterizedTest
    @FieldSource("SITUATIONS")
    void decidesByStrategyAndPhase(String strategy, String phase, String outcome) {
        VirtualMachineInstance vmi = phase.equals("none") ? null : Machines.instance(phase);
        assertThat(restart(Machines.withStrategy(strategy), vmi, RestartOptions.DEFAULT))
                .isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({
        "1, '400 For force restart, only gracePeriod=0 is supported for now'",
        "-1, 400 gracePeriod has to be greater or equal to 0"
    })
    void knowsNoGracePeriodButZero(long seconds, String outcome) {
        assertThat(
                        restart(
                                Machines.withStrategy("Always"),
                                Machines.instance("Running"),
                                new RestartOptions(null, seconds)))
                .isEqualTo(outcome);
    }

    @Test
    void leavesTheGuestASecondWhenForced() {
        VirtualMachineInstance vmi =
                Machines.instance("Running", "'terminationGracePeriodSeconds': 180");
        assertThat(restart(Machines.withStrategy("Always"), vmi, new RestartOptions(null, 0L)))
                .isEqualTo(
                        "vmi [test /spec/terminationGracePeriodSeconds 180, add"
                                + " /spec/terminationGracePeriodSeconds 1]; "
                                + RESTART);
    }

    @Test
    void doesNotInterfereWithAChangeThatIsUnderway() {
        VirtualMachine busy =
                Machines.machine(
                        "'running': true", "{'stateChangeRequests': [{'action': 'Stop'}]}");
        assertThat(restart(busy, Machines.instance("Running"), new RestartOptions(null, 0L)))
                .isEqualTo("409 unable to complete request: stop/start already underway");
    }

    private static String restart(
            VirtualMachine vm, VirtualMachineInstance vmiOrNull, RestartOptions options) {
        return Outcomes.text(RestartDecider.decide(vm, vmiOrNull, options));
    }
}
