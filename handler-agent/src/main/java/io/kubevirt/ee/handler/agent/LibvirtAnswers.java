package io.kubevirt.ee.handler.agent;

import io.kubevirt.ee.handler.port.HypervisorUnavailable;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready: libvirtd answers a question. */
@Readiness
@Singleton
public class LibvirtAnswers implements HealthCheck {

    private final Agent agent;

    /** Looks at {@code agent}. */
    @Inject
    public LibvirtAnswers(Agent agent) {
        this.agent = agent;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("libvirt");
        try {
            return response.up().withData("version", agent.hypervisor().version()).build();
        } catch (HypervisorUnavailable away) {
            return response.down().withData("trouble", away.getMessage()).build();
        }
    }
}
