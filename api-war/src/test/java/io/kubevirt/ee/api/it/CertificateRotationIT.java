package io.kubevirt.ee.api.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.runtime.tls.Pem;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.security.cert.X509Certificate;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Certificates change under the running server, as virt-controller changes them. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class CertificateRotationIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int ROTATIONS = 3;
    private static final int CLIENTS = 16;
    private static final String START = Guests.SUBRESOURCES + "/virtualmachines/nobody/start";

    @Test
    void newCertificatesAreUsedWithoutARestart() throws Exception {
        Stage stage = Stage.current();
        TestAuthority nextFrontProxy = TestAuthority.named("front-proxy-next");
        TestAuthority.Leaf nextIdentity = nextFrontProxy.leaf("CN=front-proxy-client");
        stage.writeServingCertificates(stage.frontProxyAuthority(), nextFrontProxy.certificate());
        X509Certificate written =
                Pem.certificates(Files.readAllBytes(stage.certificates().resolve("tls.crt")))
                        .getFirst();

        Awaitility.await("the new certificate is shown")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(shown()).isEqualTo(written));
        Awaitility.await("the next front proxy's authority is trusted")
                .atMost(SOON)
                .ignoreExceptions()
                .untilAsserted(
                        () ->
                                assertThat(start(stage.directly(nextIdentity, admin())))
                                        .isEqualTo(404));
        assertThat(start(stage.asFrontProxy(admin())))
                .as("the present front proxy is trusted still")
                .isEqualTo(404);
    }

    /**
     * A connection that is accepted while Liberty changes its key stores can put the old ones back
     * into the server's cache: clients that never rest find that moment.
     */
    @Test
    void newCertificatesAreUsedHoweverManyConnectAtThatMoment() throws Exception {
        Stage stage = Stage.current();
        X509Certificate frontProxy = stage.frontProxyAuthority();
        try (Handshakes clients = Handshakes.start(stage.httpsPort(), CLIENTS)) {
            for (int round = 1; round <= ROTATIONS; round++) {
                X509Certificate next = TestAuthority.named("round-" + round).certificate();
                stage.writeServingCertificates(frontProxy, next);
                X509Certificate written = stage.writtenCertificate();
                Awaitility.await("round %d: the new stores are used".formatted(round))
                        .atMost(SOON.multipliedBy(2))
                        .ignoreExceptions()
                        .pollInterval(Duration.ofMillis(500))
                        .untilAsserted(
                                () -> {
                                    Handshakes.Shown shown = Handshakes.once(stage.httpsPort());
                                    assertThat(shown.certificate()).isEqualTo(written);
                                    assertThat(shown.authorities())
                                            .contains(next.getSubjectX500Principal());
                                });
            }
            assertThat(clients.completed()).isPositive();
        }
    }

    private static int start(Http http) {
        return http.put(START, "{}").code();
    }

    private static String[] admin() {
        return new String[] {"X-Remote-User", "admin", "X-Remote-Group", "system:masters"};
    }

    private static X509Certificate shown() throws Exception {
        Http direct = Stage.current().directly();
        HttpResponse<Void> response =
                direct.client()
                        .send(
                                HttpRequest.newBuilder(URI.create(direct.base() + "/apis")).build(),
                                HttpResponse.BodyHandlers.discarding());
        return (X509Certificate) response.sslSession().orElseThrow().getPeerCertificates()[0];
    }
}
