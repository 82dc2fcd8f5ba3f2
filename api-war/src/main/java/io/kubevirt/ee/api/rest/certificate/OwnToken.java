package io.kubevirt.ee.api.rest.certificate;

import io.kubernetes.client.util.KubeConfig;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The token of virt-api's own account, as it is now: the kubelet renews it. */
final class OwnToken {
    private static final Path POD = Path.of("/var/run/secrets/kubernetes.io/serviceaccount/token");

    private OwnToken() {}

    static String read(Optional<Path> kubeconfig) throws IOException {
        return kubeconfig.isPresent() ? ofFile(kubeconfig.get()) : Files.readString(POD).strip();
    }

    private static String ofFile(Path file) throws IOException {
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            Map<String, String> credentials = KubeConfig.loadKubeConfig(reader).getCredentials();
            String token = credentials == null ? null : credentials.get(KubeConfig.CRED_TOKEN_KEY);
            if (token == null) {
                throw new IOException("the kubeconfig of virt-api has no token");
            }
            return token;
        }
    }
}
