package io.kubevirt.ee.handler.agent;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/**
 * Alive: the loop's workers live and none is stuck. A restart helps then; elsewhere it does not.
 */
@Liveness
@Singleton
public class LoopWorks implements HealthCheck {

    private final Agent agent;

    /** Looks at {@code agent}. */
    @Inject
    public LoopWorks(Agent agent) {
        this.agent = agent;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("guest-loop")
                .status(agent.working())
                .withData("guests", agent.loopFigures().inWords())
                .build();
    }
}
