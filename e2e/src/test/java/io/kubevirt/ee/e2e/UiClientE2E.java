package io.kubevirt.ee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What KubeVirt's UIs are made of, which knows nothing of us: the API client of the UI project, and
 * noVNC in a browser. Their user may edit one namespace.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UiClientE2E {

    /** The first time packages are fetched as well. */
    private static final Duration LIFE = Duration.ofMinutes(10);

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Path SOURCES = Cluster.CHECKOUT.resolve("e2e/src/test/ui");
    private static final String USER = "ui";
    private static final String PLAIN = "plain.kubevirt.io";
    private static final String BEARER = "base64url.bearer.authorization.k8s.io.";
    private static final int A_FEW_LETTERS = 200;

    @RegisterExtension static final TestNamespace NAMESPACE = new TestNamespace();

    private Path packages;
    private KubectlProxy proxy;

    @BeforeAll
    void serve() throws Exception {
        kubectl("create", "serviceaccount", USER);
        String account = NAMESPACE.name() + ":" + USER;
        kubectl("create", "rolebinding", USER, "--clusterrole=edit", "--serviceaccount=" + account);
        Shell.Ended installed =
                Shell.run("", List.of(SOURCES.resolve("packages.sh").toString()), LIFE);
        assertThat(installed.status()).as(installed.output()).isZero();
        packages = Path.of(installed.output().lines().toList().getLast());
        proxy =
                KubectlProxy.start(
                        "system:serviceaccount:" + account,
                        packages.resolve("node_modules/@novnc/novnc"));
    }

    @AfterAll
    void end() {
        if (proxy != null) {
            proxy.close();
        }
    }

    private static String kubectl(String... arguments) {
        String[] all = new String[arguments.length + 2];
        all[0] = "--namespace";
        all[1] = NAMESPACE.name();
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return Shell.kubectlDone("", all);
    }

    @Test
    void aVmLivesByTheUiProjectsApiClient() {
        Shell.Ended life =
                Shell.run(
                        "",
                        List.of(
                                "node",
                                SOURCES.resolve("life.mjs").toString(),
                                packages.toString(),
                                proxy.address().toString(),
                                NAMESPACE.name(),
                                "clicked",
                                "localhost/kubevirt-ee/guest-agent:demo"),
                        LIFE);
        assertThat(life.status()).as(life.output()).isZero();
        assertThat(life.output()).contains("refused: 409", "a guest of").endsWith("done\n");
    }

    @Test
    void aBrowserShowsTheScreenAndTypes() {
        TestVm vm = TestVm.create(NAMESPACE.name(), "vm-first", "shown");
        GuestIdentity guest = vm.awaitPage();
        String path = URI.create(GuestWire.url(GuestWire.INSTANCES, vm.key(), "vnc")).getPath();
        String own = "ws://" + proxy.address().getAuthority() + path;
        String direct = Cluster.CLIENT.getBasePath().replaceFirst("^http", "ws") + path;
        try (NoVnc screen = new NoVnc(proxy.page("core/rfb.js"), proxy.page("package.json"))) {
            // By way of the UI's own server, which knows its user.
            assertThat(screen.open(own)).startsWith("connected");
            assertThat(screen.subprotocol()).isEmpty();
            assertThat(screen.open(own, PLAIN)).startsWith("connected");
            assertThat(screen.subprotocol()).isEqualTo(PLAIN);
            assertThat(screen.open(own.replace("/v1/", "/v1alpha3/"))).startsWith("connected");

            // What is at the UI's own address is the UI's.
            assertThat(screen.cookies()).isEmpty();

            // Straight to the API server: a browser can give a token in no other way.
            assertThat(screen.open(direct, PLAIN)).startsWith("disconnected");
            assertThat(screen.open(direct, bearer("nobody's"), PLAIN)).startsWith("disconnected");
            assertThat(screen.open(direct, bearer(token()), PLAIN)).startsWith("connected");
            assertThat(screen.subprotocol()).isEqualTo(PLAIN);
            isTypedAndShown(vm, screen);
        }
        vm.delete();
        vm.awaitNothingLeft(guest);
    }

    private static String token() {
        return kubectl("create", "token", USER).strip();
    }

    private static String bearer(String token) {
        return BEARER
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(token.getBytes(StandardCharsets.UTF_8));
    }

    private static void isTypedAndShown(TestVm vm, NoVnc screen) {
        Eventually.holds("text is shown", SOON, () -> assertThat(screen.lit()).isPositive());
        long before = screen.lit();
        try (SerialConsole console = SerialConsole.open(vm.key())) {
            // A guest that is slow loses keys, as at a real keyboard.
            Eventually.holds(
                    "what is typed arrives",
                    SOON,
                    () -> {
                        screen.type("");
                        screen.type("echo typed >/dev/ttyS0");
                        console.awaitText("typed", Duration.ofSeconds(8));
                    });
        }
        Eventually.holds(
                "what was typed is shown",
                SOON,
                () -> assertThat(screen.lit()).isGreaterThan(before + A_FEW_LETTERS));
    }
}
