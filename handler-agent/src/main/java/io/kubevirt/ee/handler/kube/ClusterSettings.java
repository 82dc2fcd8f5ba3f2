package io.kubevirt.ee.handler.kube;

import io.kubevirt.ee.handler.port.GuestSettings;
import io.kubevirt.ee.model.admission.FeatureGates;
import io.kubevirt.ee.model.domain.DomainSettings;
import io.kubevirt.ee.model.domain.DomainSettings.Accelerator;
import io.kubevirt.ee.model.node.KvmResource;
import io.kubevirt.ee.model.v1.ArchConfiguration;
import io.kubevirt.ee.model.v1.ArchSpecificConfiguration;
import io.kubevirt.ee.model.v1.DeveloperConfiguration;
import io.kubevirt.ee.model.v1.KubeVirt;
import io.kubevirt.ee.model.v1.KubeVirtConfiguration;
import io.kubevirt.ee.model.v1.KubeVirtSpec;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The settings of the KubeVirt resource, read anew for each guest that is started. */
public final class ClusterSettings implements GuestSettings {

    private static final String USUAL_MACHINE = "q35";

    private final Supplier<List<KubeVirt>> resources;
    private final BooleanSupplier kvm;

    /**
     * @param resources the KubeVirt resources of our namespace; the first by name counts
     * @param kvm whether this node's KVM can be used
     */
    public ClusterSettings(Supplier<List<KubeVirt>> resources, BooleanSupplier kvm) {
        this.resources = resources;
        this.kvm = kvm;
    }

    @Override
    public Optional<DomainSettings> current() {
        Optional<KubeVirtConfiguration> configuration = configuration();
        return accelerator(configuration)
                .map(
                        accelerator ->
                                new DomainSettings(
                                        accelerator,
                                        machine(configuration),
                                        configuration.map(KubeVirtConfiguration::smbios)));
    }

    /** For how many guests each node has KVM. */
    public int guestsPerNode() {
        return KvmResource.perNode(configuration());
    }

    /** Whether guests may have a VSOCK. */
    public boolean opensVsock() {
        return FeatureGates.of(resources.get()).opened(FeatureGates.VSOCK);
    }

    private Optional<KubeVirtConfiguration> configuration() {
        return resources.get().stream()
                .min(Comparator.comparing(kubeVirt -> kubeVirt.metadata().getName()))
                .map(KubeVirt::spec)
                .map(KubeVirtSpec::configuration);
    }

    /** Emulation is the administrator's word for the whole cluster: then no guest uses KVM. */
    private Optional<Accelerator> accelerator(Optional<KubeVirtConfiguration> configuration) {
        boolean emulate =
                configuration
                        .map(KubeVirtConfiguration::developerConfiguration)
                        .map(DeveloperConfiguration::useEmulation)
                        .orElse(false);
        if (emulate) {
            return Optional.of(Accelerator.EMULATION);
        }
        return kvm.getAsBoolean() ? Optional.of(Accelerator.KVM) : Optional.empty();
    }

    private static String machine(Optional<KubeVirtConfiguration> configuration) {
        return configuration
                .map(KubeVirtConfiguration::architectureConfiguration)
                .map(ArchConfiguration::amd64)
                .map(ArchSpecificConfiguration::machineType)
                .or(() -> configuration.map(KubeVirtConfiguration::machineType))
                .filter(stated -> !stated.isEmpty())
                .orElse(USUAL_MACHINE);
    }
}
