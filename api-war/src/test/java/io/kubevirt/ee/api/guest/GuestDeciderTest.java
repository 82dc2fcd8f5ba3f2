package io.kubevirt.ee.api.guest;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.api.guest.GuestDecider.Decision;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.runtime.kube.KubeJson;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class GuestDeciderTest {
    private static final String CONFLICT =
            "409 Operation cannot be fulfilled on virtualmachineinstance.kubevirt.io \"vm1\": ";

    /** What is asked for, the phase, conditions that are true, the outcome. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    PAUSE            | Running   |                | node01
                    PAUSE            | Running   | Paused         | VMI is already paused
                    PAUSE            | Scheduled |                | VM is not running
                    PAUSE            | Succeeded |                | VM is not running
                    UNPAUSE          | Running   | Paused         | node01
                    UNPAUSE          | Running   |                | VMI is not paused
                    UNPAUSE          | Failed    |                | VMI is not running
                    FREEZE           | Running   | AgentConnected | node01
                    FREEZE           | Running   |                | node01
                    FREEZE           | Running   | Paused         | VMI is paused
                    FREEZE           | Pending   |                | VM is not running
                    UNFREEZE         | Running   |                | node01
                    UNFREEZE         | Running   | Paused         | VMI is paused
                    UNFREEZE         | Scheduled |                | VMI is not running
                    RESET            | Running   |                | node01
                    RESET            | Running   | Paused         | node01
                    RESET            | Scheduled |                | node01
                    SOFT_REBOOT      | Running   |                | node01
                    SOFT_REBOOT      | Running   | Paused         | VMI is paused
                    SOFT_REBOOT      | Unknown   |                | VM is not running
                    GUEST_OS_INFO    | Running   | AgentConnected | node01
                    GUEST_OS_INFO    | Running   |                | VMI does not have guest agent connected
                    GUEST_OS_INFO    | Scheduled |                | VMI is not running
                    USER_LIST        | Running   | AgentConnected | node01
                    USER_LIST        | Running   |                | VMI does not have guest agent connected
                    FILE_SYSTEM_LIST | Running   | AgentConnected | node01
                    FILE_SYSTEM_LIST | Running   |                | VMI does not have guest agent connected
                    """)
    void theStateOfTheGuestDecides(
            GuestSubresource wanted, String phase, String condition, String outcome) {
        String expected = outcome.equals("node01") ? outcome : CONFLICT + outcome;

        assertThat(decide(wanted, "{}", status(phase, condition))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"Pending", "Scheduling", "Succeeded", "Failed", "Unknown", "''"})
    void aResetNeedsAGuestOnANode(String phase) {
        assertThat(decide(GuestSubresource.RESET, "{}", status(phase, null)))
                .isEqualTo(
                        "400 Unable to connect to VirtualMachineInstance because phase is %s"
                                        .formatted(phase)
                                + " instead of Running or Scheduled");
    }

    @ParameterizedTest
    @EnumSource(GuestSubresource.class)
    void aGuestWithoutAStatusCanDoNothing(GuestSubresource wanted) {
        assertThat(decide(wanted, "{}", "null")).startsWith("4");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"features": {"acpi": {"enabled": false}}} |                | VMI neither have the agent connected nor the ACPI feature enabled
                    {"features": {"acpi": {"enabled": false}}} | AgentConnected | node01
                    {"features": {"acpi": {"enabled": true}}}  |                | node01
                    {"features": {"acpi": {}}}                 |                | node01
                    {"features": {}}                           |                | node01
                    """)
    void aSoftRebootNeedsAnAgentOrAcpi(String domain, String condition, String outcome) {
        String expected = outcome.equals("node01") ? outcome : CONFLICT + outcome;

        assertThat(
                        decide(
                                GuestSubresource.SOFT_REBOOT,
                                "{\"domain\": %s}".formatted(domain),
                                status("Running", condition)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"httpGet": {"port": 80}} | 403 virtualmachineinstance.kubevirt.io "vm1" is forbidden: Pausing VMIs with LivenessProbe is currently not supported
                    {"guestAgentPing": {}}    | node01
                    """)
    void aGuestThatIsProbedCannotStandStill(String probe, String outcome) {
        assertThat(
                        decide(
                                GuestSubresource.PAUSE,
                                "{\"livenessProbe\": %s}".formatted(probe),
                                status("Running", null)))
                .isEqualTo(outcome);
    }

    private static String status(String phase, String conditionOrNull) {
        String conditions =
                conditionOrNull == null
                        ? ""
                        : "{\"type\": \"%s\", \"status\": \"True\"}".formatted(conditionOrNull);
        return "{\"phase\": \"%s\", \"nodeName\": \"node01\", \"conditions\": [%s]}"
                .formatted(phase, conditions);
    }

    private static String decide(GuestSubresource wanted, String spec, String status) {
        String whole = spec.equals("{}") || !spec.contains("domain") ? withDomain(spec) : spec;
        VirtualMachineInstance vmi =
                KubeJson.gson()
                        .fromJson(
                                "{\"metadata\": {\"name\": \"vm1\"}, \"spec\": %s, \"status\": %s}"
                                        .formatted(whole, status),
                                VirtualMachineInstance.class);
        return switch (GuestDecider.decide(wanted, vmi)) {
            case Decision.Ask(String nodeName) -> nodeName;
            case Decision.Refuse(var refusal) -> refusal.getCode() + " " + refusal.getMessage();
        };
    }

    private static String withDomain(String spec) {
        String rest = spec.substring(1);
        return "{\"domain\": {}" + (rest.equals("}") ? "" : ", ") + rest;
    }
}
