package io.kubevirt.ee.handler.stream;

import static io.kubevirt.ee.handler.stream.ServedAgent.PLAIN;
import static io.kubevirt.ee.handler.stream.ServedAgent.read;
import static io.kubevirt.ee.handler.stream.ServedAgent.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.handler.stream.TestClient.Closed;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Ports of guests, by TCP and UDP. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AgentPortsIT {

    @RegisterExtension final ServedAgent agent = new ServedAgent();

    @Test
    void aPortIsAConnectionOfItsOwnForEachClient() throws Exception {
        try (ServerSocketChannel service = ServerSocketChannel.open().bind(anyPort())) {
            URI port = port(service.getLocalAddress(), "tcp");
            TestClient one = TestClient.open(agent.tls(), port, PLAIN);
            SocketChannel first = service.accept();
            TestClient other = TestClient.open(agent.tls(), port, PLAIN);
            SocketChannel second = service.accept();

            one.send("one");
            other.send("other");
            write(second, "answer");

            assertThat(read(first, 3)).isEqualTo("one");
            assertThat(read(second, 5)).isEqualTo("other");
            other.await("answer");
            first.close();
            assertThat(one.closed.get(10, TimeUnit.SECONDS))
                    .isEqualTo(new Closed(1000, "the guest closed the connection"));
            other.leave();
            assertThat(second.read(ByteBuffer.allocate(1))).isEqualTo(-1);
        }
    }

    @Test
    void eachMessageToAPortOfUdpIsADatagram() throws Exception {
        try (DatagramChannel service = DatagramChannel.open().bind(anyPort())) {
            TestClient client =
                    TestClient.open(agent.tls(), port(service.getLocalAddress(), "udp"), PLAIN);
            client.sendPart("ab".getBytes(StandardCharsets.US_ASCII), false);
            client.sendPart("cd".getBytes(StandardCharsets.US_ASCII), true);
            client.sendPart(new byte[65_507], true);

            ByteBuffer heard = ByteBuffer.allocate(70_000);
            SocketAddress from = service.receive(heard);
            assertThat(heard.flip()).isEqualTo(StandardCharsets.US_ASCII.encode("abcd"));
            service.receive(heard.clear());
            assertThat(heard.position()).isEqualTo(65_507);
            service.send(StandardCharsets.US_ASCII.encode("answer"), from);
            client.await("answer");

            client.sendPart(new byte[65_000], false);
            client.sendPart(new byte[1_000], true);
            assertThat(client.closed.get(10, TimeUnit.SECONDS).code()).isEqualTo(1009);
        }
    }

    @Test
    void aPortThatCannotBeReachedIsToldBeforeTheUpgrade() throws Exception {
        ServerSocketChannel service = ServerSocketChannel.open().bind(anyPort());
        URI port = port(service.getLocalAddress(), "tcp");
        service.close();
        agent.assertHandshakeStatus(503, port, PLAIN);
        agent.assertStatus(
                400,
                "no network interfaces are present",
                "GET",
                agent.stream("bare", "portforward/80/tcp"));
        agent.assertStatus(404, "nothing is at", "GET", agent.stream("vm", "portforward/80"));
    }

    private static SocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private URI port(SocketAddress service, String protocol) {
        return agent.stream(
                "vm",
                "portforward/%d/%s".formatted(((InetSocketAddress) service).getPort(), protocol));
    }
}
