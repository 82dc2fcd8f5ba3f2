package io.kubevirt.ee.model.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.model.domain.Requests;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuestProbeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'tcpSocket': {'port': 22}}    | Tcp[port=22]",
                "{'tcpSocket': {'port': '22'}}  | Tcp[port=22]",
                "{'tcpSocket': {'port': 'web'}} | Tcp[port=8080]",
                "{'tcpSocket': {'port': 'no'}}  | Tcp[port=0]",
                "{'guestAgentPing': {}}         | Ping[]",
                "{'exec': {'command': ['/bin/ls', '-l']}} | Exec[command=[/bin/ls, -l]]",
                "{'httpGet': {'port': 80}} | Http[tls=false, port=80, path=/, headers=[]]",
                "{'httpGet': {'port': 'web', 'path': 'x', 'scheme': 'HTTPS'}}"
                        + " | Http[tls=true, port=8080, path=/x, headers=[]]",
            })
    void aProbeChecksInOneWay(String probe, String check) {
        GuestProbe read = GuestProbe.readiness(spec("readinessProbe", probe)).orElseThrow();
        assertThat(read.check()).hasToString(check);
    }

    @Test
    void whatAProbeDoesNotStateIsAsKubernetesHasIt() {
        GuestProbe read =
                GuestProbe.liveness(spec("livenessProbe", "{'guestAgentPing': {}}")).orElseThrow();
        assertThat(read.times())
                .hasToString(
                        "ProbeTimes[initialDelay=PT0S, period=PT10S, timeout=PT1S, successes=1,"
                                + " failures=3]");
    }

    @Test
    void whatAProbeStatesCounts() {
        GuestProbe read =
                GuestProbe.liveness(
                                spec(
                                        "livenessProbe",
                                        "{'guestAgentPing': {}, 'initialDelaySeconds': 4,"
                                                + " 'periodSeconds': 5, 'timeoutSeconds': 6,"
                                                + " 'successThreshold': 7, 'failureThreshold': 8}"))
                        .orElseThrow();
        assertThat(read.times())
                .hasToString(
                        "ProbeTimes[initialDelay=PT4S, period=PT5S, timeout=PT6S, successes=7,"
                                + " failures=8]");
    }

    @Test
    void aGuestWithoutProbesHasNone() {
        VirtualMachineInstanceSpec spec = spec("x", "{}");
        assertThat(GuestProbe.readiness(spec)).isEmpty();
        assertThat(GuestProbe.liveness(spec)).isEmpty();
    }

    private static VirtualMachineInstanceSpec spec(String field, String probe) {
        return Requests.spec(
                """
                {"domain": {"devices": {"interfaces": [{"name": "default", "masquerade": {},
                   "ports": [{"name": "web", "port": 8080}]}]}},
                 "%s": %s}"""
                        .formatted(field, probe.replace('\'', '"')));
    }
}
