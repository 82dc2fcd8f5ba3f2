package io.kubevirt.ee.model.node;

import java.util.Optional;
import java.util.Set;

/**
 * What a node's libvirt says it can run.
 *
 * @param machines machine types, aliases among them
 * @param cpuModels named models that its CPU can be
 * @param host its own CPU; absent: libvirt has no name for it
 * @param cpuFeatures features of its own CPU, those of the named model among them
 * @param hyperv features of Hyper-V, by libvirt's names
 */
public record NodeCapabilities(
        Set<String> machines,
        Set<String> cpuModels,
        Optional<HostCpu> host,
        Set<String> cpuFeatures,
        Set<String> hyperv) {

    /** Copies the sets. */
    public NodeCapabilities {
        machines = Set.copyOf(machines);
        cpuModels = Set.copyOf(cpuModels);
        cpuFeatures = Set.copyOf(cpuFeatures);
        hyperv = Set.copyOf(hyperv);
    }

    /**
     * A CPU as {@code host-model} is made of it.
     *
     * @param required features beside those of the named model
     */
    public record HostCpu(String model, Optional<String> vendor, Set<String> required) {
        /** Copies the set. */
        public HostCpu {
            required = Set.copyOf(required);
        }
    }
}
