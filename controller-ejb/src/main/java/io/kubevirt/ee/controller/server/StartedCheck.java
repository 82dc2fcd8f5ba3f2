package io.kubevirt.ee.controller.server;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

/** Started: every cache has been filled once. */
@Startup
@ApplicationScoped
public class StartedCheck implements HealthCheck {
    @Inject ControllerServer server;

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("caches-filled")
                .status(server.vitals().filter(Vitals::synced).isPresent())
                .build();
    }
}
