package io.kubevirt.ee.api.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready until the server is about to end. */
@Readiness
@ApplicationScoped
public class DrainCheck implements HealthCheck {
    @Inject Drain drain;

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("not-draining").status(!drain.began()).build();
    }
}
