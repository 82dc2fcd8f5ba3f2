package io.kubevirt.ee.api.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Bytes of an agent's stream, read by one thread. */
class AgentPipeTest {
    /** A server that waits for an answer sends nothing more. */
    @Test
    void whoWantsNoMoreBytesWaitsForNone() throws IOException {
        AgentPipe pipe = new AgentPipe(Duration.ZERO);
        assertThat(pipe.in().read(new byte[1], 1, 0)).isZero();
        assertThat(pipe.in().readNBytes(0)).isEmpty();
    }
}
