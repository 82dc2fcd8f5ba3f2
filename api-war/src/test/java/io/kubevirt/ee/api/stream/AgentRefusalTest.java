package io.kubevirt.ee.api.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.models.V1Status;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentRefusalTest {
    @ParameterizedTest
    @CsvSource({
        "CONSOLE, 400, 400, No serial consoles are present.",
        "VNC, 400, 400, No graphics devices are present.",
        "CONSOLE, 404, 400, VMI is not running",
        "CONSOLE, 409, 400, VMI is not running",
        "PORT, 400, 400, no network interfaces are present",
        "PORT, 409, 400, VMI is not running",
        "VNC, 423, 500, Internal error occurred: dialing virt-handler: Active VNC connection. Request denied.",
        "USB, 404, 400, VMI is not running",
        "USB, 409, 400, VMI is not running",
        "USB, 423, 500, Internal error occurred: dialing virt-handler: All USB devices are in use.",
        "USB, 503, 500, Internal error occurred: dialing virt-handler: the guest does not answer",
        "PORT, 429, 429, 'as many streams are open on the node as may be, try again'",
        "CONSOLE, 503, 500, Internal error occurred: dialing virt-handler: the guest does not answer",
        "VNC, 503, 500, Internal error occurred: dialing virt-handler: the guest does not answer",
        "PORT, 503, 500, Internal error occurred: dialing VM: the port does not answer",
        "CONSOLE, 401, 500, Internal error occurred: dialing virt-handler: it refused with HTTP 401",
        "CONSOLE, 200, 500, Internal error occurred: dialing virt-handler: it refused with HTTP 200"
    })
    void tellsTheCallerWhetherToAskAgain(StreamKind kind, int agentCode, int code, String message) {
        V1Status status = AgentRefusal.answered(kind, agentCode);
        assertThat(status.getCode()).isEqualTo(code);
        assertThat(status.getMessage()).isEqualTo(message);
    }
}
