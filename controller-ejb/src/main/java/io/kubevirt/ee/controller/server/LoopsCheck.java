package io.kubevirt.ee.controller.server;

import io.kubevirt.ee.runtime.loop.Figures;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;

/** Live: this replica stands for election, and no worker of a loop has died or is stuck. */
@Liveness
@ApplicationScoped
public class LoopsCheck implements HealthCheck {
    /** Longer than any pass: each of its requests has a deadline of half a minute. */
    private static final Duration STUCK = Duration.ofMinutes(10);

    @Inject ControllerServer server;

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("loops-alive");
        return server.vitals()
                .map(vitals -> check(vitals, answer))
                .orElseGet(() -> answer.up().withData("state", "starting"))
                .build();
    }

    private static HealthCheckResponseBuilder check(
            Vitals vitals, HealthCheckResponseBuilder answer) {
        Map<String, Figures> loops = vitals.loops().get();
        boolean idle = vitals.leadership().leading() && loops.isEmpty();
        boolean alive = vitals.leadership().alive() && !idle;
        answer.withData("lease", vitals.leadership().leading() ? "held" : "stands by")
                .withData("identity", vitals.leadership().identity());
        for (Map.Entry<String, Figures> loop : loops.entrySet()) {
            Figures figures = loop.getValue();
            alive &= figures.workers() > 0 && figures.longestInWork().compareTo(STUCK) < 0;
            answer.withData(loop.getKey(), figures.inWords());
        }
        return answer.status(alive);
    }
}
