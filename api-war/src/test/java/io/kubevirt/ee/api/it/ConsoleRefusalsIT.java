package io.kubevirt.ee.api.it;

import static io.kubevirt.ee.api.it.Consoles.administrator;
import static io.kubevirt.ee.api.it.Consoles.console;
import static io.kubevirt.ee.api.it.Consoles.running;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who gets no console, and what is told instead; the way is that of {@link ConsoleIT}. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class ConsoleRefusalsIT {
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
        String path = console(running(agent));
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
        String name = running(agent);
        agent.knows(name);
        assertThat(Terminal.refusal(administrator(), console(name))).isEqualTo(400);
    }

    @Test
    void anAgentThatIsAwayIsAnInternalError() throws Exception {
        String path = console(running(agent));
        agent.close();
        assertThat(Terminal.refusal(administrator(), path)).isEqualTo(500);
        agent = new Agent(directory.resolve("agent"), Agent.NAME);
    }

    @Test
    void anAgentThatDoesNotAnswerIsAnInternalError() throws Exception {
        String path = console(running(agent));
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
        String path = console(running(agent));
        agent.close();
        agent = new Agent(directory.resolve("other"), "kubevirt.io:system:node:impostor");
        assertThat(Terminal.refusal(administrator(), path)).isEqualTo(500);
    }
}
