package io.kubevirt.ee.api.it;

import static io.kubevirt.ee.api.it.Consoles.administrator;
import static io.kubevirt.ee.api.it.Consoles.console;
import static io.kubevirt.ee.api.it.Consoles.read;
import static io.kubevirt.ee.api.it.Consoles.running;
import static io.kubevirt.ee.api.it.Consoles.stream;
import static io.kubevirt.ee.api.it.Consoles.write;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Consoles, the whole way but for the guest: a WebSocket through the real API server to virt-api,
 * and on by mutual TLS to the agent's own server.
 */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class ConsoleIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir private Path directory;
    private Agent agent;

    @BeforeEach
    void startAgent() throws Exception {
        agent = Agent.started(directory.resolve("agent"));
    }

    @AfterEach
    void stopAgent() {
        agent.close();
    }

    @Test
    void bytesGoBothWays() throws Exception {
        Terminal terminal = Terminal.open(administrator(), console(running(agent)));
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
        Terminal terminal = Terminal.open(administrator(), console(running(agent)));
        SocketChannel guest = agent.guest();
        terminal.typeAsText("grüß");
        assertThat(read(guest, 6)).isEqualTo("grüß");
        terminal.leave();
    }

    @Test
    void aScreenIsStreamedLikeAConsole() throws Exception {
        Terminal terminal = Terminal.open(administrator(), stream(running(agent), "vnc"));
        write(agent.guest(), "RFB 003.008\n".getBytes(StandardCharsets.UTF_8));
        terminal.await("RFB 003.008");
        terminal.leave();
    }

    @Test
    void theCallerIsToldThatTheGuestEnded() throws Exception {
        Terminal terminal = Terminal.open(administrator(), console(running(agent)));
        SocketChannel guest = agent.guest();
        write(guest, "Power down".getBytes(StandardCharsets.UTF_8));
        guest.close();
        assertThat(terminal.closed()).isEqualTo("1000 the guest ended");
        assertThat(terminal.shown()).isEqualTo("Power down");
    }

    @Test
    void theCallerIsToldThatAnotherTookOver() throws Exception {
        String path = console(running(agent));
        Terminal first = Terminal.open(administrator(), path);
        Terminal second = Terminal.open(administrator(), path);
        assertThat(first.closed()).isEqualTo("1001 another client connected to this device");
        second.leave();
    }

    @Test
    void theCallerIsToldThatTheAgentStops() throws Exception {
        Terminal terminal = Terminal.open(administrator(), console(running(agent)));
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
            Terminal terminal = Terminal.open(administrator(), console(running(agent)));
            write(agent.guest(), "login: ".getBytes(StandardCharsets.UTF_8));
            terminal.await("login: ");
            way.lose();
            assertThat(terminal.closed()).isEqualTo("1001 virt-handler does not answer");
        }
    }

    /** The server pings every four seconds, and leaves who misses two. */
    @Test
    void aStreamOnWhichNothingIsSaidStaysOpen() throws Exception {
        Terminal terminal = Terminal.open(administrator(), console(running(agent)));
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
        Terminal terminal = Terminal.open(administrator(), console(running(agent)));
        SocketChannel guest = agent.guest();
        terminal.vanish();
        assertThat(guest.read(ByteBuffer.allocate(1))).isEqualTo(-1);
    }
}
