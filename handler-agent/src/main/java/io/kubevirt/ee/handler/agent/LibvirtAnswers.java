package io.kubevirt.ee.handler.agent;

import io.kubevirt.ee.handler.port.HypervisorUnavailable;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.temporal.ChronoUnit;
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
            return response.withData("version", agent.hypervisor().version())
                    .withData("qemu", agent.hypervisor().qemuVersion())
                    .withData("connectedSince", connectedSince())
                    .up()
                    .build();
        } catch (HypervisorUnavailable away) {
            return response.down().withData("trouble", away.getMessage()).build();
        }
    }

    private String connectedSince() {
        return agent.hypervisor()
                .connectedSince()
                .map(at -> at.truncatedTo(ChronoUnit.SECONDS).toString())
                .orElse("not connected");
    }
}
