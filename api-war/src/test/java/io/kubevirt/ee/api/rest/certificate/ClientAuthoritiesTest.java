package io.kubevirt.ee.api.rest.certificate;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubevirt.ee.api.it.TestAuthority;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ClientAuthoritiesTest {
    private static final TestAuthority CLIENTS = TestAuthority.named("kubernetes");
    private static final TestAuthority OUTDATED = TestAuthority.expired("outdated");

    @TempDir Path directory;
    private ClientAuthorities authorities;

    @BeforeEach
    void mount() throws Exception {
        Files.writeString(directory.resolve("keystore.password"), "secret\n");
        authorities = new ClientAuthorities(directory);
        trust(CLIENTS.certificate(), OUTDATED.certificate());
    }

    @Test
    void aClientOfTheAuthorityPasses() {
        assertThatCode(() -> authorities.check(chain(CLIENTS.leaf("CN=jane"))))
                .doesNotThrowAnyException();
    }

    static List<TestAuthority.Leaf> strangers() {
        return List.of(
                TestAuthority.named("kubernetes").leaf("CN=jane"),
                TestAuthority.named("front-proxy").leaf("CN=front-proxy-client"),
                CLIENTS.expiredLeaf("CN=jane"),
                CLIENTS.serverLeaf("CN=jane"),
                OUTDATED.leaf("CN=jane"));
    }

    @ParameterizedTest
    @MethodSource("strangers")
    void anotherDoesNot(TestAuthority.Leaf stranger) {
        assertThatThrownBy(() -> authorities.check(chain(stranger)))
                .isInstanceOf(CertificateException.class);
    }

    @Test
    void whatIsMountedNowCounts() throws Exception {
        TestAuthority next = TestAuthority.named("kubernetes");
        X509Certificate[] before = chain(CLIENTS.leaf("CN=jane"));
        authorities.check(before);
        trust(next.certificate());
        authorities.check(chain(next.leaf("CN=jane")));
        assertThatThrownBy(() -> authorities.check(before))
                .isInstanceOf(CertificateException.class);
    }

    @Test
    void withoutAnAuthorityNobodyPasses() throws Exception {
        trust();
        assertThatThrownBy(() -> authorities.check(chain(CLIENTS.leaf("CN=jane"))))
                .isInstanceOf(CertificateException.class);
        Files.delete(directory.resolve("client-truststore.p12"));
        assertThatThrownBy(() -> authorities.check(chain(CLIENTS.leaf("CN=jane"))))
                .isInstanceOf(IOException.class);
    }

    private static X509Certificate[] chain(TestAuthority.Leaf leaf) {
        return new X509Certificate[] {leaf.certificate()};
    }

    private void trust(X509Certificate... trusted) throws Exception {
        KeyStore store = TestAuthority.trustStore(trusted);
        try (OutputStream out = Files.newOutputStream(directory.resolve("client-truststore.p12"))) {
            store.store(out, "secret".toCharArray());
        }
    }
}
