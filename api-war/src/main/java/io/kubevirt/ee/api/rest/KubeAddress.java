package io.kubevirt.ee.api.rest;

import io.kubernetes.client.util.KubeConfig;
import io.kubevirt.ee.runtime.tls.Pem;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Where the API server is and how it is known; read from the same files as the server's own access,
 * without any credential.
 *
 * @param url its root, without a slash at the end
 * @param authorities PEM text of the CAs that may have signed its certificate
 */
record KubeAddress(String url, byte[] authorities) {
    private static final Path POD_AUTHORITIES =
            Path.of("/var/run/secrets/kubernetes.io/serviceaccount/ca.crt");

    static KubeAddress of(Optional<Path> kubeconfig) throws IOException {
        return kubeconfig.isPresent() ? ofFile(kubeconfig.get()) : ofPod();
    }

    private static KubeAddress ofPod() throws IOException {
        String host = System.getenv("KUBERNETES_SERVICE_HOST");
        String port = System.getenv("KUBERNETES_SERVICE_PORT");
        if (host == null || port == null) {
            throw new IOException("no KUBERNETES_SERVICE_HOST and _PORT: this is no pod");
        }
        String bracketed = host.contains(":") ? "[" + host + "]" : host;
        return new KubeAddress(
                "https://" + bracketed + ":" + port, Files.readAllBytes(POD_AUTHORITIES));
    }

    private static KubeAddress ofFile(Path file) throws IOException {
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            KubeConfig config = KubeConfig.loadKubeConfig(reader);
            String data = config.getCertificateAuthorityData();
            byte[] authorities =
                    data != null
                            ? Base64.getDecoder().decode(data)
                            : Files.readAllBytes(
                                    file.resolveSibling(config.getCertificateAuthorityFile()));
            String server = config.getServer();
            return new KubeAddress(
                    server.endsWith("/") ? server.substring(0, server.length() - 1) : server,
                    authorities);
        }
    }

    /** TLS that knows the API server and shows nothing of our own. */
    SSLContext tls() throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        int count = 0;
        for (X509Certificate authority : Pem.certificates(authorities)) {
            trusted.setCertificateEntry("ca" + count++, authority);
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), new SecureRandom());
        return context;
    }
}
