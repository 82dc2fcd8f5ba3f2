package io.kubevirt.ee.handler.agent;

import io.kubevirt.ee.handler.libvirt.LibvirtHypervisor;
import io.kubevirt.ee.handler.port.GuestSettings;
import io.kubevirt.ee.handler.port.HypervisorUnavailable;
import io.kubevirt.ee.model.domain.DomainSettings;
import io.kubevirt.ee.model.domain.DomainSettings.Accelerator;
import io.kubevirt.ee.model.node.NodeLabels;
import io.kubevirt.ee.model.v1.Labels;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The labels of what this node can run: asked for once for each libvirtd and each accelerator. */
final class LabelledNode {

    private static final Logger LOG = System.getLogger(LabelledNode.class.getName());

    private record Asked(Instant connected, Accelerator accelerator) {}

    private final LibvirtHypervisor hypervisor;
    private final GuestSettings settings;
    private final CpuManager cpuManager;
    private Optional<Asked> asked = Optional.empty();
    private volatile Map<String, String> labels = Map.of();

    LabelledNode(LibvirtHypervisor hypervisor, GuestSettings settings, CpuManager cpuManager) {
        this.hypervisor = hypervisor;
        this.settings = settings;
        this.cpuManager = cpuManager;
    }

    /** What was found last, and what the kubelet does; empty until something was. */
    Map<String, String> labels() {
        if (labels.isEmpty()) {
            return labels;
        }
        Map<String, String> all = new TreeMap<>(labels);
        all.put(Labels.CPU_MANAGER, Boolean.toString(cpuManager.givesProcessors()));
        return all;
    }

    /** Asks libvirtd where another one answers, or the cluster wants something else of it. */
    void look() {
        Optional<Accelerator> accelerator = settings.current().map(DomainSettings::accelerator);
        Optional<Instant> connected = hypervisor.connectedSince();
        if (accelerator.isEmpty() || connected.isEmpty()) {
            return;
        }
        Optional<Asked> now = Optional.of(new Asked(connected.get(), accelerator.get()));
        if (now.equals(asked)) {
            return;
        }
        try {
            labels = NodeLabels.of(hypervisor.capabilities(accelerator.get()));
            asked = now;
        } catch (HypervisorUnavailable | IllegalStateException unsaid) {
            // Guests that ask for nothing of this can run without it.
            LOG.log(Level.WARNING, "what the node can run: {0}", unsaid.getMessage());
        }
    }
}
