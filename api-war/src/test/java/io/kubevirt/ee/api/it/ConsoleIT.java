package io.kubevirt.ee.api.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.hamcrest.BaseMatcher;
import org.hamcrest.Description;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Consoles, the whole way but for the guest: a WebSocket through the real API server to virt-api,
 * and on by mutual TLS to the agent's own server.
 */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class ConsoleIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int MEBIBYTE = 1024 * 1024;

    @TempDir private Path directory;
    private Agent agent;

    @BeforeEach
    void startAgent() throws Exception {
        agent = new Agent(directory.resolve("agent"), Agent.NAME);
        Agent.register(Agent.NODE);
        Guests.awaitSubresources(SOON);
    }

    @AfterEach
    void stopAgent() {
        agent.close();
    }

    @Test
    void bytesGoBothWays() throws Exception {
        Terminal terminal = Terminal.open(administrator(), console(running()));
        SocketChannel guest = agent.guest();
        write(guest, "login: ".getBytes(StandardCharsets.UTF_8));
        terminal.await("login: ");
        terminal.type("root\n");
        assertThat(read(guest, 5)).isEqualTo("root\n");
        assertThat(terminal.subprotocol()).isEqualTo(Terminal.SUBPROTOCOL);
        terminal.leave();
        assertThat(guest.read(ByteBuffer.allocate(1))).isEqualTo(-1);
    }

    @Test
    void textIsTakenAsTheBytesItIsMadeOf() throws Exception {
        Terminal terminal = Terminal.open(administrator(), console(running()));
        SocketChannel guest = agent.guest();
        terminal.typeAsText("grüß");
        assertThat(read(guest, 6)).isEqualTo("grüß");
        terminal.leave();
    }

    @Test
    void aScreenIsStreamedLikeAConsole() throws Exception {
        Terminal terminal = Terminal.open(administrator(), stream(running(), "vnc"));
        write(agent.guest(), "RFB 003.008\n".getBytes(StandardCharsets.UTF_8));
        terminal.await("RFB 003.008");
        terminal.leave();
    }

    @Test
    void theCallerIsToldThatTheGuestEnded() throws Exception {
        Terminal terminal = Terminal.open(administrator(), console(running()));
        SocketChannel guest = agent.guest();
        write(guest, "Power down".getBytes(StandardCharsets.UTF_8));
        guest.close();
        assertThat(terminal.closed()).isEqualTo("1000 the guest ended");
        assertThat(terminal.shown()).isEqualTo("Power down");
    }

    @Test
    void theCallerIsToldThatAnotherTookOver() throws Exception {
        String path = console(running());
        Terminal first = Terminal.open(administrator(), path);
        Terminal second = Terminal.open(administrator(), path);
        assertThat(first.closed()).isEqualTo("1001 another client connected to this device");
        second.leave();
    }

    @Test
    void theCallerIsToldThatTheAgentStops() throws Exception {
        Terminal terminal = Terminal.open(administrator(), console(running()));
        agent.guest();
        agent.close();
        assertThat(terminal.closed()).isEqualTo("1001 the node's agent stops, connect again");
        agent = new Agent(directory.resolve("agent"), Agent.NAME);
    }

    @Test
    void theCallerIsToldThatTheNodeIsLost() throws Exception {
        agent.close();
        agent = new Agent(directory.resolve("agent"), Agent.NAME, 0);
        try (Relay way = new Relay(Agent.PORT, agent.port())) {
            Terminal terminal = Terminal.open(administrator(), console(running()));
            write(agent.guest(), "login: ".getBytes(StandardCharsets.UTF_8));
            terminal.await("login: ");
            way.lose();
            assertThat(terminal.closed()).isEqualTo("1001 virt-handler does not answer");
        }
    }

    /** The server pings every four seconds, and leaves who misses two. */
    @Test
    void aStreamOnWhichNothingIsSaidStaysOpen() throws Exception {
        Terminal terminal = Terminal.open(administrator(), console(running()));
        SocketChannel guest = agent.guest();
        Awaitility.await("it stays open")
                .atMost(SOON)
                .during(Duration.ofSeconds(14))
                .until(terminal::isOpen);
        write(guest, "still here".getBytes(StandardCharsets.UTF_8));
        terminal.await("still here");
        terminal.leave();
    }

    @Test
    void aCallerWhoVanishesLeavesTheGuest() throws Exception {
        Terminal terminal = Terminal.open(administrator(), console(running()));
        SocketChannel guest = agent.guest();
        terminal.vanish();
        assertThat(guest.read(ByteBuffer.allocate(1))).isEqualTo(-1);
    }

    @Test
    void muchOutputArrivesWholeAndInOrder() throws Exception {
        Terminal terminal = Terminal.open(administrator(), console(running()));
        byte[] output = noise(16 * MEBIBYTE);
        write(agent.guest(), output);
        Awaitility.await("all output")
                .atMost(Duration.ofSeconds(120))
                .until(() -> terminal.count() >= output.length);
        assertThat(terminal.bytes()).isEqualTo(output);
        terminal.leave();
    }

    @Test
    void muchInputArrivesWholeAndInOrder() throws Exception {
        Terminal terminal = Terminal.open(administrator(), console(running()));
        SocketChannel guest = agent.guest();
        byte[] input = noise(8 * MEBIBYTE);
        CompletableFuture<byte[]> received = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> received.completeAsync(() -> readAll(guest, input.length)));
        for (int at = 0; at < input.length; at += 4096) {
            terminal.send(Arrays.copyOfRange(input, at, at + 4096)).join();
        }
        assertThat(received.get(120, TimeUnit.SECONDS)).isEqualTo(input);
        terminal.leave();
    }

    @Test
    void aCallerWhoReadsNothingHoldsUpItsGuestAndIsLeftInTheEnd() throws Exception {
        Terminal terminal = Terminal.openWithoutReading(administrator(), console(running()));
        SocketChannel guest = agent.guest();
        AtomicLong written = new AtomicLong();
        CompletableFuture<Void> cutOff =
                CompletableFuture.runAsync(() -> writeWithoutEnd(guest, written));
        cutOff.get(60, TimeUnit.SECONDS);
        // Sockets and proxies on the way hold a few MiB; virt-api itself holds one message.
        assertThat(written.get()).isLessThan(64L * MEBIBYTE);
        terminal.vanish();
    }

    @Test
    void aGuestThatReadsNothingHoldsUpItsCallerOnly() throws Exception {
        Terminal stuck = Terminal.open(administrator(), console(running()));
        SocketChannel deaf = agent.guest();
        Terminal other = Terminal.open(administrator(), console(running()));
        SocketChannel listening = agent.guest();
        AtomicLong sent = new AtomicLong();
        Thread typing = Thread.ofVirtual().start(() -> sendWithoutEnd(stuck, sent));
        Awaitility.await("the caller is held up")
                .atMost(SOON)
                .during(Duration.ofSeconds(2))
                .until(sent::get, new Unchanging());
        other.type("hello");
        assertThat(read(listening, 5)).isEqualTo("hello");
        assertThat(sent.get()).isLessThan(64L * MEBIBYTE);
        stuck.vanish();
        other.leave();
        assertThat(typing.join(SOON)).isTrue();
        deaf.close();
    }

    @Test
    void moreStreamsThanAllowedAreRefused() throws Exception {
        List<Terminal> open = new ArrayList<>();
        int allowed = Integer.parseInt(System.getenv("KUBEVIRT_API_MAX_STREAMS"));
        for (int i = 0; i < allowed; i++) {
            open.add(Terminal.open(administrator(), console(running())));
        }
        assertThat(Terminal.refusal(administrator(), console(running()))).isEqualTo(429);
        open.removeFirst().leave();
        Awaitility.await("there is room again")
                .atMost(SOON)
                .ignoreExceptions()
                .until(() -> open.add(Terminal.open(administrator(), console(running()))));
        open.forEach(Terminal::leave);
    }

    /** Status of the instance, the refusal. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"phase":"Pending"}    | 400 | Unable to connect to VirtualMachineInstance because phase is Pending instead of Running or Scheduled
                    {"phase":"Succeeded"}  | 400 | Unable to connect to VirtualMachineInstance because phase is Succeeded instead of Running or Scheduled
                    {"phase":"Failed"}     | 409 | VMI is in failed status
                    {"phase":"Running"}    | 400 | its status names no node
                    {"phase":"Running","nodeName":"empty-node"} | 400 | no virt-handler runs on node empty-node
                    {"phase":"Running","nodeName":"it-node"}    | 400 | console is a stream: ask for a WebSocket upgrade
                    """)
    void whatIsInTheWayIsToldInAStatus(String status, int code, String words) throws Exception {
        String name = Guests.newName("console");
        Guests.withInstance(name, status);
        Http.Answer answer = administrator().get(console(name));
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.json().get("kind").getAsString()).isEqualTo("Status");
        assertThat(answer.message()).contains(words);
        if (!words.contains("upgrade")) {
            assertThat(Terminal.refusal(administrator(), console(name))).isEqualTo(code);
        }
    }

    @Test
    void anInstanceThatIsNotThereIsNotFound() throws Exception {
        Http.Answer answer = administrator().get(console("nobody"));
        assertThat(answer.code()).isEqualTo(404);
        assertThat(answer.message())
                .isEqualTo("virtualmachineinstance.kubevirt.io \"nobody\" not found");
    }

    @Test
    void anInstanceWithoutAConsoleHasNone() throws Exception {
        String name = Guests.newName("console");
        JsonObject instance = Guests.instance(name);
        instance.getAsJsonObject("spec")
                .getAsJsonObject("domain")
                .getAsJsonObject("devices")
                .addProperty("autoattachSerialConsole", false);
        Http controller = Stage.current().controller();
        Guests.require(controller.post(Guests.INSTANCES, instance), 201);
        assertThat(administrator().get(console(name)).message())
                .isEqualTo("No serial consoles are present.");
    }

    @Test
    void aCallerWhoMayNotGetsNoConsole() throws Exception {
        String path = console(running());
        assertThat(Terminal.refusal(Stage.current().user("mallory"), path)).isEqualTo(403);
        assertThat(Terminal.refusal(Stage.current().asFrontProxy("X-Remote-User", "mallory"), path))
                .isEqualTo(401);
        assertThat(
                        Terminal.refusal(
                                Stage.current()
                                        .directly()
                                        .with(
                                                "X-Remote-User",
                                                "admin",
                                                "X-Remote-Group",
                                                "system:masters"),
                                path))
                .isEqualTo(401);
    }

    @Test
    void aGuestThatDoesNotRunYetCanBeAskedForAgain() throws Exception {
        String name = running();
        agent.knows(name);
        assertThat(Terminal.refusal(administrator(), console(name))).isEqualTo(400);
    }

    @Test
    void anAgentThatIsAwayIsAnInternalError() throws Exception {
        String path = console(running());
        agent.close();
        assertThat(Terminal.refusal(administrator(), path)).isEqualTo(500);
        agent = new Agent(directory.resolve("agent"), Agent.NAME);
    }

    @Test
    void anAgentThatDoesNotAnswerIsAnInternalError() throws Exception {
        String path = console(running());
        agent.close();
        try (ServerSocket silent =
                new ServerSocket(
                        Integer.getInteger("it.agent.port"),
                        5,
                        InetAddress.getByName("127.0.0.1"))) {
            assertThat(silent.isBound()).isTrue();
            assertThat(Terminal.refusal(administrator(), path)).isEqualTo(500);
        }
        agent = new Agent(directory.resolve("agent"), Agent.NAME);
    }

    @Test
    void whoeverIsNotTheAgentGetsNoStream() throws Exception {
        String path = console(running());
        agent.close();
        agent = new Agent(directory.resolve("other"), "kubevirt.io:system:node:impostor");
        assertThat(Terminal.refusal(administrator(), path)).isEqualTo(500);
    }

    /** A running instance whose guest the agent knows. */
    private String running() throws Exception {
        String name = Guests.newName("console");
        Guests.withInstance(
                name, "{\"phase\": \"Running\", \"nodeName\": \"%s\"}".formatted(Agent.NODE));
        agent.runs(name);
        return name;
    }

    private static Http administrator() throws Exception {
        return Stage.current().administrator();
    }

    private static String console(String name) {
        return stream(name, "console");
    }

    private static String stream(String name, String kind) {
        return Guests.SUBRESOURCES + "/virtualmachineinstances/" + name + "/" + kind;
    }

    private static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        new Random(42).nextBytes(bytes);
        return bytes;
    }

    private static void write(SocketChannel guest, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            guest.write(buffer);
        }
    }

    private static String read(SocketChannel guest, int length) {
        return new String(readAll(guest, length), StandardCharsets.UTF_8);
    }

    private static byte[] readAll(SocketChannel guest, int length) {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        try {
            while (buffer.hasRemaining() && guest.read(buffer) >= 0) {
                Thread.onSpinWait();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return buffer.array();
    }

    private static void writeWithoutEnd(SocketChannel guest, AtomicLong written) {
        ByteBuffer chunk = ByteBuffer.allocate(64 * 1024);
        try {
            while (true) {
                written.addAndGet(guest.write(chunk.clear()));
            }
        } catch (IOException cutOff) {
            // As it should be.
        }
    }

    private static void sendWithoutEnd(Terminal terminal, AtomicLong sent) {
        byte[] chunk = new byte[64 * 1024];
        try {
            while (true) {
                terminal.send(chunk).join();
                sent.addAndGet(chunk.length);
            }
        } catch (CompletionException closed) {
            // As it should be.
        }
    }

    /** Holds while a number stays what it was. */
    private static final class Unchanging extends BaseMatcher<Long> {
        private Long last;

        @Override
        public boolean matches(Object value) {
            boolean same = value.equals(last) && last > 0;
            last = (Long) value;
            return same;
        }

        @Override
        public void describeTo(Description description) {
            description.appendText("a number that does not change");
        }
    }
}
