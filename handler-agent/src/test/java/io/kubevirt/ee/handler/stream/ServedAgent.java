package io.kubevirt.ee.handler.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubevirt.ee.handler.stream.StreamedGuests.Answer;
import io.kubevirt.ee.model.domain.GuestResources;
import io.kubevirt.ee.runtime.tls.MutualTls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The real server with real certificates, for a test; guests are unix sockets as qemu makes them.
 */
final class ServedAgent implements BeforeEachCallback, AfterEachCallback {
    static final String VIRT_API = "kubevirt.io:system:client:virt-handler";
    static final String HANDLER = "kubevirt.io:system:node:virt-handler";
    static final String PLAIN = "plain.kubevirt.io";

    private Path directory;
    private volatile Path sockets;
    private TestCertificates authority;
    private SSLContext tls;
    private volatile Duration ahead = Duration.ZERO;
    private ServerSocketChannel qemu;
    private AgentServer server;

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        directory = Files.createTempDirectory("kubevirt-ee-agent-");
        authority = new TestCertificates(directory.resolve("ca"));
        authority.issue(directory.resolve("server"), HANDLER);
        tls = client(authority, "client", VIRT_API);
        sockets = directory;
        qemu = listen("serial0.sock");
        start(Duration.ofSeconds(20), Duration.ofSeconds(10));
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        server.close();
        qemu.close();
        remove(directory);
    }

    /** Trusted by the server and its clients. */
    TestCertificates authority() {
        return authority;
    }

    /** What virt-api has. */
    SSLContext tls() {
        return tls;
    }

    /** Where certificates and sockets are. */
    Path directory() {
        return directory;
    }

    /** The end of a guest's serial console. */
    ServerSocketChannel qemu() {
        return qemu;
    }

    AgentServer server() {
        return server;
    }

    /** As if so much time had passed. */
    void moveClock(Duration by) {
        ahead = by;
    }

    /** The same server with other bounds. */
    void restart(Duration pingEvery, Duration sendDeadline) throws IOException {
        server.close();
        start(pingEvery, sendDeadline);
    }

    private void start(Duration pingEvery, Duration sendDeadline) throws IOException {
        AgentServerSettings settings =
                new AgentServerSettings(
                        0,
                        "127.0.0.1",
                        0,
                        0,
                        directory.resolve("server"),
                        VIRT_API,
                        pingEvery,
                        sendDeadline);
        Map<String, Supplier<HttpAnswer>> answers =
                Map.of(
                        "/health/live",
                        () -> new HttpAnswer(200, "application/json", "{\"status\":\"UP\"}"));
        InstantSource clock = () -> Instant.now(Clock.systemUTC()).plus(ahead);
        Map<String, Supplier<HttpAnswer>> metrics =
                Map.of("/metrics", () -> new HttpAnswer(200, "text/plain", "up 1\n"));
        server =
                new AgentServer(
                        settings,
                        ServedAgent::guest,
                        this::connect,
                        ServedAgent::operation,
                        answers,
                        metrics,
                        clock);
        server.start();
    }

    /** Says what it was asked for. */
    private static Optional<HttpAnswer> operation(String method, String path, String body) {
        return path.endsWith("/freeze")
                ? Optional.of(new HttpAnswer(202, "text/plain", method + " " + path + " " + body))
                : Optional.empty();
    }

    private static Answer guest(String namespace, String name) {
        return switch (name) {
            case "vm" ->
                    new Answer.Running(
                            "uid",
                            Set.of(GuestDevice.values()),
                            Optional.of(InetAddress.getLoopbackAddress()));
            case "bare" -> new Answer.Running("uid", Set.of(), Optional.empty());
            case "halted" -> new Answer.NotRunning();
            default -> new Answer.NotHere();
        };
    }

    private SocketChannel connect(String vmiUid, GuestDevice device, int slot) throws IOException {
        String name =
                switch (device) {
                    case CONSOLE -> "serial0.sock";
                    case VNC -> "vnc.sock";
                    case USB -> GuestResources.usbSocketName(slot);
                };
        return SocketChannel.open(UnixDomainSocketAddress.of(sockets.resolve(name)));
    }

    /** Guests' sockets are in another directory from now on. */
    void findSocketsIn(Path other) {
        sockets = other;
    }

    ServerSocketChannel listen(String name) throws IOException {
        ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listening.bind(UnixDomainSocketAddress.of(directory.resolve(name)));
        return listening;
    }

    SSLContext client(TestCertificates signer, String name, String commonName) throws Exception {
        Path issued = signer.issue(directory.resolve(name), commonName);
        Files.copy(
                directory.resolve("ca/ca.crt"),
                issued.resolve("ca.crt"),
                StandardCopyOption.REPLACE_EXISTING);
        return MutualTls.context(issued, HANDLER, InstantSource.system());
    }

    URI console(String name) {
        return stream(name, "console");
    }

    URI stream(String name, String device) {
        return URI.create(
                "wss://127.0.0.1:%d/v1/namespaces/ns/virtualmachineinstances/%s/%s"
                        .formatted(server.streamPort(), name, device));
    }

    void assertStatus(int code, String words, String method, URI uri) throws Exception {
        HttpResponse<String> answer = TestClient.request(tls, method, uri);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(code);
        assertThat(answer.body()).contains("\"kind\":\"Status\"", "\"code\":" + code, words);
    }

    void assertHandshakeStatus(int code, URI uri, String subprotocol) {
        assertThatThrownBy(() -> TestClient.open(tls, uri, subprotocol))
                .isInstanceOfSatisfying(
                        WebSocketHandshakeException.class,
                        failed -> assertThat(failed.getResponse().statusCode()).isEqualTo(code));
    }

    static void write(SocketChannel guest, String text) throws IOException {
        guest.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    static String read(SocketChannel guest, int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes);
        while (buffer.hasRemaining() && guest.read(buffer) >= 0) {
            // until whole
        }
        return new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
