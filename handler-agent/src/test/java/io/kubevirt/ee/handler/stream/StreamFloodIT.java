package io.kubevirt.ee.handler.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.handler.stream.StreamedGuests.Answer;
import io.kubevirt.ee.runtime.tls.MutualTls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A great many messages into a port of a guest: the server must ask for the next one each time.
 * Jetty 12.1.5 lost that now and then, when it was asked for just as the last one was done with
 * (its issue 14528), and the stream stood still.
 */
class StreamFloodIT {
    private static final String VIRT_API = "kubevirt.io:system:client:virt-handler";
    private static final String HANDLER = "kubevirt.io:system:node:virt-handler";
    private static final int STREAMS = 2;
    private static final int MESSAGES = 150_000;
    private static final Duration STANDSTILL = Duration.ofSeconds(20);
    private static final Duration DEADLINE = Duration.ofMinutes(3);

    @TempDir Path directory;
    private final AtomicLong taken = new AtomicLong();
    private ServerSocketChannel guest;
    private AgentServer server;
    private SSLContext tls;

    @BeforeEach
    void start() throws Exception {
        TestCertificates authority = new TestCertificates(directory.resolve("ca"));
        authority.issue(directory.resolve("server"), HANDLER);
        Path client = authority.issue(directory.resolve("client"), VIRT_API);
        Files.copy(
                directory.resolve("ca/ca.crt"),
                client.resolve("ca.crt"),
                StandardCopyOption.REPLACE_EXISTING);
        tls = MutualTls.context(client, HANDLER, InstantSource.system());
        InetAddress loopback = InetAddress.getLoopbackAddress();
        guest = ServerSocketChannel.open().bind(new InetSocketAddress(loopback, 0));
        Thread.startVirtualThread(this::accept);
        server =
                new AgentServer(
                        new AgentServerSettings(
                                0,
                                "127.0.0.1",
                                0,
                                0,
                                directory.resolve("server"),
                                VIRT_API,
                                AgentServerSettings.PING_EVERY,
                                STANDSTILL),
                        (namespace, name) ->
                                new Answer.Running("uid", Set.of(), Optional.of(loopback)),
                        (uid, device, slot) -> {
                            throw new IOException("no device");
                        },
                        (method, path, body) -> Optional.empty(),
                        Map.of(),
                        Map.of(),
                        InstantSource.system());
        server.start();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        guest.close();
    }

    @Test
    void streamsOfAGreatManyMessagesNeverStandStill() throws Exception {
        CompletableFuture<?>[] floods = new CompletableFuture<?>[STREAMS];
        for (int i = 0; i < STREAMS; i++) {
            TestClient client = TestClient.open(tls, port(), "plain.kubevirt.io");
            floods[i] = CompletableFuture.runAsync(() -> flood(client), Thread::startVirtualThread);
        }
        CompletableFuture.allOf(floods).get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
        Awaitility.await("the guest has them all")
                .atMost(STANDSTILL)
                .untilAsserted(() -> assertThat(taken).hasValue(STREAMS * MESSAGES));
    }

    private static void flood(TestClient client) {
        for (int sent = 0; sent < MESSAGES; sent++) {
            client.send("x");
        }
    }

    private URI port() throws IOException {
        return URI.create(
                "wss://127.0.0.1:%d/v1/namespaces/ns/virtualmachineinstances/vm/portforward/%d/tcp"
                        .formatted(
                                server.streamPort(),
                                ((InetSocketAddress) guest.getLocalAddress()).getPort()));
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel connection = guest.accept();
                Thread.startVirtualThread(() -> takeAll(connection));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void takeAll(SocketChannel connection) {
        ByteBuffer some = ByteBuffer.allocate(8192);
        try (connection) {
            for (int count = connection.read(some);
                    count >= 0;
                    count = connection.read(some.clear())) {
                taken.addAndGet(count);
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }
}
