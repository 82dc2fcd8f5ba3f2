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
import java.util.Optional;
import java.util.Set;
import javax.security.auth.x500.X500Principal;

/**
 * The key stores of the TLS ports: the server's own key; the authorities whose certificates the
 * port for the API server takes; and, if any are taken there, those of the port for people.
 */
record Stores(byte[] keys, byte[] trust, Optional<byte[]> clients) {
    static final String KEYS_FILE = "keystore.p12";
    static final String TRUST_FILE = "truststore.p12";
    static final String CLIENTS_FILE = "client-truststore.p12";

    /** Reads all, through links as the kubelet makes them. */
    static Stores read(Path directory, boolean withClients) throws IOException {
        return new Stores(
                Files.readAllBytes(directory.resolve(KEYS_FILE)),
                Files.readAllBytes(directory.resolve(TRUST_FILE)),
                withClients
                        ? Optional.of(Files.readAllBytes(directory.resolve(CLIENTS_FILE)))
                        : Optional.empty());
    }

    /** Writes the authorities anew, at once, so that Liberty finds them changed and never half. */
    void writeTrust(Path directory) throws IOException {
        replace(directory.resolve(TRUST_FILE), trust);
    }

    /** Writes the key anew. */
    void writeKeys(Path directory) throws IOException {
        replace(directory.resolve(KEYS_FILE), keys);
    }

    /** Writes the authorities of people anew. */
    void writeClients(Path directory) throws IOException {
        replace(directory.resolve(CLIENTS_FILE), clients.orElseThrow());
    }

    boolean sameAs(Stores other) {
        return sameKeys(other) && sameTrust(other) && sameClients(other);
    }

    boolean sameKeys(Stores other) {
        return Arrays.equals(keys, other.keys);
    }

    boolean sameTrust(Stores other) {
        return Arrays.equals(trust, other.trust);
    }

    boolean sameClients(Stores other) {
        return clients.isEmpty()
                || other.clients.isPresent() && Arrays.equals(clients.get(), other.clients.get());
    }

    /** What the API server should see of its port. */
    Shown shown(char[] password) throws GeneralSecurityException, IOException {
        return new Shown(certificate(password), authorities(trust, password));
    }

    /** What people should see of theirs. */
    Shown shownToClients(char[] password) throws GeneralSecurityException, IOException {
        return new Shown(
                certificate(password),
                clients.isPresent() ? authorities(clients.get(), password) : Set.of());
    }

    private X509Certificate certificate(char[] password)
            throws GeneralSecurityException, IOException {
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
        return certificate;
    }

    private static Set<X500Principal> authorities(byte[] store, char[] password)
            throws GeneralSecurityException, IOException {
        KeyStore trusted = load(store, password);
        Set<X500Principal> authorities = new HashSet<>();
        for (String alias : Collections.list(trusted.aliases())) {
            authorities.add(
                    ((X509Certificate) trusted.getCertificate(alias)).getSubjectX500Principal());
        }
        return authorities;
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
