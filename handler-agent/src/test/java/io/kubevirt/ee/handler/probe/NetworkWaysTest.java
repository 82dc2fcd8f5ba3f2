package io.kubevirt.ee.handler.probe;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.kubernetes.client.openapi.models.V1HTTPHeader;
import io.kubevirt.ee.model.guest.DomainState;
import io.kubevirt.ee.model.guest.DomainView;
import io.kubevirt.ee.model.probe.ProbeCheck;
import io.kubevirt.ee.model.probe.ProbeOutcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkWaysTest {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final NetworkWays ways = new NetworkWays();
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        server.createContext(
                "/",
                exchange -> {
                    String asked = exchange.getRequestHeaders().getFirst("X-Answer");
                    int code = asked == null ? 200 : Integer.parseInt(asked);
                    exchange.sendResponseHeaders(code, -1);
                    exchange.close();
                });
        server.start();
    }

    @AfterEach
    void end() {
        server.stop(0);
    }

    @ParameterizedTest
    @CsvSource({
        "200, Passed",
        "204, Passed",
        "302, Passed",
        "399, Passed",
        "400, Failed",
        "404, Failed",
        "500, Failed"
    })
    void whatIsNoErrorIsGood(String code, String outcome) {
        ProbeOutcome seen = get(port(), List.of(new V1HTTPHeader().name("X-Answer").value(code)));
        assertThat(seen.getClass().getSimpleName()).isEqualTo(outcome);
    }

    @Test
    void aPageSaysWhatItAnsweredWith() {
        assertThat(get(port(), List.of(new V1HTTPHeader().name("X-Answer").value("503"))))
                .isEqualTo(
                        new ProbeOutcome.Failed(
                                "/health of port %d answers with 503.".formatted(port())));
    }

    @Test
    void aPortThatSomebodyListensAtIsGood() {
        assertThat(connect(port())).isEqualTo(new ProbeOutcome.Passed());
    }

    @Test
    void aPortThatNobodyListensAtIsNot() throws IOException {
        int closed;
        try (ServerSocket taken = new ServerSocket(0)) {
            closed = taken.getLocalPort();
        }
        assertThat(connect(closed))
                .isInstanceOfSatisfying(
                        ProbeOutcome.Failed.class,
                        failed -> assertThat(failed.why()).startsWith("port " + closed + ": "));
        assertThat(get(closed, List.of())).isInstanceOf(ProbeOutcome.Failed.class);
    }

    /** Such a path names a host where links are followed as browsers do. */
    @ParameterizedTest
    @ValueSource(strings = {"//192.0.2.1/health", "/\\192.0.2.1/health", "//192.0.2.1:81/health"})
    void noPathLeadsElsewhere(String path) {
        assertThat(get(port(), path, List.of())).isEqualTo(new ProbeOutcome.Passed());
    }

    @Test
    void whatCannotBeAskedForIsNotThere() {
        assertThat(connect(70_000)).isInstanceOf(ProbeOutcome.Failed.class);
        assertThat(get(70_000, List.of())).isInstanceOf(ProbeOutcome.Failed.class);
        assertThat(get(port(), List.of(new V1HTTPHeader().name("a b").value("c"))))
                .isInstanceOf(ProbeOutcome.Failed.class);
        assertThat(get(port(), "//[", List.of())).isInstanceOf(ProbeOutcome.Failed.class);
    }

    @Test
    void aPortWithoutANumberAndAGuestWithoutAnAddressAreNot() {
        assertThat(connect(0).toString()).contains("port of that name");
        assertThat(get(0, List.of()).toString()).contains("port of that name");
        Place nowhere = place(Optional.empty());
        assertThat(ways.connect(nowhere, new ProbeCheck.Tcp(80), PATIENCE).toString())
                .contains("no address");
        assertThat(
                        ways.get(nowhere, new ProbeCheck.Http(false, 80, "/", List.of()), PATIENCE)
                                .toString())
                .contains("no address");
    }

    private int port() {
        return server.getAddress().getPort();
    }

    private ProbeOutcome connect(int port) {
        return ways.connect(place(Optional.of("127.0.0.1")), new ProbeCheck.Tcp(port), PATIENCE);
    }

    private ProbeOutcome get(int port, List<V1HTTPHeader> headers) {
        return get(port, "/health", headers);
    }

    private ProbeOutcome get(int port, String path, List<V1HTTPHeader> headers) {
        return ways.get(
                place(Optional.of("127.0.0.1")),
                new ProbeCheck.Http(false, port, path, headers),
                PATIENCE);
    }

    private static Place place(Optional<String> address) {
        return new Place(
                new DomainView(
                        "ns1_vm1",
                        "uuid",
                        "uid-1",
                        "pod-1",
                        new DomainState.Running(),
                        OptionalLong.of(42)),
                address);
    }
}
