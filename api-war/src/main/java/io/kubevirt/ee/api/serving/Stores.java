package io.kubevirt.ee.api.serving;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import javax.security.auth.x500.X500Principal;

/**
 * The two key stores of the TLS port: the server's own key, and the authorities whose certificates
 * it takes.
 */
record Stores(byte[] keys, byte[] trust) {
    static final String KEYS_FILE = "keystore.p12";
    static final String TRUST_FILE = "truststore.p12";

    /** Reads both, through links as the kubelet makes them. */
    static Stores read(Path directory) throws IOException {
        return new Stores(
                Files.readAllBytes(directory.resolve(KEYS_FILE)),
                Files.readAllBytes(directory.resolve(TRUST_FILE)));
    }

    /** Writes the authorities anew, at once, so that Liberty finds them changed and never half. */
    void writeTrust(Path directory) throws IOException {
        replace(directory.resolve(TRUST_FILE), trust);
    }

    /** Writes the key anew. */
    void writeKeys(Path directory) throws IOException {
        replace(directory.resolve(KEYS_FILE), keys);
    }

    boolean sameKeys(Stores other) {
        return Arrays.equals(keys, other.keys);
    }

    boolean sameTrust(Stores other) {
        return Arrays.equals(trust, other.trust);
    }

    /** What a client should see of a server that uses these stores. */
    Shown shown(char[] password) throws GeneralSecurityException, IOException {
        KeyStore own = load(keys, password);
        X509Certificate certificate = null;
        for (String alias : Collections.list(own.aliases())) {
            if (own.isKeyEntry(alias)) {
                certificate = (X509Certificate) own.getCertificate(alias);
            }
        }
        if (certificate == null) {
            throw new GeneralSecurityException(KEYS_FILE + " holds no key");
        }
        KeyStore trusted = load(trust, password);
        Set<X500Principal> authorities = new HashSet<>();
        for (String alias : Collections.list(trusted.aliases())) {
            authorities.add(
                    ((X509Certificate) trusted.getCertificate(alias)).getSubjectX500Principal());
        }
        return new Shown(certificate, authorities);
    }

    private static KeyStore load(byte[] store, char[] password)
            throws GeneralSecurityException, IOException {
        KeyStore loaded = KeyStore.getInstance("PKCS12");
        loaded.load(new ByteArrayInputStream(store), password);
        return loaded;
    }

    private static void replace(Path file, byte[] content) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.write(fresh, content);
        Files.move(
                fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
