package io.kubevirt.ee.api.rest;

import io.kubevirt.ee.api.rest.certificate.ClientCertificates;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** Says who calls. */
@ApplicationScoped
public class Callers {
    @Inject ClientCertificates certificates;

    /**
     * Returns who calls.
     *
     * @throws ProblemException when that is not said, or not in a way that is taken
     */
    Credential credential(RestCall call) {
        List<String> authorization = call.authorization();
        return authorization.isEmpty()
                ? Credential.of(certificates.peer(call.certificates()))
                : Credential.ofToken(authorization);
    }
}
