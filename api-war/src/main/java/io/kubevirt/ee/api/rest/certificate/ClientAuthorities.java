package io.kubevirt.ee.api.rest.certificate;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * The authorities of users' certificates, as they are mounted now. TLS has checked a certificate
 * when the connection began, by what Liberty made of its copy then; a request may come much later.
 */
final class ClientAuthorities {
    private static final String STORE = "client-truststore.p12";
    private static final String PASSWORD = "keystore.password";

    private final Path directory;
    private volatile Loaded loaded = new Loaded(new byte[0], List.of());

    ClientAuthorities(Path directory) {
        this.directory = directory;
    }

    private record Loaded(byte[] store, List<X509Certificate> authorities) {}

    /**
     * Checks a certificate as kube-apiserver does with each request: signed by one of the
     * authorities, for clients, and within its time and the authority's.
     *
     * @param chain the certificate, and what leads to an authority
     * @throws CertificateException when it is not so
     */
    void check(X509Certificate[] chain) throws IOException, GeneralSecurityException {
        KeyStore anchors = KeyStore.getInstance("PKCS12");
        anchors.load(null, null);
        Date now = new Date();
        int count = 0;
        for (X509Certificate authority : current()) {
            // Java takes an authority that has run out for good; kube-apiserver does not.
            if (!now.before(authority.getNotBefore()) && !now.after(authority.getNotAfter())) {
                anchors.setCertificateEntry("ca" + count++, authority);
            }
        }
        if (count == 0) {
            throw new CertificateException("no authority of clients is valid");
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(anchors);
        for (TrustManager manager : factory.getTrustManagers()) {
            ((X509TrustManager) manager)
                    .checkClientTrusted(chain, chain[0].getPublicKey().getAlgorithm());
        }
    }

    /** Opening a store is slow by design: only what has changed is opened. */
    private List<X509Certificate> current() throws IOException, GeneralSecurityException {
        byte[] store = Files.readAllBytes(directory.resolve(STORE));
        Loaded known = loaded;
        if (!Arrays.equals(known.store(), store)) {
            known = new Loaded(store, open(store));
            loaded = known;
        }
        return known.authorities();
    }

    private List<X509Certificate> open(byte[] store) throws IOException, GeneralSecurityException {
        char[] password = Files.readString(directory.resolve(PASSWORD)).strip().toCharArray();
        KeyStore opened = KeyStore.getInstance("PKCS12");
        opened.load(new ByteArrayInputStream(store), password);
        List<X509Certificate> authorities = new ArrayList<>();
        for (String alias : Collections.list(opened.aliases())) {
            authorities.add((X509Certificate) opened.getCertificate(alias));
        }
        return List.copyOf(authorities);
    }
}
