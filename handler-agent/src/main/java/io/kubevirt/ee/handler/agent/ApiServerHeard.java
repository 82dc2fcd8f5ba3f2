package io.kubevirt.ee.handler.agent;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready: the watches heard of the API server lately, if only a bookmark. */
@Readiness
@Singleton
public class ApiServerHeard implements HealthCheck {

    private final Agent agent;

    /** Looks at {@code agent}. */
    @Inject
    public ApiServerHeard(Agent agent) {
        this.agent = agent;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("API server")
                .status(agent.cluster().live())
                .withData("trouble", agent.cluster().trouble())
                .build();
    }
}
