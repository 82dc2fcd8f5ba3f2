package io.kubevirt.ee.api.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubernetes.client.openapi.models.V1PodCondition;
import io.kubernetes.client.openapi.models.V1PodStatus;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgentAddressTest {
    private static final StreamRequest CONSOLE =
            new StreamRequest(StreamKind.CONSOLE, "console", false);

    @Test
    void isThatOfTheOnePod() {
        assertThat(AgentAddress.of(List.of(pod("10.0.0.1", "Running", false))))
                .contains("10.0.0.1");
    }

    @Test
    void isThatOfThePodThatIsReadyAndStays() {
        V1Pod leaving = pod("10.0.0.1", "Running", true);
        leaving.getMetadata().setDeletionTimestamp(OffsetDateTime.MIN);
        V1Pod starting = pod("10.0.0.2", "Running", false);
        V1Pod ready = pod("10.0.0.3", "Running", true);
        assertThat(AgentAddress.of(List.of(leaving, starting, ready))).contains("10.0.0.3");
        assertThat(AgentAddress.of(List.of(leaving, starting))).contains("10.0.0.2");
    }

    @Test
    void isNoneWhenNoneRuns() {
        assertThat(AgentAddress.of(List.of())).isEmpty();
        assertThat(AgentAddress.of(List.of(pod("10.0.0.1", "Pending", false)))).isEmpty();
        assertThat(AgentAddress.of(List.of(pod(null, "Running", false)))).isEmpty();
        assertThat(AgentAddress.of(List.of(new V1Pod()))).isEmpty();
    }

    @Test
    void makesTheUrlOfTheStream() {
        assertThat(AgentAddress.stream("10.0.0.1", 8186, CONSOLE, "ns", "vm1"))
                .hasToString(
                        "wss://10.0.0.1:8186/v1/namespaces/ns/virtualmachineinstances/vm1/console");
        assertThat(AgentAddress.stream("fd00::1", 8186, CONSOLE, "ns", "vm1").getHost())
                .isEqualTo("[fd00::1]");
    }

    @Test
    void sessionsAndPortsArePartOfIt() {
        assertThat(AgentAddress.stream("10.0.0.1", 8186, StreamRequest.PICTURE, "ns", "vm1"))
                .hasToString(
                        "wss://10.0.0.1:8186/v1/namespaces/ns/virtualmachineinstances/vm1/vnc"
                                + "?preserveSession=true");
        StreamRequest port = new StreamRequest(StreamKind.PORT, "portforward/22/tcp", false);
        assertThat(AgentAddress.stream("10.0.0.1", 8186, port, "ns", "vm1").getPath())
                .endsWith("/vm1/portforward/22/tcp");
    }

    private static V1Pod pod(String ip, String phase, boolean ready) {
        return new V1Pod()
                .metadata(new V1ObjectMeta())
                .status(
                        new V1PodStatus()
                                .phase(phase)
                                .podIP(ip)
                                .addConditionsItem(
                                        new V1PodCondition()
                                                .type("Ready")
                                                .status(ready ? "True" : "False")));
    }
}
