package io.kubevirt.ee.model.admission;

import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.DeveloperConfiguration;
import io.kubevirt.ee.model.v1.KubeVirt;
import io.kubevirt.ee.model.v1.KubeVirtConfiguration;
import io.kubevirt.ee.model.v1.KubeVirtSpec;
import java.util.Collection;
import java.util.Comparator;
import java.util.Set;

/**
 * The gates that the administrator opened, in {@code
 * spec.configuration.developerConfiguration.featureGates} of the {@code KubeVirt} resource. Names
 * that are nothing here are let be.
 *
 * @param open their names
 */
public record FeatureGates(Set<String> open) {

    /** All closed. */
    public static final FeatureGates NONE = new FeatureGates(Set.of());

    /** Figures of the node, which the guest may read. */
    public static final String DOWNWARD_METRICS = "DownwardMetrics";

    /** Sockets between a guest and its node. */
    public static final String VSOCK = "VSOCK";

    /** Memory that the user adds to what is reserved beside the guest's. */
    public static final String RESERVED_OVERHEAD = "ReservedOverheadMemlock";

    /** Copies the set. */
    public FeatureGates {
        open = Set.copyOf(open);
    }

    /** Of the resource that counts: there is one, else the first by name. */
    public static FeatureGates of(Collection<KubeVirt> resources) {
        return resources.stream()
                .min(Comparator.comparing(kubeVirt -> kubeVirt.metadata().getName()))
                .map(KubeVirt::spec)
                .map(KubeVirtSpec::configuration)
                .map(KubeVirtConfiguration::developerConfiguration)
                .map(DeveloperConfiguration::featureGates)
                .map(gates -> new FeatureGates(Set.copyOf(Absent.list(gates))))
                .orElse(NONE);
    }

    /** Whether one is open. */
    public boolean opened(String gate) {
        return open.contains(gate);
    }
}
