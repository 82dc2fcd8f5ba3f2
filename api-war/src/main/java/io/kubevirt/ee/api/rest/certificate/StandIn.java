package io.kubevirt.ee.api.rest.certificate;

import io.kubevirt.ee.api.config.ApiConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.http.HttpRequest;

/**
 * Makes a request one of virt-api's for a user: kube-apiserver sees that virt-api may impersonate,
 * and then allows what that user may, nothing of virt-api's own.
 */
@ApplicationScoped
public class StandIn {
    @Inject ApiConfig config;

    /**
     * Adds who asks, and for whom.
     *
     * @throws IOException when virt-api's own token cannot be read
     */
    public void speakFor(Peer.User user, HttpRequest.Builder request) throws IOException {
        request.header("Authorization", "Bearer " + OwnToken.read(config.kubeconfig()))
                .header("Impersonate-User", user.name());
        user.groups().forEach(group -> request.header("Impersonate-Group", group));
    }
}
