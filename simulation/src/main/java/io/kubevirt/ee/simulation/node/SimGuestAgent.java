package io.kubevirt.ee.simulation.node;

import io.kubevirt.ee.handler.port.GuestAgent;
import io.kubevirt.ee.handler.port.HypervisorRefused;
import io.kubevirt.ee.model.agent.AgentRequest;
import io.kubevirt.ee.model.guest.DomainView;
import java.time.Duration;

/** No guest of the simulation has an agent. */
public final class SimGuestAgent implements GuestAgent {

    @Override
    public boolean connected(DomainView domain) {
        return false;
    }

    @Override
    public String ask(DomainView domain, AgentRequest command, Duration within)
            throws HypervisorRefused {
        throw new HypervisorRefused(HypervisorRefused.Kind.MAY_PASS, "there is no agent", null);
    }
}
