package io.kubevirt.ee.handler.downward;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MetricsChannelTest {
    private final AtomicInteger asked = new AtomicInteger();
    private SocketChannel guest;
    private Thread serving;

    @BeforeEach
    void connect() throws IOException {
        try (ServerSocketChannel qemu =
                ServerSocketChannel.open()
                        .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            guest = SocketChannel.open(qemu.getLocalAddress());
            MetricsChannel channel =
                    new MetricsChannel(
                            qemu.accept(),
                            () -> "<m" + asked.incrementAndGet() + "/>",
                            Duration.ZERO);
            serving = Thread.ofVirtual().start(channel);
        }
    }

    @AfterEach
    void leave() throws Exception {
        guest.close();
        assertThat(serving.join(Duration.ofSeconds(10))).isTrue();
    }

    @Test
    void eachQuestionIsAnsweredWithTheFiguresOfThatTime() throws IOException {
        say("GET /metrics/XML\n\n");
        assertThat(hear(7)).isEqualTo("<m1/>\n\n");
        say("GET /metrics/XML\r\n\r\nGET /metrics/XML\n\n");
        assertThat(hear(14)).isEqualTo("<m2/>\n\n<m3/>\n\n");
    }

    @Test
    void whatIsNoQuestionIsToldSoAndTheNextIsAnswered() throws IOException {
        say("GET /metrics/json\n\n");
        assertThat(hear(17)).isEqualTo("INVALID REQUEST\n\n");
        say("x".repeat(100_000) + "\n\nGET /metrics/XML\n\n");
        assertThat(hear(24)).isEqualTo("INVALID REQUEST\n\n<m1/>\n\n");
    }

    private void say(String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
        while (bytes.hasRemaining()) {
            guest.write(bytes);
        }
    }

    private String hear(int bytes) throws IOException {
        ByteBuffer heard = ByteBuffer.allocate(bytes);
        while (heard.hasRemaining() && guest.read(heard) >= 0) {
            // Until all is there.
        }
        return new String(heard.array(), 0, heard.position(), StandardCharsets.US_ASCII);
    }
}
