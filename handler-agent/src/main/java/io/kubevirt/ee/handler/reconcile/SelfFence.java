package io.kubevirt.ee.handler.reconcile;

import io.kubevirt.ee.handler.port.GuestHost;
import io.kubevirt.ee.handler.port.Hypervisor;
import io.kubevirt.ee.handler.port.HypervisorRefused;
import io.kubevirt.ee.handler.port.HypervisorUnavailable;
import io.kubevirt.ee.handler.port.VmiStore;
import io.kubevirt.ee.model.guest.DomainView;
import io.kubevirt.ee.model.guest.Fence;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;

/**
 * Ends guests of a node that no API server hears, as {@link Fence} decides. It needs the hypervisor
 * alone; what it did is told when there is somebody to tell.
 */
public final class SelfFence {

    private static final Logger LOG = System.getLogger(SelfFence.class.getName());

    private final Fence fence;
    private final Hypervisor hypervisor;
    private final GuestHost host;
    private final VmiStore vmis;

    /** Acts through these. */
    public SelfFence(Fence fence, GuestPorts ports) {
        this.fence = fence;
        this.hypervisor = ports.hypervisor();
        this.host = ports.host();
        this.vmis = ports.vmis();
    }

    /**
     * Looks once. Called again and again: what cannot be ended now is tried again.
     *
     * @param silence for how long no API server has heard this node
     */
    public void look(Duration silence) {
        if (!fence.cutOff(silence)) {
            return;
        }
        try {
            hypervisor.domains().stream()
                    .filter(domain -> fence.ends(domain, known(domain)))
                    .forEach(domain -> end(domain, silence));
        } catch (HypervisorUnavailable away) {
            LOG.log(Level.ERROR, "guests cannot be ended: {0}", away.getMessage());
        }
    }

    private Optional<VirtualMachineInstance> known(DomainView domain) {
        // No namespace holds an underscore.
        int mark = domain.name().indexOf('_');
        return mark < 0
                ? Optional.empty()
                : vmis.cached(domain.name().substring(0, mark), domain.name().substring(mark + 1));
    }

    private void end(DomainView domain, Duration silence) {
        LOG.log(
                Level.WARNING,
                "{0} is ended: no API server has heard this node for {1} s",
                domain.name(),
                silence.toSeconds());
        try {
            host.fenced(domain.vmiUid());
        } catch (UncheckedIOException unsaid) {
            LOG.log(Level.WARNING, "why is not remembered: {0}", unsaid.getMessage());
        }
        try {
            hypervisor.destroy(domain);
        } catch (HypervisorRefused | HypervisorUnavailable stays) {
            LOG.log(Level.ERROR, "{0} cannot be ended: {1}", domain.name(), stays.getMessage());
        }
    }
}
