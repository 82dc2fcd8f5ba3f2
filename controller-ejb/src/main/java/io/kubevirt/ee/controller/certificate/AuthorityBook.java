package io.kubevirt.ee.controller.certificate;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The authorities in their Secret: {@code <id>.crt} and {@code <id>.key} of each, and all their
 * certificates as {@code ca-bundle.crt}.
 */
final class AuthorityBook {
    static final String SECRET = "kubevirt-ca";
    private static final String BUNDLE = "ca-bundle.crt";

    private final Map<String, KeyAndCertificate> byId = new TreeMap<>();

    /** Reads the Secret's data; what cannot be read is left out, and so made anew. */
    static AuthorityBook read(Map<String, byte[]> data) {
        AuthorityBook book = new AuthorityBook();
        for (String file : data.keySet()) {
            if (file.endsWith(".key")) {
                String id = file.substring(0, file.length() - ".key".length());
                book.readOne(id, data.get(file), data.get(id + ".crt"));
            }
        }
        return book;
    }

    private void readOne(String id, byte[] key, byte[] certificate) {
        if (certificate == null) {
            return;
        }
        try {
            byId.put(
                    id,
                    new KeyAndCertificate(Pem.key(key), Pem.certificates(certificate).getFirst()));
        } catch (GeneralSecurityException | java.util.NoSuchElementException unreadable) {
            byId.remove(id);
        }
    }

    void add(KeyAndCertificate authority) {
        byId.put(id(authority.certificate()), authority);
    }

    void drop(String id) {
        byId.remove(id);
    }

    KeyAndCertificate get(String id) {
        return byId.get(id);
    }

    /** An authority's name in the Secret: its serial number. */
    static String id(X509Certificate certificate) {
        return "ca-" + certificate.getSerialNumber().toString(16);
    }

    List<Authority> authorities() {
        List<Authority> authorities = new ArrayList<>();
        byId.forEach(
                (id, authority) ->
                        authorities.add(
                                new Authority(
                                        id,
                                        CertificateIssuer.madeAt(authority.certificate()),
                                        authority.certificate().getNotAfter().toInstant())));
        return authorities;
    }

    /** Which authority signed a certificate; empty if none of ours. */
    String issuerOf(X509Certificate leaf) {
        for (Map.Entry<String, KeyAndCertificate> entry : byId.entrySet()) {
            try {
                leaf.verify(entry.getValue().certificate().getPublicKey());
                return entry.getKey();
            } catch (GeneralSecurityException notThisOne) {
                continue;
            }
        }
        return "";
    }

    byte[] bundle() throws GeneralSecurityException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (KeyAndCertificate authority : byId.values()) {
            out.writeBytes(Pem.ofCertificate(authority.certificate()));
        }
        return out.toByteArray();
    }

    Map<String, byte[]> data() throws GeneralSecurityException {
        Map<String, byte[]> data = new TreeMap<>();
        data.put(BUNDLE, bundle());
        for (Map.Entry<String, KeyAndCertificate> entry : byId.entrySet()) {
            data.put(entry.getKey() + ".crt", Pem.ofCertificate(entry.getValue().certificate()));
            data.put(entry.getKey() + ".key", Pem.ofKey(entry.getValue().key()));
        }
        return data;
    }
}
