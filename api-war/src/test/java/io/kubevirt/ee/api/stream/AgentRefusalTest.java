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
        "CONSOLE, 503, 503, 'the guest does not answer, try again'",
        "CONSOLE, 401, 502, virt-handler refused with HTTP 401",
        "CONSOLE, 200, 502, virt-handler refused with HTTP 200"
    })
    void tellsTheCallerWhetherToAskAgain(StreamKind kind, int agentCode, int code, String message) {
        V1Status status = AgentRefusal.answered(kind, agentCode);
        assertThat(status.getCode()).isEqualTo(code);
        assertThat(status.getMessage()).isEqualTo(message);
    }
}
