package io.kubevirt.ee.controller.server;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready: every cache is filled, and its watch has heard an event or a bookmark lately. */
@Readiness
@ApplicationScoped
public class CachesCheck implements HealthCheck {
    @Inject ControllerServer server;

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("caches-live");
        return server.vitals()
                .map(vitals -> check(vitals, answer))
                .orElseGet(() -> answer.down().withData("reason", "not started"))
                .build();
    }

    private static HealthCheckResponseBuilder check(
            Vitals vitals, HealthCheckResponseBuilder answer) {
        for (var cache : vitals.caches().entrySet()) {
            answer.withData(cache.getKey(), cache.getValue().report().inWords());
        }
        return answer.status(vitals.live());
    }
}
