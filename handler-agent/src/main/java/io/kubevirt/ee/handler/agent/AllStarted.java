package io.kubevirt.ee.handler.agent;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

/** Started: the caches are filled, the loop runs, libvirt is connected. */
@Startup
@Singleton
public class AllStarted implements HealthCheck {

    private final Agent agent;

    /** Looks at {@code agent}. */
    @Inject
    public AllStarted(Agent agent) {
        this.agent = agent;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("agent")
                .status(agent.started())
                .withData("caches", agent.cluster().synced() ? "filled" : "not filled yet")
                .withData(
                        "libvirt", agent.hypervisor().isConnected() ? "connected" : "not connected")
                .build();
    }
}
