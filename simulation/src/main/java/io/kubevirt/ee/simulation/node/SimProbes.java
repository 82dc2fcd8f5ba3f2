package io.kubevirt.ee.simulation.node;

import io.kubevirt.ee.handler.port.Probes;
import io.kubevirt.ee.model.guest.DomainView;
import io.kubevirt.ee.model.probe.ProbeVerdicts;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import java.util.Optional;

/** No guest of the simulation has a probe. */
public final class SimProbes implements Probes {

    @Override
    public ProbeVerdicts watch(
            VirtualMachineInstance vmi, DomainView domain, Optional<String> address) {
        return ProbeVerdicts.NONE;
    }

    @Override
    public void rest(String vmiUid) {
        // Nothing is under way.
    }
}
