package io.kubevirt.ee.handler.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubevirt.ee.handler.stream.StreamedGuests.Answer;
import io.kubevirt.ee.handler.stream.TestClient.Closed;
import io.kubevirt.ee.runtime.tls.MutualTls;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real server with real certificates, a real client, and unix sockets as qemu makes them. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AgentServerIT {

    private static final String VIRT_API = "kubevirt.io:system:client:virt-handler";
    private static final String HANDLER = "kubevirt.io:system:node:virt-handler";
    private static final String PLAIN = "plain.kubevirt.io";

    @TempDir Path directory;
    private TestCertificates authority;
    private SSLContext tls;
    private volatile Duration ahead = Duration.ZERO;
    private ServerSocketChannel qemu;
    private AgentServer server;

    @BeforeEach
    void start() throws Exception {
        authority = new TestCertificates(directory.resolve("ca"));
        authority.issue(directory.resolve("server"), HANDLER);
        tls = client(authority, "client", VIRT_API);
        qemu = listen("serial0.sock");
        start(Duration.ofSeconds(20), Duration.ofSeconds(10));
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        qemu.close();
    }

    @Test
    void bytesGoBothWaysAsBinaryMessagesOfTheSubprotocol() throws Exception {
        TestClient client = TestClient.open(tls, console("vm"), PLAIN);
        SocketChannel guest = qemu.accept();

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
        TestClient client = TestClient.open(tls, console("vm"), PLAIN);
        SocketChannel guest = qemu.accept();
        write(guest, "Power down");

        guest.close();

        assertThat(client.closed.get(10, TimeUnit.SECONDS))
                .isEqualTo(new Closed(1000, "the guest ended"));
        client.await("Power down");
    }

    @Test
    void aNewConsoleTakesOverFromTheLast() throws Exception {
        TestClient first = TestClient.open(tls, console("vm"), PLAIN);
        SocketChannel firstGuest = qemu.accept();

        TestClient second = TestClient.open(tls, console("vm"), PLAIN);

        assertThat(first.closed.get(10, TimeUnit.SECONDS))
                .isEqualTo(new Closed(1001, "another client connected to this device"));
        assertThat(firstGuest.read(ByteBuffer.allocate(1))).isEqualTo(-1);
        SocketChannel secondGuest = qemu.accept();
        second.send("still here");
        assertThat(read(secondGuest, 10)).isEqualTo("still here");
    }

    @Test
    void aSessionOfAScreenThatIsPreservedIsNotTakenOver() throws Exception {
        URI preserved = URI.create(stream("vm", "vnc") + "?preserveSession=true");
        try (ServerSocketChannel screen = listen("vnc.sock")) {
            TestClient first = TestClient.open(tls, preserved, PLAIN);
            SocketChannel guest = screen.accept();

            assertHandshakeStatus(423, preserved, PLAIN);
            write(guest, "still here");
            first.await("still here");

            TestClient second = TestClient.open(tls, stream("vm", "vnc"), PLAIN);
            assertThat(first.closed.get(10, TimeUnit.SECONDS).code()).isEqualTo(1001);
            second.leave();
        }
    }

    @Test
    void whoLeavesMakesRoomForTheNextAtOnce() throws Exception {
        URI preserved = URI.create(stream("vm", "vnc") + "?preserveSession=true");
        try (ServerSocketChannel screen = listen("vnc.sock")) {
            for (int i = 0; i < 10; i++) {
                TestClient client = TestClient.open(tls, preserved, PLAIN);
                screen.accept();
                client.leave();
                client.closed.get(10, TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void aPortIsAConnectionOfItsOwnForEachClient() throws Exception {
        try (ServerSocketChannel service = ServerSocketChannel.open().bind(anyPort())) {
            URI port = port(service.getLocalAddress(), "tcp");
            TestClient one = TestClient.open(tls, port, PLAIN);
            SocketChannel first = service.accept();
            TestClient other = TestClient.open(tls, port, PLAIN);
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
            TestClient client = TestClient.open(tls, port(service.getLocalAddress(), "udp"), PLAIN);
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
        assertHandshakeStatus(503, port, PLAIN);
        assertStatus(
                400,
                "no network interfaces are present",
                "GET",
                stream("bare", "portforward/80/tcp"));
        assertStatus(404, "nothing is at", "GET", stream("vm", "portforward/80"));
    }

    private static SocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private URI port(SocketAddress service, String protocol) {
        return stream(
                "vm",
                "portforward/%d/%s".formatted(((InetSocketAddress) service).getPort(), protocol));
    }

    @Test
    void aClientThatReadsNothingHoldsUpOnlyItsOwnGuestAndIsCutOff() throws Exception {
        server.close();
        start(Duration.ofSeconds(20), Duration.ofSeconds(1));
        TestClient stuck = TestClient.openAndNeverRead(tls, console("vm"));
        SocketChannel talkative = qemu.accept();
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
        try (ServerSocketChannel other = listen("vnc.sock")) {
            TestClient quick = TestClient.open(tls, stream("vm", "vnc"), PLAIN);
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
        server.close();
        start(Duration.ofMillis(100), Duration.ofSeconds(10));
        try (SSLSocket socket = rawUpgrade()) {
            SocketChannel guest = qemu.accept();

            assertThat(guest.read(ByteBuffer.allocate(1))).isEqualTo(-1);
            assertThat(socket.isConnected()).isTrue();
        }
    }

    @Test
    void aClientThatAnswersPingsStaysForAsLongAsItLikes() throws Exception {
        server.close();
        start(Duration.ofMillis(100), Duration.ofSeconds(10));
        TestClient client = TestClient.open(tls, console("vm"), PLAIN);
        SocketChannel guest = qemu.accept();

        assertThatThrownBy(() -> client.closed.get(1, TimeUnit.SECONDS))
                .isInstanceOf(java.util.concurrent.TimeoutException.class);
        write(guest, "still here");
        client.await("still here");
    }

    @Test
    void textIsRefused() throws Exception {
        TestClient client = TestClient.open(tls, console("vm"), PLAIN);
        qemu.accept();

        client.sendText("{}");

        assertThat(client.closed.get(10, TimeUnit.SECONDS).code()).isEqualTo(1003);
    }

    @RepeatedTest(20)
    void streamsEndWithAReasonWhenTheAgentStops() throws Exception {
        TestClient client = TestClient.open(tls, console("vm"), PLAIN);
        qemu.accept();

        server.close();

        assertThat(client.closed.get(10, TimeUnit.SECONDS).reason()).contains("agent stops");
    }

    @Test
    void whatHindersAStreamIsToldBeforeTheUpgrade() throws Exception {
        assertStatus(
                404, "virtualmachineinstance ns/gone is not on this node", "GET", console("gone"));
        assertStatus(
                409, "virtualmachineinstance ns/halted is not running", "GET", console("halted"));
        assertStatus(400, "No serial consoles are present.", "GET", console("bare"));
        assertStatus(400, "a stream is a WebSocket", "GET", console("vm"));
        assertStatus(405, "not POST", "POST", console("vm"));
        assertStatus(404, "nothing is at", "GET", stream("vm", "usbredir"));
        assertHandshakeStatus(404, console("gone"), PLAIN);
        assertHandshakeStatus(409, console("halted"), PLAIN);
        assertHandshakeStatus(400, console("bare"), PLAIN);
        assertHandshakeStatus(400, console("vm"), "base64.channel.k8s.io");
        qemu.close();
        assertHandshakeStatus(503, console("vm"), PLAIN);
    }

    @Test
    void onlyVirtApiIsServed() throws Exception {
        TestCertificates stranger = new TestCertificates(directory.resolve("other-ca"));
        SSLContext otherAuthority = client(stranger, "other", VIRT_API);
        SSLContext otherName = client(authority, "node", HANDLER);
        SSLContext nobody = SSLContext.getInstance("TLS");
        nobody.init(null, new TrustManager[] {new TrustsAll()}, new SecureRandom());

        for (SSLContext wrong : java.util.List.of(otherAuthority, otherName, nobody)) {
            assertThatThrownBy(() -> TestClient.request(wrong, "GET", console("vm")))
                    .isInstanceOf(IOException.class);
        }
        assertThat(TestClient.request(tls, "GET", console("gone")).statusCode()).isEqualTo(404);
    }

    @Test
    void newCertificatesAreShownWithoutDroppingStreams() throws Exception {
        TestClient client = TestClient.open(tls, console("vm"), PLAIN);
        SocketChannel guest = qemu.accept();
        BigInteger before = servedSerialNumber();

        authority.issue(directory.resolve("server"), HANDLER);
        ahead = Duration.ofMinutes(1);

        assertThat(servedSerialNumber()).isNotEqualTo(before);
        write(guest, "still here");
        client.await("still here");
    }

    @Test
    void eachPortServesOnlyItsOwn() throws Exception {
        URI health = URI.create("http://127.0.0.1:%d/health/live".formatted(server.answerPort()));
        URI plainStream =
                URI.create(
                        "http://127.0.0.1:%d%s"
                                .formatted(server.answerPort(), console("vm").getPath()));
        URI securedHealth =
                URI.create("https://127.0.0.1:%d/health/live".formatted(server.streamPort()));

        HttpResponse<String> answer = TestClient.request(tls, "GET", health);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"status\":\"UP\"}");
        assertThat(TestClient.request(tls, "GET", plainStream).statusCode()).isEqualTo(404);
        assertThat(TestClient.request(tls, "GET", securedHealth).statusCode()).isEqualTo(404);
    }

    @Test
    void aRequestAboutAGuestIsAnsweredBesideTheStreams() throws Exception {
        HttpResponse<String> answer =
                TestClient.request(
                        tls,
                        "PUT",
                        URI.create(
                                "https://127.0.0.1:%d/v1/namespaces/ns/virtualmachineinstances/vm/freeze"
                                        .formatted(server.streamPort())));

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body())
                .isEqualTo("PUT /v1/namespaces/ns/virtualmachineinstances/vm/freeze ");
        URI plain = URI.create("http://127.0.0.1:" + server.answerPort() + "/freeze");
        assertThat(TestClient.request(tls, "PUT", plain).statusCode()).isEqualTo(404);
    }

    @Test
    void metricsNeedTlsAndNoCertificateAndAreOnNoOtherPort() throws Exception {
        SSLContext anybody = SSLContext.getInstance("TLS");
        anybody.init(null, new TrustManager[] {new TrustsAll()}, null);
        URI metrics = URI.create("https://127.0.0.1:" + server.metricsPort() + "/metrics");

        HttpResponse<String> answer = TestClient.request(anybody, "GET", metrics);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("up 1\n");
        assertThat(TestClient.request(anybody, "GET", metrics.resolve("/health/live")).statusCode())
                .isEqualTo(404);
        assertThat(
                        TestClient.request(
                                        anybody,
                                        "GET",
                                        metrics.resolve(
                                                "/v1/namespaces/ns/virtualmachineinstances/vm/console"))
                                .statusCode())
                .isEqualTo(404);
        URI plain = URI.create("http://127.0.0.1:" + server.answerPort() + "/metrics");
        assertThat(TestClient.request(tls, "GET", plain).statusCode()).isEqualTo(404);
        URI streams = URI.create("https://127.0.0.1:" + server.streamPort() + "/metrics");
        assertThat(TestClient.request(tls, "GET", streams).statusCode()).isEqualTo(404);
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
                        AgentServerIT::guest,
                        this::connect,
                        AgentServerIT::operation,
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

    private SocketChannel connect(String vmiUid, GuestDevice device) throws IOException {
        String name = device == GuestDevice.CONSOLE ? "serial0.sock" : "vnc.sock";
        return SocketChannel.open(UnixDomainSocketAddress.of(directory.resolve(name)));
    }

    private ServerSocketChannel listen(String name) throws IOException {
        ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listening.bind(UnixDomainSocketAddress.of(directory.resolve(name)));
        return listening;
    }

    private SSLContext client(TestCertificates signer, String name, String commonName)
            throws Exception {
        Path issued = signer.issue(directory.resolve(name), commonName);
        java.nio.file.Files.copy(
                directory.resolve("ca/ca.crt"),
                issued.resolve("ca.crt"),
                StandardCopyOption.REPLACE_EXISTING);
        return MutualTls.context(issued, HANDLER, InstantSource.system());
    }

    private URI console(String name) {
        return stream(name, "console");
    }

    private URI stream(String name, String device) {
        return URI.create(
                "wss://127.0.0.1:%d/v1/namespaces/ns/virtualmachineinstances/%s/%s"
                        .formatted(server.streamPort(), name, device));
    }

    private void assertStatus(int code, String words, String method, URI uri) throws Exception {
        HttpResponse<String> answer = TestClient.request(tls, method, uri);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(code);
        assertThat(answer.body()).contains("\"kind\":\"Status\"", "\"code\":" + code, words);
    }

    private void assertHandshakeStatus(int code, URI uri, String subprotocol) {
        assertThatThrownBy(() -> TestClient.open(tls, uri, subprotocol))
                .isInstanceOfSatisfying(
                        WebSocketHandshakeException.class,
                        failed -> assertThat(failed.getResponse().statusCode()).isEqualTo(code));
    }

    private BigInteger servedSerialNumber() throws Exception {
        SSLContext fresh =
                MutualTls.context(directory.resolve("client"), HANDLER, InstantSource.system());
        try (SSLSocket socket =
                (SSLSocket)
                        fresh.getSocketFactory().createSocket("127.0.0.1", server.streamPort())) {
            socket.startHandshake();
            X509Certificate shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            return shown.getSerialNumber();
        }
    }

    private SSLSocket rawUpgrade() throws IOException {
        SSLSocket socket =
                (SSLSocket) tls.getSocketFactory().createSocket("127.0.0.1", server.streamPort());
        String request =
                """
                GET %s HTTP/1.1
                Host: node
                Connection: Upgrade
                Upgrade: websocket
                Sec-WebSocket-Version: 13
                Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==

                """
                        .formatted(console("vm").getPath());
        socket.getOutputStream()
                .write(request.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static void write(SocketChannel guest, String text) throws IOException {
        guest.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String read(SocketChannel guest, int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes);
        while (buffer.hasRemaining() && guest.read(buffer) >= 0) {
            // until whole
        }
        return new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
    }

    /** A client that does not look at the certificate. */
    private static final class TrustsAll extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
