package io.kubevirt.ee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * One guest's screen, USB slots and ports, by the streams that virtctl vnc, virtctl usbredir and
 * virtctl port-forward open.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StreamsE2E {

    @RegisterExtension static final TestNamespace NAMESPACE = new TestNamespace();

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int USB_SLOTS = 4;

    /** A packet of type 0, 68 bytes long and of no id, which begins with who says hello. */
    private static final String USB_HELLO = "\0\0\0\0D\0\0\0\0\0\0\0qemu usb-redir guest ";

    private static final int A_FEW_LETTERS = 200;
    private static final int DARKEST_LETTER = 0x50;

    private TestVm vm;
    private GuestIdentity guest;

    @BeforeAll
    void start() {
        vm =
                TestVm.create(
                        NAMESPACE.name(),
                        "vm-first",
                        "streams",
                        "        devices:\n",
                        "        devices:\n          clientPassthrough: {}\n");
        guest = vm.awaitPage();
    }

    @AfterAll
    void end() {
        vm.delete();
        vm.awaitNothingLeft(guest);
    }

    /** What is typed on the screen's keyboard appears on the serial console, and on the screen. */
    @Test
    void aUserTypesAtTheScreenAndReadsIt() throws Exception {
        Eventually.holds(
                "the screen shows text", SOON, () -> assertThat(lit(screenshot())).isPositive());
        long before = lit(screenshot());
        try (SerialConsole console = SerialConsole.open(vm.key());
                GuestWire wire = GuestWire.open(GuestWire.INSTANCES, vm.key(), "vnc")) {
            Keyboard keyboard = new Keyboard(wire);
            // A guest that is slow loses keys, as at a real keyboard.
            Eventually.holds(
                    "what is typed arrives",
                    LONG,
                    () -> {
                        keyboard.type("");
                        keyboard.type("echo typed >/dev/ttyS0");
                        console.awaitText("typed", Duration.ofSeconds(8));
                    });
        }
        Eventually.holds(
                "the screen shows what was typed",
                SOON,
                () -> assertThat(lit(screenshot())).isGreaterThan(before + A_FEW_LETTERS));
    }

    @Test
    void whoWatchesTheScreenStaysWhereThatIsAskedForAndElseTheNewestWatches() {
        try (GuestWire first =
                GuestWire.open(GuestWire.INSTANCES, vm.key(), "vnc?preserveSession=true")) {
            first.awaitText("RFB 003.008");
            assertThat(GuestWire.refusal(GuestWire.INSTANCES, vm.key(), "vnc?preserveSession=true"))
                    .contains("500", "Active VNC connection. Request denied.");
            assertThat(first.isOpen()).isTrue();
            try (GuestWire second = GuestWire.open(GuestWire.INSTANCES, vm.key(), "vnc")) {
                second.awaitText("RFB 003.008");
                assertThat(first.closed()).contains("another client connected to this device");
            }
        }
    }

    @Test
    void qemuGreetsFourClientsWithUsbDevicesAndNoFifth() {
        List<GuestWire> clients = new ArrayList<>();
        try {
            for (int i = 0; i < USB_SLOTS; i++) {
                GuestWire client = GuestWire.open(GuestWire.INSTANCES, vm.key(), "usbredir");
                clients.add(client);
                client.awaitText(USB_HELLO);
            }
            assertThat(GuestWire.refusal(GuestWire.INSTANCES, vm.key(), "usbredir"))
                    .contains("500", "All USB devices are in use.");
            assertThat(clients).allMatch(GuestWire::isOpen);
        } finally {
            clients.forEach(GuestWire::close);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "virtualmachineinstances, portforward/80",
        "virtualmachineinstances, portforward/80/tcp",
        "virtualmachines, portforward/80/tcp"
    })
    void theGuestsPageIsReadThroughItsPort(String resource, String rest) {
        try (GuestWire web = GuestWire.open(resource, vm.key(), rest)) {
            web.send("GET /cgi-bin/index.cgi HTTP/1.0\r\n\r\n");
            web.awaitText("nonce: " + vm.nonce());
            assertThat(web.closed()).isEqualTo("1000 the guest closed the connection");
        }
    }

    /**
     * Nothing in the tiny guest answers datagrams; its kernel counts those that nobody waits for.
     */
    @Test
    void datagramsReachTheGuest() {
        try (SerialConsole console = SerialConsole.open(vm.key())) {
            console.awaitShell();
            console.type(
                    "n() { awk '/^Udp: [0-9]/ {print $3}' /proc/net/snmp; }; b=$(n); echo rea''dy;"
                            + " until [ $(n) -gt $b ]; do sleep 1; done; echo arri''ved\n");
            console.awaitText("ready", SOON);
            try (GuestWire port =
                    GuestWire.open(GuestWire.INSTANCES, vm.key(), "portforward/4711/udp")) {
                port.send("hello");
                console.awaitText("arrived", SOON);
            }
        }
    }

    @Test
    void aPortWhereNobodyListensIsRefusedWithAReason() {
        assertThat(GuestWire.refusal(GuestWire.INSTANCES, vm.key(), "portforward/81/tcp"))
                .contains("500", "dialing VM");
        assertThat(GuestWire.refusal(GuestWire.INSTANCES, vm.key(), "portforward/99999"))
                .contains("400", "the port must be a number from 1 to 65535");
        assertThat(GuestWire.refusal(GuestWire.MACHINES, vm.key(), "console")).contains("404");
    }

    private BufferedImage screenshot() throws IOException {
        Request request =
                new Request.Builder()
                        .url(
                                GuestWire.url(
                                        GuestWire.INSTANCES,
                                        vm.key(),
                                        "vnc/screenshot?moveCursor=true"))
                        .build();
        try (Response response = Cluster.CLIENT.getHttpClient().newCall(request).execute()) {
            byte[] body = response.body().bytes();
            assertThat(response.code()).as(new String(body, StandardCharsets.UTF_8)).isEqualTo(200);
            assertThat(response.header("Content-Type")).isEqualTo("image/png");
            return ImageIO.read(new ByteArrayInputStream(body));
        }
    }

    /** How many pixels are not as good as black. */
    private static long lit(BufferedImage picture) {
        return IntStream.range(0, picture.getWidth() * picture.getHeight())
                .filter(
                        i ->
                                (picture.getRGB(i % picture.getWidth(), i / picture.getWidth())
                                                & 0xff)
                                        > DARKEST_LETTER)
                .count();
    }
}
