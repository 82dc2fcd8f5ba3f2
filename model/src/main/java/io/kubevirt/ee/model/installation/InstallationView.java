package io.kubevirt.ee.model.installation;

import io.kubevirt.ee.model.v1.KubeVirt;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All that is known when it is decided what the KubeVirt resource says.
 *
 * @param settings the KubeVirt resource
 * @param components all programs, those that are not there among them
 * @param version of the program that asks
 * @param registry where its image is from
 * @param now the time
 */
public record InstallationView(
        KubeVirt settings,
        List<Component> components,
        String version,
        Optional<String> registry,
        Instant now) {
    /** Copies the list. */
    public InstallationView {
        components = List.copyOf(components);
    }

    /** Whether everything was there and ready once. */
    boolean deployedBefore() {
        return settings.status() != null
                && InstallationDecider.DEPLOYED.equals(settings.status().phase());
    }

    List<Component> incomplete() {
        return components.stream().filter(component -> !component.complete()).toList();
    }
}
