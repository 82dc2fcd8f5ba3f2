package io.kubevirt.ee.api.health;

import io.kubevirt.ee.api.kube.Cluster;
import io.kubevirt.ee.runtime.kube.KubeException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready when the API server answers: without it every answer would be a refusal. */
@Readiness
@ApplicationScoped
public class ClusterCheck implements HealthCheck {
    @Inject Cluster cluster;

    @Override
    public HealthCheckResponse call() {
        try {
            return HealthCheckResponse.named("api-server")
                    .withData("version", cluster.version().getGitVersion())
                    .up()
                    .build();
        } catch (KubeException e) {
            return HealthCheckResponse.named("api-server")
                    .withData("error", e.getMessage())
                    .down()
                    .build();
        }
    }
}
