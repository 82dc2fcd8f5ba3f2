package io.kubevirt.ee.handler.stream;

import static io.kubevirt.ee.handler.stream.ServedAgent.HANDLER;
import static io.kubevirt.ee.handler.stream.ServedAgent.PLAIN;
import static io.kubevirt.ee.handler.stream.ServedAgent.VIRT_API;
import static io.kubevirt.ee.handler.stream.ServedAgent.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubevirt.ee.runtime.tls.MutualTls;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.channels.SocketChannel;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whom the server answers on which port, and what it says to those that it does not serve. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AgentServerIT {

    @RegisterExtension final ServedAgent agent = new ServedAgent();

    @Test
    void whatHindersAStreamIsToldBeforeTheUpgrade() throws Exception {
        agent.assertStatus(
                404,
                "virtualmachineinstance ns/gone is not on this node",
                "GET",
                agent.console("gone"));
        agent.assertStatus(
                409,
                "virtualmachineinstance ns/halted is not running",
                "GET",
                agent.console("halted"));
        agent.assertStatus(400, "No serial consoles are present.", "GET", agent.console("bare"));
        agent.assertStatus(400, "a stream is a WebSocket", "GET", agent.console("vm"));
        agent.assertStatus(405, "not POST", "POST", agent.console("vm"));
        agent.assertStatus(404, "nothing is at", "GET", agent.stream("vm", "vsock"));
        agent.assertStatus(
                400,
                "Not configured with USB Redirection",
                "GET",
                agent.stream("bare", "usbredir"));
        agent.assertHandshakeStatus(404, agent.console("gone"), PLAIN);
        agent.assertHandshakeStatus(409, agent.console("halted"), PLAIN);
        agent.assertHandshakeStatus(400, agent.console("bare"), PLAIN);
        agent.assertHandshakeStatus(400, agent.console("vm"), "base64.channel.k8s.io");
        agent.qemu().close();
        agent.assertHandshakeStatus(503, agent.console("vm"), PLAIN);
    }

    @Test
    void onlyVirtApiIsServed() throws Exception {
        TestCertificates stranger = new TestCertificates(agent.directory().resolve("other-ca"));
        SSLContext otherAuthority = agent.client(stranger, "other", VIRT_API);
        SSLContext otherName = agent.client(agent.authority(), "node", HANDLER);
        SSLContext nobody = SSLContext.getInstance("TLS");
        nobody.init(null, new TrustManager[] {new TrustsAll()}, new SecureRandom());

        for (SSLContext wrong : List.of(otherAuthority, otherName, nobody)) {
            assertThatThrownBy(() -> TestClient.request(wrong, "GET", agent.console("vm")))
                    .isInstanceOf(IOException.class);
        }
        assertThat(TestClient.request(agent.tls(), "GET", agent.console("gone")).statusCode())
                .isEqualTo(404);
    }

    @Test
    void newCertificatesAreShownWithoutDroppingStreams() throws Exception {
        TestClient client = TestClient.open(agent.tls(), agent.console("vm"), PLAIN);
        SocketChannel guest = agent.qemu().accept();
        BigInteger before = servedSerialNumber();

        agent.authority().issue(agent.directory().resolve("server"), HANDLER);
        agent.moveClock(Duration.ofMinutes(1));

        assertThat(servedSerialNumber()).isNotEqualTo(before);
        write(guest, "still here");
        client.await("still here");
    }

    @Test
    void eachPortServesOnlyItsOwn() throws Exception {
        URI health =
                URI.create(
                        "http://127.0.0.1:%d/health/live".formatted(agent.server().answerPort()));
        URI plainStream =
                URI.create(
                        "http://127.0.0.1:%d%s"
                                .formatted(
                                        agent.server().answerPort(),
                                        agent.console("vm").getPath()));
        URI securedHealth =
                URI.create(
                        "https://127.0.0.1:%d/health/live".formatted(agent.server().streamPort()));

        HttpResponse<String> answer = TestClient.request(agent.tls(), "GET", health);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"status\":\"UP\"}");
        assertThat(TestClient.request(agent.tls(), "GET", plainStream).statusCode()).isEqualTo(404);
        assertThat(TestClient.request(agent.tls(), "GET", securedHealth).statusCode())
                .isEqualTo(404);
    }

    @Test
    void aRequestAboutAGuestIsAnsweredBesideTheStreams() throws Exception {
        HttpResponse<String> answer =
                TestClient.request(
                        agent.tls(),
                        "PUT",
                        URI.create(
                                "https://127.0.0.1:%d/v1/namespaces/ns/virtualmachineinstances/vm/freeze"
                                        .formatted(agent.server().streamPort())));

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body())
                .isEqualTo("PUT /v1/namespaces/ns/virtualmachineinstances/vm/freeze ");
        URI plain = URI.create("http://127.0.0.1:" + agent.server().answerPort() + "/freeze");
        assertThat(TestClient.request(agent.tls(), "PUT", plain).statusCode()).isEqualTo(404);
    }

    @Test
    void metricsNeedTlsAndNoCertificateAndAreOnNoOtherPort() throws Exception {
        SSLContext anybody = SSLContext.getInstance("TLS");
        anybody.init(null, new TrustManager[] {new TrustsAll()}, null);
        URI metrics = URI.create("https://127.0.0.1:" + agent.server().metricsPort() + "/metrics");

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
        URI plain = URI.create("http://127.0.0.1:" + agent.server().answerPort() + "/metrics");
        assertThat(TestClient.request(agent.tls(), "GET", plain).statusCode()).isEqualTo(404);
        URI streams = URI.create("https://127.0.0.1:" + agent.server().streamPort() + "/metrics");
        assertThat(TestClient.request(agent.tls(), "GET", streams).statusCode()).isEqualTo(404);
    }

    private BigInteger servedSerialNumber() throws Exception {
        SSLContext fresh =
                MutualTls.context(
                        agent.directory().resolve("client"), HANDLER, InstantSource.system());
        try (SSLSocket socket =
                (SSLSocket)
                        fresh.getSocketFactory()
                                .createSocket("127.0.0.1", agent.server().streamPort())) {
            socket.startHandshake();
            X509Certificate shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            return shown.getSerialNumber();
        }
    }
}
