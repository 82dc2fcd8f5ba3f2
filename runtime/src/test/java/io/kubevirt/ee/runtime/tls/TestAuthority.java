package io.kubevirt.ee.runtime.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate authority for one test. */
final class TestAuthority {
    private static final Instant FROM = Instant.parse("2020-01-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2090-01-01T00:00:00Z");
    private final KeyPair keys = keyPair();
    private final X509Certificate certificate;
    private int serial = 1;

    TestAuthority() throws Exception {
        certificate = sign("CN=ca", keys, true);
    }

    /** Writes tls.crt, tls.key and ca.crt of a new identity. */
    X509Certificate issue(Path directory, String commonName) throws Exception {
        KeyPair own = keyPair();
        X509Certificate leaf = sign("CN=" + commonName, own, false);
        replace(directory.resolve("tls.crt"), pem("CERTIFICATE", leaf.getEncoded()));
        replace(directory.resolve("tls.key"), pem("PRIVATE KEY", own.getPrivate().getEncoded()));
        replace(directory.resolve("ca.crt"), pem("CERTIFICATE", certificate.getEncoded()));
        return leaf;
    }

    static void replace(Path file, String text) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.writeString(next, text);
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private X509Certificate sign(String subject, KeyPair of, boolean authority) throws Exception {
        JcaX509v3CertificateBuilder builder =
                new JcaX509v3CertificateBuilder(
                        new X500Principal("CN=ca"),
                        BigInteger.valueOf(serial++),
                        Date.from(FROM),
                        Date.from(TO),
                        new X500Principal(subject),
                        of.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
        return new JcaX509CertificateConverter()
                .getCertificate(
                        builder.build(
                                new JcaContentSignerBuilder("SHA256withECDSA")
                                        .build(keys.getPrivate())));
    }

    private static KeyPair keyPair() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static String pem(String type, byte[] der) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + type + "-----\n" + body + "\n-----END " + type + "-----\n";
    }
}
