package io.kubevirt.ee.controller.certificate;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Makes keys (ECDSA P-256) and certificates (X.509 v3, RFC 5280). */
final class CertificateIssuer {
    /** Clocks of nodes differ a little. */
    private static final Duration BACKDATED = Duration.ofMinutes(5);

    private final SecureRandom random = new SecureRandom();

    /** When a certificate of ours was made. */
    static Instant madeAt(X509Certificate certificate) {
        return certificate.getNotBefore().toInstant().plus(BACKDATED);
    }

    /** A new self-signed authority. */
    KeyAndCertificate authority(String commonName, Instant now, Duration lifetime)
            throws GeneralSecurityException {
        KeyPair pair = keyPair();
        X500Name name = name(commonName);
        return sign(
                pair,
                pair.getPrivate(),
                builder(name, name, pair, now, lifetime),
                builder -> {
                    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
                    builder.addExtension(
                            Extension.keyUsage,
                            true,
                            new KeyUsage(KeyUsage.keyCertSign | KeyUsage.digitalSignature));
                });
    }

    /** A new key for an identity, with a certificate signed by {@code issuer}. */
    KeyAndCertificate leaf(
            Identity identity, KeyAndCertificate issuer, Instant now, Duration lifetime)
            throws GeneralSecurityException {
        KeyPair pair = keyPair();
        X500Name issuerName =
                X500Name.getInstance(issuer.certificate().getSubjectX500Principal().getEncoded());
        return sign(
                pair,
                issuer.key(),
                builder(issuerName, name(identity.commonName()), pair, now, lifetime),
                builder -> addLeafExtensions(builder, identity, issuer));
    }

    private static void addLeafExtensions(
            X509v3CertificateBuilder builder, Identity identity, KeyAndCertificate issuer)
            throws CertIOException, GeneralSecurityException {
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        List<KeyPurposeId> purposes = new ArrayList<>();
        if (identity.serves()) {
            purposes.add(KeyPurposeId.id_kp_serverAuth);
        }
        if (identity.calls()) {
            purposes.add(KeyPurposeId.id_kp_clientAuth);
        }
        builder.addExtension(
                Extension.extendedKeyUsage,
                false,
                new ExtendedKeyUsage(purposes.toArray(KeyPurposeId[]::new)));
        builder.addExtension(
                Extension.authorityKeyIdentifier,
                false,
                new JcaX509ExtensionUtils()
                        .createAuthorityKeyIdentifier(issuer.certificate().getPublicKey()));
        if (!identity.dnsNames().isEmpty()) {
            GeneralName[] names =
                    identity.dnsNames().stream()
                            .map(dnsName -> new GeneralName(GeneralName.dNSName, dnsName))
                            .toArray(GeneralName[]::new);
            builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
        }
    }

    @FunctionalInterface
    private interface Extensions {
        void addTo(X509v3CertificateBuilder builder)
                throws CertIOException, GeneralSecurityException;
    }

    private static KeyAndCertificate sign(
            KeyPair pair,
            PrivateKey signingKey,
            X509v3CertificateBuilder builder,
            Extensions extensions)
            throws GeneralSecurityException {
        try {
            builder.addExtension(
                    Extension.subjectKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils().createSubjectKeyIdentifier(pair.getPublic()));
            extensions.addTo(builder);
            var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(signingKey);
            var certificate =
                    new JcaX509CertificateConverter().getCertificate(builder.build(signer));
            return new KeyAndCertificate(pair.getPrivate(), certificate);
        } catch (CertIOException | OperatorCreationException e) {
            throw new GeneralSecurityException("certificate not made", e);
        }
    }

    private X509v3CertificateBuilder builder(
            X500Name issuer, X500Name subject, KeyPair pair, Instant now, Duration lifetime) {
        return new JcaX509v3CertificateBuilder(
                issuer,
                new BigInteger(120, random).add(BigInteger.ONE),
                Date.from(now.minus(BACKDATED)),
                Date.from(now.plus(lifetime)),
                subject,
                pair.getPublic());
    }

    private KeyPair keyPair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), random);
        return generator.generateKeyPair();
    }

    /**
     * A name of one part; common names of ours hold colons, which a textual name would not mind.
     */
    private static X500Name name(String commonName) {
        return new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, commonName).build();
    }
}
