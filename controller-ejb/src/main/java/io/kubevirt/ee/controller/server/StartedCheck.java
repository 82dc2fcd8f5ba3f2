package io.kubevirt.ee.controller.server;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Startup;

/** Started: every cache has been filled once. */
@Startup
@ApplicationScoped
public class StartedCheck implements HealthCheck {
    @Inject ControllerServer server;

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("caches-filled");
        server.vitals()
                .map(Vitals::caches)
                .orElse(Map.of())
                .forEach((name, cache) -> answer.withData(name, cache.report().inWords()));
        return answer.status(server.vitals().filter(Vitals::synced).isPresent()).build();
    }
}
