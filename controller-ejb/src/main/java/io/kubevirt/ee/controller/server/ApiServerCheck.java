package io.kubevirt.ee.controller.server;

import io.kubevirt.ee.runtime.kube.KubeException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready: the API server answers. */
@Readiness
@ApplicationScoped
public class ApiServerCheck implements HealthCheck {
    @Inject ControllerServer server;

    @Override
    public HealthCheckResponse call() {
        var answer = HealthCheckResponse.named("api-server-reachable");
        Optional<Vitals> vitals = server.vitals();
        if (vitals.isEmpty()) {
            return answer.down().withData("reason", "not started").build();
        }
        try {
            return answer.up().withData("version", vitals.get().apiServer().get()).build();
        } catch (KubeException unreachable) {
            return answer.down().withData("reason", unreachable.getMessage()).build();
        }
    }
}
