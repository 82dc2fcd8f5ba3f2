package io.kubevirt.ee.handler.reconcile;

import io.kubevirt.ee.handler.port.GuestAgent;
import io.kubevirt.ee.handler.port.HypervisorRefused;
import io.kubevirt.ee.handler.port.HypervisorUnavailable;
import io.kubevirt.ee.model.agent.AgentCommand;
import io.kubevirt.ee.model.agent.AgentReplies;
import io.kubevirt.ee.model.agent.UnreadableReply;
import io.kubevirt.ee.model.guest.AgentState;
import io.kubevirt.ee.model.guest.DomainState;
import io.kubevirt.ee.model.guest.DomainView;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;

/** Asks the agent inside a guest what the status of its VMI says of it. */
final class AgentLooker {

    private static final Logger LOG = System.getLogger(AgentLooker.class.getName());

    // The look at a guest waits for it.
    private static final Duration ANSWER_DEADLINE = Duration.ofSeconds(3);

    private final GuestAgent agents;

    AgentLooker(GuestAgent agents) {
        this.agents = agents;
    }

    AgentState look(DomainView domain) {
        try {
            if (!agents.connected(domain)) {
                return new AgentState.NotConnected();
            }
            return domain.state() instanceof DomainState.Running
                    ? ask(domain)
                    : new AgentState.Silent();
        } catch (HypervisorRefused | HypervisorUnavailable | UnreadableReply silent) {
            LOG.log(Level.DEBUG, "{0}: its agent: {1}", domain.name(), silent.getMessage());
            return new AgentState.Silent();
        }
    }

    private AgentState ask(DomainView domain) throws HypervisorRefused {
        // While it is frozen it refuses everything else.
        if (frozen(domain)) {
            return new AgentState.Frozen();
        }
        return new AgentState.Answering(
                AgentReplies.os(ask(domain, AgentCommand.OS_INFO)),
                AgentReplies.interfaces(ask(domain, AgentCommand.INTERFACES)));
    }

    /** Some agents may not freeze, and do not say whether they have. */
    private boolean frozen(DomainView domain) {
        try {
            return AgentReplies.frozen(ask(domain, AgentCommand.FREEZE_STATUS));
        } catch (HypervisorRefused disabled) {
            return false;
        }
    }

    private String ask(DomainView domain, AgentCommand command) throws HypervisorRefused {
        return agents.ask(domain, command, ANSWER_DEADLINE);
    }
}
