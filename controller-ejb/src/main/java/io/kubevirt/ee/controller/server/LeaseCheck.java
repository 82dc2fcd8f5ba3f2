package io.kubevirt.ee.controller.server;

import io.kubevirt.ee.controller.election.LeaseRecord;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready: this replica knows who holds the lease, so that it works or knows whom it stands by for.
 */
@Readiness
@ApplicationScoped
public class LeaseCheck implements HealthCheck {
    @Inject ControllerServer server;

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("lease");
        return server.vitals()
                .map(vitals -> check(vitals.leadership(), answer))
                .orElseGet(() -> answer.down().withData("reason", "not started"))
                .build();
    }

    private static HealthCheckResponseBuilder check(
            Leadership leadership, HealthCheckResponseBuilder answer) {
        Optional<LeaseRecord> held = leadership.held();
        answer.withData("lease", leadership.lease())
                .withData("identity", leadership.identity())
                .withData("leading", leadership.leading());
        if (held.isEmpty()) {
            return answer.down().withData("reason", "nobody holds it");
        }
        return answer.up()
                .withData("holder", held.get().holder())
                .withData(
                        "since", held.get().acquired().truncatedTo(ChronoUnit.SECONDS).toString());
    }
}
