package io.kubevirt.ee.api.health;

import io.kubevirt.ee.api.access.FrontProxySource;
import io.kubevirt.ee.api.config.ApiConfig;
import io.kubevirt.ee.api.serving.ServedStores;
import io.kubevirt.ee.api.status.StatusException;
import io.kubevirt.ee.api.stream.AgentDialer;
import io.kubevirt.ee.runtime.tls.Pem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Date;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready when the certificates are there, and neither they nor the one that is shown have run out.
 */
@Readiness
@ApplicationScoped
public class CertificatesCheck implements HealthCheck {
    @Inject ApiConfig config;
    @Inject FrontProxySource frontProxy;
    @Inject AgentDialer agents;
    @Inject ServedStores served;

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("certificates");
        try {
            X509Certificate serving =
                    Pem.certificates(Files.readAllBytes(config.tlsDirectory().resolve("tls.crt")))
                            .getFirst();
            serving.checkValidity(new Date());
            answer.withData("servingUntil", serving.getNotAfter().toInstant().toString())
                    .withData("servingIssuer", serving.getIssuerX500Principal().getName());
            frontProxy.current();
            ServedStores.State port = served.state();
            answer.withData("port", port.explanation());
            if (port.certificate().isPresent()) {
                X509Certificate shown = port.certificate().get();
                answer.withData("shownUntil", shown.getNotAfter().toInstant().toString());
                shown.checkValidity(new Date());
            }
            agents.prepare();
            return answer.up().build();
        } catch (IOException | GeneralSecurityException e) {
            return answer.withData("error", String.valueOf(e)).down().build();
        } catch (StatusException e) {
            return answer.withData("error", e.getMessage() + ": " + e.getCause()).down().build();
        }
    }
}
