package io.kubevirt.ee.api.it;

import io.kubevirt.ee.runtime.tls.Pem;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;

/**
 * Certificates of virt-api in the tests: what virt-controller would keep, as the kubelet shows it.
 */
final class StageCertificates {
    /** Of the key stores. */
    private static final String PASSWORD = "stage-password";

    private final Path directory;
    private final TestAuthority own;
    private X509Certificate[] clientAuthorities = {};

    StageCertificates(Path directory, TestAuthority own) {
        this.directory = directory;
        this.own = own;
    }

    /**
     * Writes what the API server sees of virt-api, as the kubelet writes a Secret: a new folder, to
     * which one rename of a link leads.
     */
    void writeServing(X509Certificate... frontProxyAuthorities)
            throws GeneralSecurityException, IOException {
        TestAuthority.Leaf serving =
                own.leaf("CN=virt-api", "localhost", "127.0.0.1", "virt-api.kubevirt.svc");
        Files.createDirectories(folder());
        Path version = Files.createTempDirectory(folder(), "..");
        serving.writePem(version, own.certificate());
        write(version.resolve("keystore.p12"), serving.keyStore(PASSWORD.toCharArray()));
        write(version.resolve("truststore.p12"), TestAuthority.trustStore(frontProxyAuthorities));
        write(
                version.resolve("client-truststore.p12"),
                TestAuthority.trustStore(clientAuthorities));
        Files.writeString(version.resolve("keystore.password"), PASSWORD);
        Files.writeString(version.resolve("front-proxy-allowed-names"), "[\"front-proxy-client\"]");
        publish(version);
    }

    /** Writes whose certificates the REST entrypoint takes, as {@link #writeServing}. */
    void writeClientAuthorities(X509Certificate frontProxy, X509Certificate... authorities)
            throws GeneralSecurityException, IOException {
        clientAuthorities = authorities;
        writeServing(frontProxy);
    }

    /** Writes what the nodes' agents see of virt-api, and whom it takes for one. */
    void writeClient(TestAuthority authority) throws GeneralSecurityException, IOException {
        authority
                .leaf("CN=kubevirt.io:system:client:virt-handler")
                .writePem(directory.resolve("client-certificates"), authority.certificate());
    }

    /** Copies the stores to where the server reads them, as the image's start script does. */
    void copyForTheServer() throws IOException {
        for (String store : List.of("keystore.p12", "truststore.p12", "client-truststore.p12")) {
            Path copy = directory.resolve("serving").resolve(store);
            Files.createDirectories(copy.getParent());
            Files.copy(folder().resolve(store), copy, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.createDirectories(directory.resolve("variables"));
        Files.writeString(directory.resolve("variables/keystore.password"), PASSWORD);
    }

    /** The certificate that virt-api should show. */
    X509Certificate written() throws GeneralSecurityException, IOException {
        return Pem.certificates(Files.readAllBytes(folder().resolve("tls.crt"))).getFirst();
    }

    /** Where they are. */
    Path folder() {
        return directory.resolve("certificates");
    }

    private void publish(Path version) throws IOException {
        Path data = folder().resolve("..data");
        Path before = Files.exists(data) ? data.toRealPath() : null;
        Path next = folder().resolve("..data_tmp");
        Files.createSymbolicLink(next, version.getFileName());
        Files.move(next, data, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (Stream<Path> files = Files.list(version)) {
            for (Path file : files.map(Path::getFileName).toList()) {
                Path link = folder().resolve(file);
                if (!Files.isSymbolicLink(link)) {
                    Files.createSymbolicLink(link, Path.of("..data").resolve(file));
                }
            }
        }
        if (before != null) {
            Trees.delete(before);
        }
    }

    private static void write(Path file, KeyStore store)
            throws GeneralSecurityException, IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD.toCharArray());
        }
    }
}
