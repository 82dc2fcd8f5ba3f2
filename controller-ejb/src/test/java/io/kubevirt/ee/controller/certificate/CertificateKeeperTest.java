package io.kubevirt.ee.controller.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CertificateKeeperTest {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final List<Identity> IDENTITIES = Identity.ofComponents("kubevirt");

    private MemoryCertificateStore store;
    private CertificateKeeper keeper;

    @BeforeEach
    void anApiServer() throws GeneralSecurityException {
        store =
                new MemoryCertificateStore(
                        MemoryCertificateStore.trust(
                                authority("proxy"), authority("users"), "front"));
        keeper = new CertificateKeeper(store, IDENTITIES, Lifetimes.DEFAULT);
    }

    private static byte[] authority(String name) throws GeneralSecurityException {
        return Pem.ofCertificate(
                new CertificateIssuer().authority(name, START, Duration.ofDays(900)).certificate());
    }

    private X509Certificate leaf(String secret) throws GeneralSecurityException {
        return Pem.certificates(store.read(secret).get("tls.crt")).getFirst();
    }

    private static boolean trusts(byte[] bundle, X509Certificate leaf, Instant now)
            throws GeneralSecurityException {
        for (X509Certificate authority : Pem.certificates(bundle)) {
            try {
                leaf.verify(authority.getPublicKey());
                authority.checkValidity(java.util.Date.from(now));
                leaf.checkValidity(java.util.Date.from(now));
                return true;
            } catch (GeneralSecurityException notThisOne) {
                continue;
            }
        }
        return false;
    }

    @Test
    void aFirstRunMakesEverythingAndASecondNothing() throws GeneralSecurityException {
        Instant again = keeper.keep(START);
        assertThat(store.secrets.keySet())
                .containsExactlyInAnyOrder(
                        "kubevirt-ca",
                        "kubevirt-virt-api-certs",
                        "kubevirt-virt-api-client-certs",
                        "kubevirt-virt-handler-certs");
        for (Identity identity : IDENTITIES) {
            X509Certificate leaf = leaf(identity.secret());
            assertThat(trusts(store.trusted, leaf, START)).isTrue();
            assertThat(leaf.getSubjectX500Principal().getName()).contains(identity.commonName());
        }
        assertThat(again).isAfter(START);
        int writes = store.writes;
        keeper.keep(START.plusSeconds(60));
        assertThat(store.writes).isEqualTo(writes);
    }

    @Test
    void libertysKeyStoresOpenWithTheSecretsPassword() throws Exception {
        keeper.keep(START);
        Map<String, byte[]> data = store.read("kubevirt-virt-api-certs");
        char[] password =
                new String(data.get("keystore.password"), StandardCharsets.US_ASCII).toCharArray();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(new ByteArrayInputStream(data.get("keystore.p12")), password);
        assertThat(keys.getKey("default", password)).isNotNull();
        assertThat(keys.getCertificate("default")).isEqualTo(leaf("kubevirt-virt-api-certs"));
        assertThat(data.get("front-proxy-allowed-names")).asString().isEqualTo("[\"front\"]");
    }

    @Test
    void aNewFrontProxyReachesTheTruststoreWithoutANewKey() throws GeneralSecurityException {
        keeper.keep(START);
        Map<String, byte[]> before = store.read("kubevirt-virt-api-certs");
        store.published =
                MemoryCertificateStore.trust(
                        authority("other"), store.published.clientAuthorities(), "front", "spare");
        keeper.keep(START.plusSeconds(60));
        Map<String, byte[]> after = store.read("kubevirt-virt-api-certs");
        assertThat(after.get("front-proxy-allowed-names"))
                .asString()
                .isEqualTo("[\"front\",\"spare\"]");
        assertThat(after.get("truststore.p12")).isNotEqualTo(before.get("truststore.p12"));
        assertThat(after.get("tls.crt")).isEqualTo(before.get("tls.crt"));
    }

    @Test
    void eachTruststoreHoldsItsOwnAuthoritiesAlone() throws Exception {
        keeper.keep(START);
        Map<String, byte[]> data = store.read("kubevirt-virt-api-certs");
        assertThat(authorities(data, "truststore.p12"))
                .isEqualTo(Pem.certificates(store.published.frontProxyAuthorities()));
        assertThat(authorities(data, "client-truststore.p12"))
                .isEqualTo(Pem.certificates(store.published.clientAuthorities()));
    }

    @Test
    void anotherAuthorityOfUsersReachesItsTruststoreWithoutANewKey() throws Exception {
        keeper.keep(START);
        Map<String, byte[]> before = store.read("kubevirt-virt-api-certs");
        byte[] next = authority("users");
        store.published =
                MemoryCertificateStore.trust(
                        store.published.frontProxyAuthorities(), next, "front");
        keeper.keep(START.plusSeconds(60));
        Map<String, byte[]> after = store.read("kubevirt-virt-api-certs");
        assertThat(authorities(after, "client-truststore.p12")).isEqualTo(Pem.certificates(next));
        assertThat(after.get("tls.crt")).isEqualTo(before.get("tls.crt"));
        int writes = store.writes;
        keeper.keep(START.plusSeconds(120));
        assertThat(store.writes).isEqualTo(writes);
    }

    /** An API server may know no certificates of users: then none is trusted, here as there. */
    @Test
    void withoutAnAuthorityOfUsersTheirTruststoreIsEmpty() throws Exception {
        store.published =
                MemoryCertificateStore.trust(
                        store.published.frontProxyAuthorities(), new byte[0], "front");
        keeper.keep(START);
        assertThat(authorities(store.read("kubevirt-virt-api-certs"), "client-truststore.p12"))
                .isEmpty();
    }

    @Test
    void aSecretOfAnEarlierVersionGetsWhatItLacks() throws Exception {
        keeper.keep(START);
        Map<String, byte[]> earlier = new HashMap<>(store.read("kubevirt-virt-api-certs"));
        earlier.remove("client-truststore.p12");
        store.secrets.put("kubevirt-virt-api-certs", earlier);
        keeper.keep(START.plusSeconds(60));
        Map<String, byte[]> after = store.read("kubevirt-virt-api-certs");
        assertThat(authorities(after, "client-truststore.p12")).hasSize(1);
        assertThat(after.get("keystore.p12")).isEqualTo(earlier.get("keystore.p12"));
    }

    private static List<X509Certificate> authorities(Map<String, byte[]> data, String file)
            throws Exception {
        char[] password =
                new String(data.get("keystore.password"), StandardCharsets.US_ASCII).toCharArray();
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(new ByteArrayInputStream(data.get(file)), password);
        List<X509Certificate> certificates = new ArrayList<>();
        for (String alias : java.util.Collections.list(trusted.aliases())) {
            certificates.add((X509Certificate) trusted.getCertificate(alias));
        }
        return certificates;
    }

    @Test
    void aDamagedSecretIsMadeAnew() throws GeneralSecurityException {
        keeper.keep(START);
        store.secrets.put(
                "kubevirt-virt-handler-certs",
                Map.of("tls.crt", new byte[] {1, 2}, "ca.crt", new byte[] {3}));
        keeper.keep(START.plusSeconds(60));
        assertThat(trusts(store.trusted, leaf("kubevirt-virt-handler-certs"), START)).isTrue();
    }

    @Test
    void aKeeperThatDiesAtAnyWriteIsFinishedByTheNext() throws GeneralSecurityException {
        for (int write = 1; write <= 4; write++) {
            anApiServer();
            store.dieAtWrite = write;
            assertThatThrownBy(() -> keeper.keep(START)).isInstanceOf(IllegalStateException.class);
            new CertificateKeeper(store, IDENTITIES, Lifetimes.DEFAULT).keep(START.plusSeconds(5));
            for (Identity identity : IDENTITIES) {
                assertThat(trusts(store.trusted, leaf(identity.secret()), START)).isTrue();
            }
        }
    }

    /**
     * Each program sees Secrets up to one spread late: whatever mix they see, they trust each
     * other.
     */
    @Test
    void inThreeYearsOfRotationNoMixOfOldAndNewSecretsBreaksTrust()
            throws GeneralSecurityException {
        Instant now = START;
        Instant end = START.plus(Duration.ofDays(3 * 365));
        List<Map<String, Map<String, byte[]>>> seen = new ArrayList<>();
        int authorities = 0;
        byte[] lastBundle = new byte[0];
        while (now.isBefore(end)) {
            Instant again = keeper.keep(now);
            seen.add(new HashMap<>(store.secrets));
            if (seen.size() > 2) {
                seen.removeFirst();
            }
            for (var reader : seen) {
                for (var presenter : seen) {
                    assertEveryoneTrustsEveryone(reader, presenter, now);
                }
            }
            authorities += java.util.Arrays.equals(lastBundle, store.trusted) ? 0 : 1;
            lastBundle = store.trusted;
            now = again;
        }
        assertThat(authorities).isGreaterThan(6);
    }

    private static void assertEveryoneTrustsEveryone(
            Map<String, Map<String, byte[]>> reader,
            Map<String, Map<String, byte[]>> presenter,
            Instant now)
            throws GeneralSecurityException {
        for (Identity trusting : IDENTITIES) {
            for (Identity trusted : IDENTITIES) {
                byte[] bundle = reader.get(trusting.secret()).get("ca.crt");
                X509Certificate leaf =
                        Pem.certificates(presenter.get(trusted.secret()).get("tls.crt")).getFirst();
                assertThat(trusts(bundle, leaf, now))
                        .as("%s trusts %s at %s", trusting.secret(), trusted.secret(), now)
                        .isTrue();
            }
        }
    }
}
