package io.kubevirt.ee.api.metrics;

import io.kubevirt.ee.runtime.metrics.Meters;
import io.kubevirt.ee.runtime.metrics.MicroProfileMeters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import org.eclipse.microprofile.metrics.MetricRegistry;

/** Where virt-api's figures go. */
@ApplicationScoped
public class ApiMeters {
    /** The application's registry, as the other programs know it. */
    @Produces
    @ApplicationScoped
    Meters meters(MetricRegistry registry) {
        return new MicroProfileMeters(registry);
    }
}
