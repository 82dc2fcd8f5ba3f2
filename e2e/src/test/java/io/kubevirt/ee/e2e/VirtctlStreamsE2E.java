package io.kubevirt.ee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Console, screen and ports of one guest by KubeVirt's own virtctl. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VirtctlStreamsE2E {

    @RegisterExtension static final TestNamespace NAMESPACE = new TestNamespace();

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Pattern PORT = Pattern.compile("\\{\"port\":(\\d+)}");
    private static final String CTRL_BRACKET = "\u001d";
    private static final String GET = "GET /cgi-bin/index.cgi HTTP/1.0\r\n\r\n";

    private Virtctl virtctl;
    private TestVm vm;
    private GuestIdentity guest;

    @BeforeAll
    void start() {
        virtctl = Virtctl.in(NAMESPACE.name());
        vm = TestVm.create(NAMESPACE.name(), "vm-first", "wired");
        guest = vm.awaitPage();
        try (SerialConsole console = SerialConsole.open(vm.key())) {
            console.awaitShell();
        }
    }

    @AfterAll
    void end() {
        vm.delete();
        vm.awaitNothingLeft(guest);
    }

    @Test
    void aUserTypesIntoTheConsoleAndLeavesItByItsKey() throws Exception {
        try (Virtctl.Session console = virtctl.open("console", "wired")) {
            console.awaitText("Successfully connected to wired console.", SOON);
            console.type("\necho word-$((40 + 2))\n");
            console.awaitText("word-42", SOON);
            console.type(CTRL_BRACKET);
            assertThat(console.awaitEnd()).isZero();
        }
    }

    @Test
    void theNewestConsoleTakesOverAndTheOlderEnds() throws Exception {
        try (Virtctl.Session first = virtctl.open("console", "wired")) {
            first.type("\necho first-$((1 + 1))\n");
            first.awaitText("first-2", SOON);
            try (Virtctl.Session second = virtctl.open("console", "wired")) {
                second.awaitText("Successfully connected", SOON);
                first.awaitEnd();
                second.type("\necho second-$((1 + 1))\n");
                second.awaitText("second-2", SOON);
            }
        }
    }

    @Test
    void thereIsAPictureOfTheScreen(@TempDir Path folder) throws Exception {
        Path picture = folder.resolve("screen.png");
        virtctl.done("vnc", "screenshot", "wired", "--file", picture.toString());
        assertThat(ImageIO.read(picture.toFile()).getWidth()).isGreaterThan(600);
    }

    @Test
    void aViewerFindsTheScreenAtTheProxyAndKeepsItWhereThatIsAskedFor() throws Exception {
        try (Virtctl.Session proxy = virtctl.open("vnc", "wired", "--proxy-only")) {
            proxy.awaitText("{\"port\":", SOON);
            int port =
                    Integer.parseInt(
                            PORT.matcher(proxy.shown())
                                    .results()
                                    .findFirst()
                                    .orElseThrow()
                                    .group(1));
            try (Socket viewer = new Socket(InetAddress.getLoopbackAddress(), port)) {
                assertThat(
                                new String(
                                        viewer.getInputStream().readNBytes(11),
                                        StandardCharsets.US_ASCII))
                        .isEqualTo("RFB 003.008");
                assertThat(virtctl.refused("vnc", "wired", "--proxy-only", "--preserve-session"))
                        .contains("Active VNC connection. Request denied.");
            }
        }
    }

    @Test
    void aPortOfTheGuestIsReadByStandardInputAndOutput() throws Exception {
        for (String target :
                new String[] {"vm/wired", "vmi/wired", "vmi/wired/" + NAMESPACE.name()}) {
            try (Virtctl.Session port =
                    virtctl.open("port-forward", "--stdio=true", target, "80")) {
                port.type(GET);
                port.awaitText("nonce: " + vm.nonce(), SOON);
            }
        }
    }

    @Test
    void aPortOfTheGuestIsAPortOfThisMachine() throws Exception {
        int local = freePort();
        try (Virtctl.Session port = virtctl.open("port-forward", "vm/wired", local + ":80");
                HttpClient http = HttpClient.newHttpClient()) {
            URI page = URI.create("http://127.0.0.1:" + local + "/cgi-bin/index.cgi");
            for (int time = 0; time < 3; time++) {
                Eventually.holds(
                        "the page is there; virtctl: " + port.shown(),
                        SOON,
                        () ->
                                assertThat(
                                                http.send(
                                                                HttpRequest.newBuilder(page)
                                                                        .timeout(SOON)
                                                                        .build(),
                                                                HttpResponse.BodyHandlers
                                                                        .ofString())
                                                        .body())
                                        .contains("nonce: " + vm.nonce()));
            }
        }
    }

    @Test
    void whoseGuestIsNotThereIsTold() {
        assertThat(virtctl.refused("vnc", "nobody", "--proxy-only"))
                .contains("can't access VMI nobody", "not found");
        assertThat(virtctl.refused("vnc", "screenshot", "nobody", "-f", "-")).contains("not found");
        assertThat(virtctl.refused("console", "nobody")).contains("not found");
        assertThat(virtctl.refused("port-forward", "--stdio=true", "vmi/nobody", "80"))
                .contains("not found");
        assertThat(virtctl.refused("port-forward", "--stdio=true", "vmi/wired", "81"))
                .contains("dialing VM");
    }

    private static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return any.getLocalPort();
        }
    }
}
