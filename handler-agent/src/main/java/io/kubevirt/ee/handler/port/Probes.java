package io.kubevirt.ee.handler.port;

import io.kubevirt.ee.model.guest.DomainView;
import io.kubevirt.ee.model.probe.ProbeVerdicts;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import java.util.Optional;

/** The probes of the guests that run here. No call waits for a guest. */
public interface Probes {

    /**
     * What the probes of a guest say by now. From the first call on it is probed; each change of
     * what they say has the guest looked at.
     *
     * @param vmi whose probes
     * @param domain that runs
     * @param address where the guest answers
     */
    ProbeVerdicts watch(VirtualMachineInstance vmi, DomainView domain, Optional<String> address);

    /** The guest is not to be probed now; what was counted is forgotten. */
    void rest(String vmiUid);
}
