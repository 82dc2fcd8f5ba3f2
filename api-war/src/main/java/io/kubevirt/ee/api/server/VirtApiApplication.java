package io.kubevirt.ee.api.server;

import io.kubevirt.ee.api.admission.PresetWebhookResource;
import io.kubevirt.ee.api.admission.WebhookResource;
import io.kubevirt.ee.api.discovery.DiscoveryResource;
import io.kubevirt.ee.api.discovery.HealthzResource;
import io.kubevirt.ee.api.discovery.RootResource;
import io.kubevirt.ee.api.discovery.VersionResource;
import io.kubevirt.ee.api.guest.GuestResource;
import io.kubevirt.ee.api.instancetype.ExpandMachineResource;
import io.kubevirt.ee.api.instancetype.ExpandResource;
import io.kubevirt.ee.api.lifecycle.LifecycleResource;
import io.kubevirt.ee.api.stream.ScreenshotResource;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** Everything that is served by Jakarta REST; streams are upgraded before: see stream. */
@ApplicationPath("/")
public class VirtApiApplication extends Application {
    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(
                WebhookResource.class,
                PresetWebhookResource.class,
                ExpandResource.class,
                ExpandMachineResource.class,
                DiscoveryResource.class,
                VersionResource.class,
                HealthzResource.class,
                LifecycleResource.class,
                RootResource.class,
                ScreenshotResource.class,
                GuestResource.class,
                GsonBody.class,
                StatusExceptionMapper.class,
                OtherExceptionMapper.class);
    }
}
