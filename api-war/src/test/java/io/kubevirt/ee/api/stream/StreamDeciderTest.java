package io.kubevirt.ee.api.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.api.stream.StreamDecider.Decision;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.runtime.kube.KubeJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamDeciderTest {
    @ParameterizedTest
    @ValueSource(strings = {"Running", "Scheduled"})
    void asksTheAgentOfTheNodeThatAnswersForTheGuest(String phase) {
        assertThat(decide("{'phase': '%s', 'nodeName': 'node01'}".formatted(phase), "{}"))
                .isEqualTo(new Decision.Ask("node01"));
    }

    @ParameterizedTest
    @CsvSource({"Pending", "Scheduling", "Succeeded", "Unknown", "Strange", "''"})
    void canBeAskedAgainWhileTheGuestIsNotThere(String phase) {
        assertThat(refusal(decide("{'phase': '%s', 'nodeName': 'n'}".formatted(phase), "{}")))
                .isEqualTo(
                        "400 Unable to connect to VirtualMachineInstance because phase is %s"
                                        .formatted(phase)
                                + " instead of Running or Scheduled");
    }

    @Test
    void canBeAskedAgainBeforeThereIsAStatus() {
        assertThat(refusal(decide("null", "{}")))
                .isEqualTo(
                        "400 Unable to connect to VirtualMachineInstance because phase is  instead"
                                + " of Running or Scheduled");
    }

    @Test
    void aScreenCanBeAskedForAgainEvenThen() {
        assertThat(refusal(decide(StreamKind.VNC, "{'phase': 'Failed', 'nodeName': 'n'}", "{}")))
                .isEqualTo("400 VMI is not running");
    }

    @Test
    void aPortIsOfAGuestThatRunsOnANetwork() {
        String network = "'interfaces': [{'ipAddress': '10.0.0.7'}]";
        assertThat(port("{'phase': 'Running', 'nodeName': 'n', %s}".formatted(network)))
                .isEqualTo(new Decision.Ask("n"));
        assertThat(refusal(port("{'phase': 'Running', 'nodeName': 'n', 'interfaces': []}")))
                .isEqualTo("400 no network interfaces are present");
        assertThat(refusal(port("null"))).isEqualTo("400 no network interfaces are present");
        assertThat(refusal(port("{'phase': 'Succeeded', 'nodeName': 'n', %s}".formatted(network))))
                .isEqualTo("400 VMI is not running");
    }

    @ParameterizedTest
    @CsvSource({"True, true", "Unknown, true", "False, false"})
    void aPausedGuestAnswersAtNoPort(String condition, boolean paused) {
        Decision decision =
                port(
                        """
                        {'phase': 'Running', 'nodeName': 'n', 'interfaces': [{'ipAddress': '10.0.0.7'}],
                         'conditions': [{'type': 'Ready', 'status': 'True'},
                                        {'type': 'Paused', 'status': '%s'}]}
                        """
                                .formatted(condition));
        assertThat(decision).isInstanceOf(paused ? Decision.Refuse.class : Decision.Ask.class);
        if (paused) {
            assertThat(refusal(decision))
                    .isEqualTo(
                            "409 Operation cannot be fulfilled on virtualmachineinstance.kubevirt.io"
                                    + " \"vm1\": VMI is paused");
        }
    }

    private static Decision port(String status) {
        return decide(StreamKind.PORT, status, "{}");
    }

    @Test
    void needsAGraphicsDevice() {
        assertThat(
                        refusal(
                                decide(
                                        StreamKind.VNC,
                                        "{'phase': 'Running', 'nodeName': 'n'}",
                                        "{'autoattachGraphicsDevice': false}")))
                .isEqualTo("400 No graphics devices are present.");
    }

    /** Devices, status, the answer. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {'clientPassthrough': {}}    | {'phase': 'Running', 'nodeName': 'n'}   | n
                    {'clientPassthrough': {}}    | {'phase': 'Scheduled', 'nodeName': 'n'} | n
                    {'clientPassthrough': {}}    | {'phase': 'Scheduling'}                 | 400 VMI is not running
                    {'clientPassthrough': {}}    | {'phase': 'Failed', 'nodeName': 'n'}    | 400 VMI is not running
                    {'clientPassthrough': {}}    | null                                    | 400 VMI is not running
                    {}                           | {'phase': 'Running', 'nodeName': 'n'}   | 409 Operation cannot be fulfilled on virtualmachineinstance.kubevirt.io "vm1": Not configured with USB Redirection
                    {'clientPassthrough': null}  | {'phase': 'Pending'}                    | 409 Operation cannot be fulfilled on virtualmachineinstance.kubevirt.io "vm1": Not configured with USB Redirection
                    null                         | null                                    | 409 Operation cannot be fulfilled on virtualmachineinstance.kubevirt.io "vm1": Not configured with USB Redirection
                    """)
    void usbDevicesAreTakenWhereThatIsAskedForAndTheGuestRuns(
            String devices, String status, String answer) {
        Decision decision = decide(StreamKind.USB, status, devices);
        assertThat(decision instanceof Decision.Ask(String node) ? node : refusal(decision))
                .isEqualTo(answer);
    }

    @Test
    void isRefusedForGoodWhenTheGuestFailed() {
        assertThat(refusal(decide("{'phase': 'Failed', 'nodeName': 'n'}", "{}")))
                .isEqualTo(
                        "409 Operation cannot be fulfilled on virtualmachineinstance.kubevirt.io"
                                + " \"vm1\": VMI is in failed status");
    }

    @Test
    void needsASerialConsole() {
        assertThat(
                        refusal(
                                decide(
                                        "{'phase': 'Running', 'nodeName': 'n'}",
                                        "{'autoattachSerialConsole': false}")))
                .isEqualTo("400 No serial consoles are present.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'phase': 'Running'}", "{'phase': 'Running', 'nodeName': ''}"})
    void needsANode(String status) {
        assertThat(refusal(decide(status, "{}"))).startsWith("400 Unable to connect");
    }

    private static Decision decide(String status, String devices) {
        return decide(StreamKind.CONSOLE, status, devices);
    }

    private static Decision decide(StreamKind kind, String status, String devices) {
        String json =
                "{'metadata': {'name': 'vm1'}, 'spec': {'domain': {'devices': %s}}, 'status': %s}"
                        .formatted(devices, status);
        return StreamDecider.decide(
                kind,
                KubeJson.gson().fromJson(json.replace('\'', '"'), VirtualMachineInstance.class));
    }

    private static String refusal(Decision decision) {
        var status = ((Decision.Refuse) decision).status();
        return status.getCode() + " " + status.getMessage();
    }
}
