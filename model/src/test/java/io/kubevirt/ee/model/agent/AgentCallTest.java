package io.kubevirt.ee.model.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgentCallTest {

    @Test
    void aRequestIsAsTheAgentsProtocolHasIt() {
        assertThat(AgentCall.run(List.of("/bin/test", "-e", "/a\"b")).request())
                .isEqualTo(
                        """
                        {"execute":"guest-exec","arguments":{"path":"/bin/test","arg":["-e","/a\\"b"]}}""");
        assertThat(AgentCall.outcome(7).request())
                .isEqualTo(
                        """
                        {"execute":"guest-exec-status","arguments":{"pid":7}}""");
        assertThat(AgentCall.setTime(Instant.parse("2026-01-01T12:00:00.5Z")).request())
                .isEqualTo(
                        """
                        {"execute":"guest-set-time","arguments":{"time":1767268800500000000}}""");
    }
}
