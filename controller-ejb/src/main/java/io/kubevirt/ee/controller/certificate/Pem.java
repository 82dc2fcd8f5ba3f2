package io.kubevirt.ee.controller.certificate;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** PEM text (RFC 7468) of certificates and PKCS #8 keys. */
final class Pem {
    private static final Base64.Encoder LINES =
            Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

    private Pem() {}

    static byte[] ofCertificate(X509Certificate certificate) throws GeneralSecurityException {
        return block("CERTIFICATE", certificate.getEncoded());
    }

    static byte[] ofKey(PrivateKey key) {
        return block("PRIVATE KEY", key.getEncoded());
    }

    private static byte[] block(String label, byte[] der) {
        String text =
                "-----BEGIN %s-----%n%s%n-----END %s-----%n"
                        .formatted(label, LINES.encodeToString(der), label);
        return text.replace(System.lineSeparator(), "\n").getBytes(StandardCharsets.US_ASCII);
    }

    /** All certificates of a PEM text, in its order. */
    static List<X509Certificate> certificates(byte[] pem) throws GeneralSecurityException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (var certificate :
                CertificateFactory.getInstance("X.509")
                        .generateCertificates(new ByteArrayInputStream(pem))) {
            certificates.add((X509Certificate) certificate);
        }
        return certificates;
    }

    /** An EC key in PKCS #8. */
    static PrivateKey key(byte[] pem) throws GeneralSecurityException {
        String base64 =
                new String(pem, StandardCharsets.US_ASCII).replaceAll("-----[A-Z ]+-----|\\s", "");
        try {
            byte[] der = Base64.getDecoder().decode(base64);
            return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException("not a PEM key", e);
        }
    }
}
