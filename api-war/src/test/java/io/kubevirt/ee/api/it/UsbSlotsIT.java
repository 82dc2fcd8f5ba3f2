package io.kubevirt.ee.api.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Slots for USB devices of clients, all the way but for the guest. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class UsbSlotsIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String CONFLICT =
            "Operation cannot be fulfilled on virtualmachineinstance.kubevirt.io \"%s\": Not"
                    + " configured with USB Redirection";
    private static final int SLOTS = 4;

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
        Terminal client = Terminal.open(administrator(), slot(withSlots("Running")));
        SocketChannel guest = agent.guest();
        guest.write(StandardCharsets.US_ASCII.encode("qemu usb-redir guest 7.2"));
        client.await("qemu usb-redir guest 7.2");
        client.type("usbredir 0.13");
        ByteBuffer heard = ByteBuffer.allocate("usbredir 0.13".length());
        while (heard.hasRemaining() && guest.read(heard) >= 0) {
            Thread.onSpinWait();
        }
        assertThat(new String(heard.array(), StandardCharsets.US_ASCII)).isEqualTo("usbredir 0.13");
        assertThat(client.subprotocol()).isEqualTo(Terminal.SUBPROTOCOL);
        client.leave();
        assertThat(guest.read(ByteBuffer.allocate(1))).isEqualTo(-1);
    }

    @Test
    void aFifthClientIsRefusedAndTheFourStay() throws Exception {
        String path = slot(withSlots("Running"));
        List<Terminal> clients = new ArrayList<>();
        for (int i = 0; i < SLOTS; i++) {
            clients.add(Terminal.open(administrator(), path));
        }
        assertThat(Terminal.refusal(administrator(), path)).isEqualTo(500);
        assertThat(clients).allMatch(Terminal::isOpen);

        clients.removeFirst().leave();
        Awaitility.await("there is room again")
                .atMost(SOON)
                .ignoreExceptions()
                .until(() -> clients.add(Terminal.open(administrator(), path)));
        clients.forEach(Terminal::leave);
    }

    @Test
    void aGuestThatDoesNotRunHasNone() throws Exception {
        String name = withSlots("Scheduling");
        assertThat(administrator().get(slot(name)).message()).isEqualTo("VMI is not running");
        assertThat(Terminal.refusal(administrator(), slot(name))).isEqualTo(400);
    }

    @Test
    void aGuestThatDoesNotAskForSlotsHasNone() throws Exception {
        String name = Guests.newName("usb");
        Guests.withInstance(name, status("Running"));
        assertThat(administrator().get(slot(name)).message()).isEqualTo(CONFLICT.formatted(name));
        assertThat(Terminal.refusal(administrator(), slot(name))).isEqualTo(409);
    }

    @Test
    void aCallerWhoMayNotGetsNone() throws Exception {
        String path = slot(withSlots("Running"));
        assertThat(Terminal.refusal(Stage.current().user("mallory"), path)).isEqualTo(403);
    }

    /** An instance with slots, whose guest the agent knows. */
    private String withSlots(String phase) throws Exception {
        String name = Guests.newName("usb");
        JsonObject instance = Guests.instance(name);
        instance.getAsJsonObject("spec")
                .getAsJsonObject("domain")
                .getAsJsonObject("devices")
                .add("clientPassthrough", new JsonObject());
        Http controller = Stage.current().controller();
        Guests.require(controller.post(Guests.INSTANCES, instance), 201);
        Guests.require(
                controller.mergePatch(
                        Guests.INSTANCES + "/" + name, "{\"status\": %s}".formatted(status(phase))),
                200);
        agent.runs(name);
        return name;
    }

    private static String status(String phase) {
        return "{\"phase\": \"%s\", \"nodeName\": \"%s\"}".formatted(phase, Agent.NODE);
    }

    private static String slot(String name) {
        return Guests.SUBRESOURCES + "/virtualmachineinstances/" + name + "/usbredir";
    }

    private static Http administrator() throws Exception {
        return Stage.current().administrator();
    }
}
