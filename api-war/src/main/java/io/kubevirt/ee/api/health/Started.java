package io.kubevirt.ee.api.health;

import io.kubevirt.ee.api.config.ApiConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Files;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

/**
 * Started: the application runs, and virt-controller has put the certificates where they belong.
 */
@Startup
@ApplicationScoped
public class Started implements HealthCheck {
    @Inject ApiConfig config;

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("certificates-mounted")
                .withData("directory", config.tlsDirectory().toString())
                .status(Files.isReadable(config.tlsDirectory().resolve("tls.crt")))
                .build();
    }
}
