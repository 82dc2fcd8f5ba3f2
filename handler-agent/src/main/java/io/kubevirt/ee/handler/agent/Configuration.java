package io.kubevirt.ee.handler.agent;

import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The configuration: environment and system properties over a file over defaults. */
@Singleton
public class Configuration {

    private final HandlerConfig config = load();

    /** Reads it anew, for what runs before the container. */
    static HandlerConfig load() {
        SmallRyeConfig config =
                new SmallRyeConfigBuilder()
                        .addDefaultSources()
                        .addDiscoveredSources()
                        .addDefaultInterceptors()
                        .addDiscoveredConverters()
                        .withMapping(HandlerConfig.class)
                        .build();
        return config.getConfigMapping(HandlerConfig.class);
    }

    /** The configuration of this process. */
    @Produces
    @Singleton
    HandlerConfig config() {
        return config;
    }
}
