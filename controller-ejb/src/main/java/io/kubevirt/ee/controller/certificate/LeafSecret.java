package io.kubevirt.ee.controller.certificate;

import com.google.gson.Gson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The data of one program's Secret: {@code tls.crt}, {@code tls.key}, {@code ca.crt}; for Liberty
 * also {@code keystore.p12}, {@code truststore.p12} (the front proxy's authorities), {@code
 * client-truststore.p12} (those of users), {@code keystore.password} and {@code
 * front-proxy-allowed-names} (a JSON array, as the API server publishes it).
 */
final class LeafSecret {
    static final String FRONT_PROXY_STORE = "truststore.p12";
    static final String CLIENTS_STORE = "client-truststore.p12";

    private LeafSecret() {}

    /** What a Secret holds, as far as the plan needs it; empty when it has to be made anew. */
    static Optional<Leaf> read(Identity identity, Map<String, byte[]> data, AuthorityBook book) {
        try {
            if (!data.containsKey("tls.crt") || !data.containsKey("ca.crt")) {
                return Optional.empty();
            }
            X509Certificate certificate = Pem.certificates(data.get("tls.crt")).getFirst();
            if (!Pem.certificates(data.get("tls.crt"))
                    .getFirst()
                    .getSubjectX500Principal()
                    .getName()
                    .contains(identity.commonName())) {
                return Optional.empty();
            }
            List<Authority> trusted =
                    Pem.certificates(data.get("ca.crt")).stream()
                            .map(
                                    authority ->
                                            new Authority(
                                                    AuthorityBook.id(authority),
                                                    CertificateIssuer.madeAt(authority),
                                                    authority.getNotAfter().toInstant()))
                            .toList();
            return Optional.of(
                    new Leaf(
                            identity.secret(),
                            book.issuerOf(certificate),
                            CertificateDecider.bundle(trusted),
                            CertificateIssuer.madeAt(certificate),
                            certificate.getNotAfter().toInstant()));
        } catch (GeneralSecurityException | java.util.NoSuchElementException unreadable) {
            return Optional.empty();
        }
    }

    /** The data of a Secret with a new certificate. */
    static Map<String, byte[]> data(
            Identity identity,
            KeyAndCertificate leaf,
            KeyAndCertificate issuer,
            AuthorityBook book,
            CertificateStore.PublishedTrust trust)
            throws GeneralSecurityException {
        Map<String, byte[]> data = new TreeMap<>();
        data.put("tls.crt", Pem.ofCertificate(leaf.certificate()));
        data.put("tls.key", Pem.ofKey(leaf.key()));
        data.put("ca.crt", book.bundle());
        if (identity.javaKeyStore()) {
            addKeyStores(data, leaf, issuer, trust);
        }
        return data;
    }

    private static void addKeyStores(
            Map<String, byte[]> data,
            KeyAndCertificate leaf,
            KeyAndCertificate issuer,
            CertificateStore.PublishedTrust trust)
            throws GeneralSecurityException {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        String password = HexFormat.of().formatHex(random);
        KeyStore keys = emptyStore();
        keys.setKeyEntry(
                "default",
                leaf.key(),
                password.toCharArray(),
                new X509Certificate[] {leaf.certificate(), issuer.certificate()});
        data.put("keystore.p12", bytes(keys, password));
        data.put("keystore.password", password.getBytes(StandardCharsets.US_ASCII));
        addPublishedTrust(data, password, trust);
    }

    /** Replaces what the API server publishes, and leaves the rest. */
    static void addPublishedTrust(
            Map<String, byte[]> data, String password, CertificateStore.PublishedTrust trust)
            throws GeneralSecurityException {
        data.put(
                FRONT_PROXY_STORE,
                trustStore("front-proxy-", trust.frontProxyAuthorities(), password));
        data.put(CLIENTS_STORE, trustStore("client-", trust.clientAuthorities(), password));
        data.put("front-proxy-allowed-names", allowedNames(trust).getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] trustStore(String alias, byte[] authorities, String password)
            throws GeneralSecurityException {
        KeyStore trusted = emptyStore();
        int number = 0;
        for (X509Certificate authority : Pem.certificates(authorities)) {
            trusted.setCertificateEntry(alias + number++, authority);
        }
        return bytes(trusted, password);
    }

    static String allowedNames(CertificateStore.PublishedTrust trust) {
        return new Gson().toJson(trust.frontProxyNames());
    }

    private static KeyStore emptyStore() throws GeneralSecurityException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            return store;
        } catch (IOException e) {
            throw new GeneralSecurityException("key store not made", e);
        }
    }

    private static byte[] bytes(KeyStore store, String password) throws GeneralSecurityException {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            store.store(out, password.toCharArray());
            return out.toByteArray();
        } catch (IOException e) {
            throw new GeneralSecurityException("key store not written", e);
        }
    }
}
