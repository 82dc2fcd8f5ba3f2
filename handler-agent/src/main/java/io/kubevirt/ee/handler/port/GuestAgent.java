package io.kubevirt.ee.handler.port;

import io.kubevirt.ee.model.agent.AgentRequest;
import io.kubevirt.ee.model.guest.DomainView;
import java.time.Duration;

/**
 * The agents inside the guests. Every call may throw {@link HypervisorUnavailable}; every call has
 * a deadline; an agent that does not answer holds up calls to itself only.
 */
public interface GuestAgent {

    /** Whether the domain's guest has an agent that has opened its channel; asks no guest. */
    boolean connected(DomainView domain);

    /**
     * Asks the agent.
     *
     * @param within how long the agent may take
     * @return what it answered, in its own protocol
     * @throws HypervisorRefused when it answers with an error
     * @throws HypervisorUnavailable when there is no agent, or it does not answer in time
     */
    String ask(DomainView domain, AgentRequest command, Duration within) throws HypervisorRefused;
}
