package io.kubevirt.ee.runtime.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * What a program shows to its peers, and whom it trusts; as read once from {@code tls.crt}, {@code
 * tls.key} and {@code ca.crt}.
 *
 * @param chain own certificate first
 * @param key own private key
 * @param trust chains up to one of the CAs
 */
record Identity(List<X509Certificate> chain, PrivateKey key, X509TrustManager trust) {
    private static final byte[] PROBE = {1, 2, 3, 4};

    static Identity read(Path directory) throws IOException, GeneralSecurityException {
        List<X509Certificate> chain =
                Pem.certificates(Files.readAllBytes(directory.resolve("tls.crt")));
        PrivateKey key =
                Pem.privateKey(
                        Files.readString(directory.resolve("tls.key"), StandardCharsets.US_ASCII));
        List<X509Certificate> authorities =
                Pem.certificates(Files.readAllBytes(directory.resolve("ca.crt")));
        requirePair(key, chain.getFirst());
        return new Identity(chain, key, trust(authorities));
    }

    /** Tells this identity from its successor. */
    String alias() {
        return chain.getFirst().getSerialNumber().toString(16);
    }

    X509Certificate[] chainArray() {
        return chain.toArray(X509Certificate[]::new);
    }

    /** Files that are being replaced one by one may not belong together. */
    private static void requirePair(PrivateKey key, X509Certificate certificate)
            throws GeneralSecurityException {
        String algorithm = "EC".equals(key.getAlgorithm()) ? "SHA256withECDSA" : "SHA256withRSA";
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        signature.update(PROBE);
        byte[] signed = signature.sign();
        signature.initVerify(certificate.getPublicKey());
        signature.update(PROBE);
        if (!signature.verify(signed)) {
            throw new GeneralSecurityException("tls.key is not the key of tls.crt");
        }
    }

    private static X509TrustManager trust(List<X509Certificate> authorities)
            throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (int i = 0; i < authorities.size(); i++) {
            store.setCertificateEntry("ca" + i, authorities.get(i));
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(store);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager x509) {
                return x509;
            }
        }
        throw new GeneralSecurityException(
                "the PKIX trust manager factory gave no X.509 trust manager");
    }
}
