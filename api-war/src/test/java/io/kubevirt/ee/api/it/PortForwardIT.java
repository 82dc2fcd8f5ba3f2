package io.kubevirt.ee.api.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ports of guests through the real API server, virt-api, and the agent's own server. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class PortForwardIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String ADDRESS = "{\"name\": \"default\", \"ipAddress\": \"127.0.0.1\"}";
    private static final String RUNNING =
            "{\"phase\": \"Running\", \"nodeName\": \"%s\", \"interfaces\": [%s]%s}";
    private static final String PAUSED =
            ", \"conditions\": [{\"type\": \"Paused\", \"status\": \"True\"}]";

    @TempDir private Path directory;
    private Agent agent;
    private Echo echo;

    @BeforeEach
    void startAgent() throws Exception {
        echo = new Echo();
        agent = Agent.started(directory.resolve("agent"));
    }

    @AfterEach
    void stopAgent() throws Exception {
        agent.close();
        echo.close();
    }

    @ParameterizedTest
    @CsvSource({"v1, ''", "v1, /tcp", "v1alpha3, ''", "v1alpha3, /tcp"})
    void aConnectionCarriesBytesBothWays(String version, String protocol) throws Exception {
        String path =
                port(running(), echo.tcpPort() + protocol).replace("/v1/", "/" + version + "/");
        Terminal connection = Terminal.open(administrator(), path);
        connection.type("ping");
        connection.await("ping");
        assertThat(connection.subprotocol()).isEqualTo(Terminal.SUBPROTOCOL);
        connection.leave();
    }

    @Test
    void connectionsAreSideBySideAndMuchArrivesWholeAndInOrder() throws Exception {
        String path = port(running(), echo.tcpPort() + "/tcp");
        Terminal one = Terminal.open(administrator(), path);
        Terminal other = Terminal.open(administrator(), path);
        byte[] much = new byte[4 * 1024 * 1024];
        new Random(7).nextBytes(much);
        for (int at = 0; at < much.length; at += 8192) {
            one.send(Arrays.copyOfRange(much, at, at + 8192)).join();
        }
        other.type("other");
        other.await("other");
        Awaitility.await("all of it")
                .atMost(Duration.ofSeconds(60))
                .until(() -> one.count() >= much.length || !one.isOpen());
        assertThat(one.isOpen() ? "" : one.closed()).as("why it was closed").isEmpty();
        assertThat(one.bytes()).isEqualTo(much);
        one.leave();
        other.leave();
    }

    /** The server pings every four seconds, and gives a caller 30 to take a message. */
    @Test
    void aCallerWhoReadsNothingForAWhileLosesNothing() throws Exception {
        byte[] much = new byte[48 * 1024 * 1024];
        new Random(8).nextBytes(much);
        try (ServerSocket service = new ServerSocket(0)) {
            Terminal late =
                    Terminal.openWithoutReading(
                            administrator(), port(running(), service.getLocalPort() + "/tcp"));
            CompletableFuture<Void> said = CompletableFuture.runAsync(() -> say(service, much));
            Awaitility.await("it stays open, and is held up")
                    .atMost(SOON)
                    .during(Duration.ofSeconds(14))
                    .until(() -> late.isOpen() && !said.isDone());
            late.read();
            assertThat(late.closed()).isEqualTo("1000 the guest closed the connection");
            assertThat(late.bytes()).isEqualTo(much);
        }
    }

    private static void say(ServerSocket service, byte[] much) {
        try (Socket caller = service.accept()) {
            caller.getOutputStream().write(much);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    @Test
    void aMessageIsADatagramInWhateverPartsItComes() throws Exception {
        Terminal port = Terminal.open(administrator(), port(running(), echo.udpPort() + "/udp"));
        port.sendPart("ab".getBytes(StandardCharsets.US_ASCII), false);
        port.sendPart("cd".getBytes(StandardCharsets.US_ASCII), true);
        port.await("4:abcd");
        byte[] large = new byte[60_000];
        Arrays.fill(large, (byte) 'x');
        port.send(large).join();
        port.await("60000:xxx");
        Awaitility.await("the large one comes back")
                .atMost(SOON)
                .until(() -> port.count() == "4:abcd60000:".length() + large.length);
        port.leave();
    }

    @Test
    void whatIsNoDatagramEndsTheStream() throws Exception {
        Terminal port = Terminal.open(administrator(), port(running(), echo.udpPort() + "/udp"));
        port.sendPart(new byte[40_000], false);
        port.sendPart(new byte[40_000], true);
        assertThat(port.closed()).isEqualTo("1009 a datagram holds at most 65507 bytes");
    }

    @Test
    void theCallerIsToldThatTheGuestClosedTheConnection() throws Exception {
        try (ServerSocket service = new ServerSocket(0)) {
            Terminal connection =
                    Terminal.open(
                            administrator(), port(running(), service.getLocalPort() + "/tcp"));
            service.accept().close();
            assertThat(connection.closed()).isEqualTo("1000 the guest closed the connection");
        }
    }

    @Test
    void aPortWhereNobodyListensIsToldBeforeTheUpgrade() throws Exception {
        int port = echo.tcpPort();
        echo.close();
        assertThat(Terminal.refused(administrator(), port(running(), port + "/tcp")).body())
                .asString()
                .contains("dialing VM: the port does not answer", "\"code\":500");
    }

    /** Status of the instance, the port, the refusal. */
    @ParameterizedTest
    @CsvSource({
        "paused, 80, 409, VMI is paused",
        "paused, 80/udp, 409, VMI is paused",
        "bare, 80, 400, no network interfaces are present",
        "running, 0, 400, the port must be a number from 1 to 65535",
        "running, 65536/tcp, 400, the port must be a number from 1 to 65535",
        "running, http, 400, the port must be a number from 1 to 65535",
        "running, 80/sctp, 400, the protocol must be tcp or udp",
        "running, 80, 400, portforward is a stream: ask for a WebSocket upgrade"
    })
    void whatIsInTheWayIsToldInAStatus(String state, String port, int code, String words)
            throws Exception {
        String name = Guests.newName("port");
        Guests.withInstance(
                name,
                RUNNING.formatted(
                        Agent.NODE,
                        state.equals("bare") ? "" : ADDRESS,
                        state.equals("paused") ? PAUSED : ""));
        Http.Answer answer = administrator().get(port(name, port));
        assertThat(answer.code()).as(answer.body()).isEqualTo(code);
        assertThat(answer.message()).contains(words);
    }

    @Test
    void anInstanceThatIsNotThereIsNotFound() throws Exception {
        Http.Answer answer = administrator().get(port("nobody", "80"));
        assertThat(answer.code()).isEqualTo(404);
        assertThat(answer.message())
                .isEqualTo("virtualmachineinstance.kubevirt.io \"nobody\" not found");
    }

    @Test
    void aMachinesPortIsThatOfItsInstance() throws Exception {
        String name = Guests.withMachine("runStrategy: Halted");
        String path =
                Guests.SUBRESOURCES
                        + "/virtualmachines/%s/portforward/%d/tcp".formatted(name, echo.tcpPort());
        Http.Answer halted = administrator().get(path);
        assertThat(halted.code()).isEqualTo(409);
        assertThat(halted.message())
                .isEqualTo(
                        "Operation cannot be fulfilled on virtualmachine.kubevirt.io \"%s\": VMI is not started"
                                .formatted(name));

        setCreated(name);
        assertThat(administrator().get(path).message())
                .isEqualTo("virtualmachineinstance.kubevirt.io \"%s\" not found".formatted(name));

        Guests.withInstance(name, RUNNING.formatted(Agent.NODE, ADDRESS, ""));
        agent.runs(name);
        assertThat(administrator().get(path).message())
                .contains("unable to retrieve vmi [%s] for vm".formatted(name));

        own(name);
        Terminal connection = Terminal.open(administrator(), path);
        connection.type("ping");
        connection.await("ping");
        connection.leave();
    }

    @Test
    void aMachineThatIsNotThereIsNotFound() throws Exception {
        Http.Answer answer =
                administrator().get(Guests.SUBRESOURCES + "/virtualmachines/nobody/portforward/80");
        assertThat(answer.code()).isEqualTo(404);
        assertThat(answer.message()).isEqualTo("virtualmachine.kubevirt.io \"nobody\" not found");
    }

    private static void setCreated(String name) throws Exception {
        Guests.require(
                Stage.current()
                        .controller()
                        .mergePatch(
                                Guests.MACHINES + "/" + name + "/status",
                                "{\"status\": {\"created\": true}}"),
                200);
    }

    private static void own(String name) throws Exception {
        JsonObject owner = new JsonObject();
        owner.addProperty("apiVersion", "kubevirt.io/v1");
        owner.addProperty("kind", "VirtualMachine");
        owner.addProperty("name", name);
        owner.addProperty(
                "uid",
                Guests.read(Guests.MACHINES + "/" + name)
                        .getAsJsonObject("metadata")
                        .get("uid")
                        .getAsString());
        JsonArray owners = new JsonArray();
        owners.add(owner);
        Guests.require(
                Stage.current()
                        .controller()
                        .mergePatch(
                                Guests.INSTANCES + "/" + name,
                                "{\"metadata\": {\"ownerReferences\": %s}}".formatted(owners)),
                200);
    }

    /** A running instance whose guest the agent knows. */
    private String running() throws Exception {
        String name = Guests.newName("port");
        Guests.withInstance(name, RUNNING.formatted(Agent.NODE, ADDRESS, ""));
        agent.runs(name);
        return name;
    }

    private static String port(String name, String port) {
        return Guests.SUBRESOURCES + "/virtualmachineinstances/" + name + "/portforward/" + port;
    }

    private static Http administrator() throws Exception {
        return Stage.current().administrator();
    }
}
