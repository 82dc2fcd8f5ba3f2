package io.kubevirt.ee.api.metrics;

import io.kubevirt.ee.api.health.CertificatesCheck;
import io.kubevirt.ee.runtime.metrics.Meters;
import io.kubevirt.ee.runtime.metrics.RuntimeMetrics;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.eclipse.microprofile.health.Readiness;

/** Publishes what virt-api is, from its start on. */
@ApplicationScoped
public class StatusFigures {
    /** Publishes the gauges; they are asked at each scrape. */
    void publish(
            @Observes @Initialized(ApplicationScoped.class) Object started,
            Meters meters,
            @Readiness CertificatesCheck certificates) {
        RuntimeMetrics.publishInfo(meters);
        meters.gauge(ApiMetrics.READY, () -> certificates.call().getStatus() == Status.UP ? 1 : 0);
    }
}
