package io.kubevirt.ee.api.health;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/**
 * Alive when it answers. What lies outside must not count here: restarting virt-api mends neither
 * the API server nor a certificate.
 */
@Liveness
@ApplicationScoped
public class Alive implements HealthCheck {
    private final Instant since = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("virt-api")
                .withData("since", since.toString())
                .up()
                .build();
    }
}
