package io.kubevirt.ee.handler.agent;

import io.kubevirt.ee.runtime.kube.KubeException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready: the watches heard of the API server lately, if only a bookmark. Its version is told where
 * it answers; guests need no answer, so none is no reason to be unready.
 */
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
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("api-server");
        agent.cluster().caches().forEach((name, cache) -> answer.withData(name, cache.inWords()));
        return answer.status(agent.cluster().live()).withData("version", version()).build();
    }

    private String version() {
        try {
            return agent.cluster().serverVersion();
        } catch (KubeException silent) {
            return "unknown: " + silent.getMessage();
        }
    }
}
