package io.kubevirt.ee.api.it;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate authority for a test. */
public final class TestAuthority {
    private static final Duration VALID = Duration.ofDays(1);

    private final X500Name name;
    private final KeyPair keys;
    private final X509Certificate certificate;

    private TestAuthority(X500Name name, KeyPair keys, X509Certificate certificate) {
        this.name = name;
        this.keys = keys;
        this.certificate = certificate;
    }

    /** Makes a new authority. */
    public static TestAuthority named(String commonName) {
        return named(commonName, Terms.now());
    }

    /** Makes an authority that has run out; what it signs has not. */
    public static TestAuthority expired(String commonName) {
        return named(commonName, Terms.yesterday());
    }

    private static TestAuthority named(String commonName, Terms terms) {
        X500Name name = new X500Name("CN=" + commonName);
        KeyPair keys = newKeys();
        return new TestAuthority(name, keys, sign(name, keys, name, keys, true, List.of(), terms));
    }

    /** When a certificate holds, and what for. */
    private record Terms(Instant from, Instant until, KeyPurposeId... purposes) {
        static Terms now() {
            Instant now = Instant.now();
            return new Terms(
                    now.minus(Duration.ofMinutes(5)),
                    now.plus(VALID),
                    KeyPurposeId.id_kp_serverAuth,
                    KeyPurposeId.id_kp_clientAuth);
        }

        static Terms yesterday() {
            Terms now = now();
            return new Terms(now.from.minus(VALID), now.until.minus(VALID), now.purposes);
        }
    }

    /** Takes the place of an authority whose files we have. */
    public static TestAuthority existing(Path certificateFile, Path keyFile)
            throws GeneralSecurityException, IOException {
        Leaf files = Stage.leaf(certificateFile, keyFile);
        return new TestAuthority(
                new X500Name(files.certificate().getSubjectX500Principal().getName()),
                new KeyPair(files.certificate().getPublicKey(), files.key()),
                files.certificate());
    }

    /** Its own certificate. */
    public X509Certificate certificate() {
        return certificate;
    }

    /** Issues a certificate for server and client, for the given host names and addresses. */
    public Leaf leaf(String subject, String... hosts) {
        return leaf(subject, List.of(hosts), Terms.now());
    }

    /** Issues a certificate that has run out. */
    public Leaf expiredLeaf(String subject) {
        return leaf(subject, List.of(), Terms.yesterday());
    }

    /** Issues a certificate that is for servers alone. */
    public Leaf serverLeaf(String subject) {
        Terms now = Terms.now();
        return leaf(
                subject, List.of(), new Terms(now.from, now.until, KeyPurposeId.id_kp_serverAuth));
    }

    private Leaf leaf(String subject, List<String> hosts, Terms terms) {
        KeyPair own = newKeys();
        return new Leaf(
                sign(name, keys, new X500Name(subject), own, false, hosts, terms),
                own.getPrivate());
    }

    /** A certificate and its key. */
    public record Leaf(X509Certificate certificate, PrivateKey key) {
        /** Writes tls.crt, tls.key and ca.crt. */
        public void writePem(Path directory, X509Certificate authority) throws IOException {
            Files.createDirectories(directory);
            Files.writeString(directory.resolve("tls.crt"), pem(certificate));
            Files.writeString(directory.resolve("tls.key"), pem(new JcaPKCS8Generator(key, null)));
            Files.writeString(directory.resolve("ca.crt"), pem(authority));
        }

        /** Returns a key store with the key. */
        public KeyStore keyStore(char[] password) throws GeneralSecurityException, IOException {
            KeyStore store = empty();
            store.setKeyEntry("own", key, password, new Certificate[] {certificate});
            return store;
        }
    }

    /** Returns a key store with certificates to trust. */
    public static KeyStore trustStore(X509Certificate... trusted)
            throws GeneralSecurityException, IOException {
        KeyStore store = empty();
        for (int i = 0; i < trusted.length; i++) {
            store.setCertificateEntry("ca" + i, trusted[i]);
        }
        return store;
    }

    /** Returns PEM text of a certificate. */
    public static String pem(Object object) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(object);
        }
        return text.toString();
    }

    /** Reads a private key of any PEM kind. */
    static PrivateKey readKey(String pem) throws IOException {
        try (PEMParser parser = new PEMParser(new StringReader(pem))) {
            for (Object part = parser.readObject(); part != null; part = parser.readObject()) {
                if (part instanceof PEMKeyPair pair) {
                    return new JcaPEMKeyConverter().getPrivateKey(pair.getPrivateKeyInfo());
                }
                if (part instanceof PrivateKeyInfo info) {
                    return new JcaPEMKeyConverter().getPrivateKey(info);
                }
            }
        }
        throw new IOException("no private key in the PEM text");
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static X509Certificate sign(
            X500Name issuer,
            KeyPair issuerKeys,
            X500Name subject,
            KeyPair subjectKeys,
            boolean authority,
            List<String> hosts,
            Terms terms) {
        try {
            X509v3CertificateBuilder builder =
                    new JcaX509v3CertificateBuilder(
                                    issuer,
                                    new BigInteger(120, new SecureRandom()),
                                    Date.from(terms.from()),
                                    Date.from(terms.until()),
                                    subject,
                                    subjectKeys.getPublic())
                            .addExtension(
                                    Extension.basicConstraints,
                                    true,
                                    new BasicConstraints(authority));
            if (!authority) {
                builder.addExtension(
                        Extension.extendedKeyUsage, false, new ExtendedKeyUsage(terms.purposes()));
            }
            if (!hosts.isEmpty()) {
                builder.addExtension(Extension.subjectAlternativeName, false, names(hosts));
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(
                                    new JcaContentSignerBuilder("SHA256withECDSA")
                                            .build(issuerKeys.getPrivate())));
        } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static GeneralNames names(List<String> hosts) throws UnknownHostException {
        GeneralName[] names = new GeneralName[hosts.size()];
        for (int i = 0; i < names.length; i++) {
            boolean address = hosts.get(i).matches("[0-9.]+");
            names[i] =
                    address
                            ? new GeneralName(
                                    GeneralName.iPAddress,
                                    InetAddress.getByName(hosts.get(i)).getHostAddress())
                            : new GeneralName(GeneralName.dNSName, hosts.get(i));
        }
        return new GeneralNames(names);
    }
}
