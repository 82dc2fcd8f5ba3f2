package io.kubevirt.ee.handler.stream;

import static io.kubevirt.ee.handler.stream.ServedAgent.PLAIN;
import static io.kubevirt.ee.handler.stream.ServedAgent.read;
import static io.kubevirt.ee.handler.stream.ServedAgent.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubevirt.ee.handler.stream.TestClient.Closed;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Consoles and screens of guests: real clients, and unix sockets as qemu makes them. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AgentStreamsIT {

    @RegisterExtension final ServedAgent agent = new ServedAgent();

    @Test
    void bytesGoBothWaysAsBinaryMessagesOfTheSubprotocol() throws Exception {
        TestClient client = TestClient.open(agent.tls(), agent.console("vm"), PLAIN);
        SocketChannel guest = agent.qemu().accept();

        write(guest, "login: ");
        client.await("login: ");
        client.send("root\n");

        assertThat(client.subprotocol()).isEqualTo(PLAIN);
        assertThat(read(guest, 5)).isEqualTo("root\n");
        client.leave();
        assertThat(guest.read(ByteBuffer.allocate(1))).isEqualTo(-1);
    }

    @Test
    void theClientIsToldThatTheGuestEnded() throws Exception {
        TestClient client = TestClient.open(agent.tls(), agent.console("vm"), PLAIN);
        SocketChannel guest = agent.qemu().accept();
        write(guest, "Power down");

        guest.close();

        assertThat(client.closed.get(10, TimeUnit.SECONDS))
                .isEqualTo(new Closed(1000, "the guest ended"));
        client.await("Power down");
    }

    @Test
    void aNewConsoleTakesOverFromTheLast() throws Exception {
        TestClient first = TestClient.open(agent.tls(), agent.console("vm"), PLAIN);
        SocketChannel firstGuest = agent.qemu().accept();

        TestClient second = TestClient.open(agent.tls(), agent.console("vm"), PLAIN);

        assertThat(first.closed.get(10, TimeUnit.SECONDS))
                .isEqualTo(new Closed(1001, "another client connected to this device"));
        assertThat(firstGuest.read(ByteBuffer.allocate(1))).isEqualTo(-1);
        SocketChannel secondGuest = agent.qemu().accept();
        second.send("still here");
        assertThat(read(secondGuest, 10)).isEqualTo("still here");
    }

    @Test
    void aSessionOfAScreenThatIsPreservedIsNotTakenOver() throws Exception {
        URI preserved = URI.create(agent.stream("vm", "vnc") + "?preserveSession=true");
        try (ServerSocketChannel screen = agent.listen("vnc.sock")) {
            TestClient first = TestClient.open(agent.tls(), preserved, PLAIN);
            SocketChannel guest = screen.accept();

            agent.assertHandshakeStatus(423, preserved, PLAIN);
            write(guest, "still here");
            first.await("still here");

            TestClient second = TestClient.open(agent.tls(), agent.stream("vm", "vnc"), PLAIN);
            assertThat(first.closed.get(10, TimeUnit.SECONDS).code()).isEqualTo(1001);
            second.leave();
        }
    }

    @Test
    void whoLeavesMakesRoomForTheNextAtOnce() throws Exception {
        URI preserved = URI.create(agent.stream("vm", "vnc") + "?preserveSession=true");
        try (ServerSocketChannel screen = agent.listen("vnc.sock")) {
            for (int i = 0; i < 10; i++) {
                TestClient client = TestClient.open(agent.tls(), preserved, PLAIN);
                screen.accept();
                client.leave();
                client.closed.get(10, TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void aClientThatReadsNothingHoldsUpOnlyItsOwnGuestAndIsCutOff() throws Exception {
        agent.restart(Duration.ofSeconds(20), Duration.ofSeconds(1));
        TestClient stuck = TestClient.openAndNeverRead(agent.tls(), agent.console("vm"));
        SocketChannel talkative = agent.qemu().accept();
        Thread flood =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    ByteBuffer zeros = ByteBuffer.allocate(1 << 20);
                                    try {
                                        while (true) {
                                            talkative.write(zeros.clear());
                                        }
                                    } catch (IOException cut) {
                                        // what the test waits for
                                    }
                                });
        try (ServerSocketChannel other = agent.listen("vnc.sock")) {
            TestClient quick = TestClient.open(agent.tls(), agent.stream("vm", "vnc"), PLAIN);
            SocketChannel guest = other.accept();
            write(guest, "RFB 003.008\n");
            quick.await("RFB 003.008\n");
            quick.leave();
        }

        assertThat(flood.join(Duration.ofSeconds(10))).isTrue();
        stuck.abort();
    }

    @Test
    void aClientThatGivesNoSignOfLifeIsCutOff() throws Exception {
        agent.restart(Duration.ofMillis(100), Duration.ofSeconds(10));
        try (SSLSocket socket = rawUpgrade()) {
            SocketChannel guest = agent.qemu().accept();

            assertThat(guest.read(ByteBuffer.allocate(1))).isEqualTo(-1);
            assertThat(socket.isConnected()).isTrue();
        }
    }

    @Test
    void aClientThatAnswersPingsStaysForAsLongAsItLikes() throws Exception {
        agent.restart(Duration.ofMillis(100), Duration.ofSeconds(10));
        TestClient client = TestClient.open(agent.tls(), agent.console("vm"), PLAIN);
        SocketChannel guest = agent.qemu().accept();

        assertThatThrownBy(() -> client.closed.get(1, TimeUnit.SECONDS))
                .isInstanceOf(TimeoutException.class);
        write(guest, "still here");
        client.await("still here");
    }

    @Test
    void textIsRefused() throws Exception {
        TestClient client = TestClient.open(agent.tls(), agent.console("vm"), PLAIN);
        agent.qemu().accept();

        client.sendText("{}");

        assertThat(client.closed.get(10, TimeUnit.SECONDS).code()).isEqualTo(1003);
    }

    @RepeatedTest(20)
    void streamsEndWithAReasonWhenTheAgentStops() throws Exception {
        TestClient client = TestClient.open(agent.tls(), agent.console("vm"), PLAIN);
        agent.qemu().accept();

        agent.server().close();

        assertThat(client.closed.get(10, TimeUnit.SECONDS).reason()).contains("agent stops");
    }

    private SSLSocket rawUpgrade() throws IOException {
        SSLSocket socket =
                (SSLSocket)
                        agent.tls()
                                .getSocketFactory()
                                .createSocket("127.0.0.1", agent.server().streamPort());
        String request =
                """
                GET %s HTTP/1.1
                Host: node
                Connection: Upgrade
                Upgrade: websocket
                Sec-WebSocket-Version: 13
                Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==

                """
                        .formatted(agent.console("vm").getPath());
        socket.getOutputStream()
                .write(request.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
        return socket;
    }
}
