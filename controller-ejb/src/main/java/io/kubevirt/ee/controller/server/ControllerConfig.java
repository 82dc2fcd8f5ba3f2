package io.kubevirt.ee.controller.server;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How virt-controller runs: MicroProfile Config, documented in docs/configuration.md. */
@ApplicationScoped
public class ControllerConfig {
    @Inject
    @ConfigProperty(name = "kubevirt.controller.kubeconfig")
    Optional<String> kubeconfig;

    @Inject
    @ConfigProperty(name = "kubevirt.controller.namespace", defaultValue = "kubevirt")
    String namespace;

    @Inject
    @ConfigProperty(name = "kubevirt.controller.launcher-image")
    String launcherImage;

    @Inject
    @ConfigProperty(name = "kubevirt.controller.launcher-pull-secrets")
    Optional<List<String>> launcherPullSecrets;

    @Inject
    @ConfigProperty(name = "kubevirt.controller.workers", defaultValue = "4")
    int workers;

    @Inject
    @ConfigProperty(name = "kubevirt.controller.lease-duration", defaultValue = "PT10S")
    Duration leaseDuration;

    @Inject
    @ConfigProperty(name = "kubevirt.controller.watch-silence-limit", defaultValue = "PT150S")
    Duration watchSilenceLimit;

    @Inject
    @ConfigProperty(name = "hostname")
    Optional<String> hostname;

    private final String life = UUID.randomUUID().toString();

    /** A kubeconfig file; empty in a pod. */
    Optional<Path> kubeconfigFile() {
        return kubeconfig.filter(name -> !name.isBlank()).map(Path::of);
    }

    /** The components' namespace. */
    String namespace() {
        return namespace;
    }

    /** The image of launcher pods. */
    String launcherImage() {
        return launcherImage;
    }

    /** Names of the Secrets, in the guests' namespaces, that the image is pulled with. */
    List<String> launcherPullSecrets() {
        return launcherPullSecrets.orElse(List.of());
    }

    /** Threads of each loop. */
    int workers() {
        return workers;
    }

    /** How long a leader that is silent is still believed in. */
    Duration leaseDuration() {
        return leaseDuration;
    }

    /** After how long without an event or bookmark a cache counts as dead. */
    Duration watchSilenceLimit() {
        return watchSilenceLimit;
    }

    /**
     * Who we are in the lease: the pod's name, and which of its lives, since a container that is
     * started again is another one.
     */
    String identity() {
        return hostname.orElse("virt-controller") + "_" + life;
    }
}
