package io.kubevirt.ee.runtime.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class MutualTlsTest {
    private static final String API = "kubevirt.io:system:client:virt-handler";
    private static final String HANDLER = "kubevirt.io:system:node:virt-handler";

    @TempDir private Path api;
    @TempDir private Path handler;
    private TestAuthority authority;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @BeforeEach
    void issueBoth() throws Exception {
        authority = new TestAuthority();
        authority.issue(api, API);
        authority.issue(handler, HANDLER);
    }

    private SSLContext server(String peer) throws Exception {
        return MutualTls.context(handler, peer, () -> now);
    }

    private SSLContext client(String peer) throws Exception {
        return MutualTls.context(api, peer, () -> now);
    }

    /**
     * Shakes hands over loopback, sends a byte each way; the server's certificate as the client saw
     * it.
     */
    private static X509Certificate connect(SSLContext server, SSLContext client) throws Exception {
        try (SSLServerSocket listening =
                        (SSLServerSocket)
                                server.getServerSocketFactory()
                                        .createServerSocket(
                                                0, 1, InetAddress.getLoopbackAddress());
                ExecutorService other = Executors.newSingleThreadExecutor()) {
            listening.setNeedClientAuth(true);
            Callable<Integer> echo =
                    () -> {
                        try (SSLSocket accepted = (SSLSocket) listening.accept()) {
                            int read = accepted.getInputStream().read();
                            accepted.getOutputStream().write(read);
                            return read;
                        }
                    };
            Future<Integer> served = other.submit(echo);
            try (SSLSocket socket =
                    (SSLSocket)
                            client.getSocketFactory()
                                    .createSocket(
                                            InetAddress.getLoopbackAddress(),
                                            listening.getLocalPort())) {
                var parameters = socket.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                socket.setSSLParameters(parameters);
                socket.getOutputStream().write(7);
                assertThat(socket.getInputStream().read()).isEqualTo(7);
                served.get(10, TimeUnit.SECONDS);
                return (X509Certificate) socket.getSession().getPeerCertificates()[0];
            }
        }
    }

    @Test
    void thoseWhoAreWhoTheySayMeetAtAnyAddress() throws Exception {
        assertThat(connect(server(API), client(HANDLER)).getSubjectX500Principal().getName())
                .isEqualTo("CN=" + HANDLER);
    }

    @Test
    void aServerOfAnotherNameIsNotTrusted() throws Exception {
        SSLContext server = server(API);
        SSLContext client = client("someone else");
        assertThatThrownBy(() -> connect(server, client))
                .isInstanceOf(SSLException.class)
                .hasMessageContaining("CN=someone else");
    }

    @Test
    void aClientOfAnotherNameIsNotTrusted() throws Exception {
        SSLContext server = server("someone else");
        SSLContext client = client(HANDLER);
        assertThatThrownBy(() -> connect(server, client)).isInstanceOf(IOException.class);
    }

    @Test
    void aPeerOfAnotherAuthorityIsNotTrustedWhateverItsName() throws Exception {
        new TestAuthority().issue(handler, HANDLER);
        SSLContext server = server(API);
        SSLContext client = client(HANDLER);
        assertThatThrownBy(() -> connect(server, client)).isInstanceOf(IOException.class);
    }

    @Test
    void aNewCertificateIsShownWithoutANewContext() throws Exception {
        SSLContext server = server(API);
        X509Certificate first = connect(server, client(HANDLER));
        X509Certificate issued = authority.issue(handler, HANDLER);
        assertThat(connect(server, client(HANDLER)))
                .as("files are not looked at each time")
                .isEqualTo(first);
        now = now.plusSeconds(60);
        assertThat(connect(server, client(HANDLER))).isEqualTo(issued).isNotEqualTo(first);
    }

    @Test
    void filesThatDoNotBelongTogetherLeaveTheLastGoodOnesInForce() throws Exception {
        SSLContext server = server(API);
        X509Certificate first = connect(server, client(HANDLER));
        String key = Files.readString(handler.resolve("tls.key"));
        authority.issue(handler, HANDLER);
        TestAuthority.replace(handler.resolve("tls.key"), key);
        now = now.plusSeconds(60);
        assertThat(connect(server, client(HANDLER))).isEqualTo(first);
        TestAuthority.replace(handler.resolve("tls.crt"), "half");
        now = now.plusSeconds(60);
        assertThat(connect(server, client(HANDLER))).isEqualTo(first);
    }

    @Test
    void aContextIsNotMadeOfBrokenFiles() throws Exception {
        TestAuthority.replace(api.resolve("tls.key"), "no key");
        assertThatThrownBy(() -> client(HANDLER))
                .isInstanceOf(GeneralSecurityException.class)
                .hasMessageContaining("private key");
        Files.delete(api.resolve("ca.crt"));
        assertThatThrownBy(() -> client(HANDLER)).isInstanceOf(IOException.class);
    }
}
