package io.kubevirt.ee.handler.operation;

import io.kubevirt.ee.handler.port.GuestAgent;
import io.kubevirt.ee.handler.port.HypervisorRefused;
import io.kubevirt.ee.model.agent.AgentCommand;
import io.kubevirt.ee.model.agent.AgentReplies;
import io.kubevirt.ee.model.guest.DomainView;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceFileSystemList;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceGuestAgentInfo;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceGuestOSUserList;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What the agent inside a guest tells of it, for whoever asks. */
public final class AgentQuestions {

    private static final Logger LOG = System.getLogger(AgentQuestions.class.getName());
    private static final Duration ANSWER_DEADLINE = Duration.ofSeconds(5);
    private static final List<AgentCommand> MORE =
            List.of(
                    AgentCommand.FREEZE_STATUS,
                    AgentCommand.HOST_NAME,
                    AgentCommand.OS_INFO,
                    AgentCommand.TIME_ZONE,
                    AgentCommand.USERS,
                    AgentCommand.FILE_SYSTEMS);

    private final GuestAgent agents;

    /** Asks through {@code agents}. */
    public AgentQuestions(GuestAgent agents) {
        this.agents = agents;
    }

    /** An agent that answers at all may be forbidden to tell the rest: that is then left out. */
    VirtualMachineInstanceGuestAgentInfo info(DomainView domain) throws HypervisorRefused {
        Map<AgentCommand, String> replies = new EnumMap<>(AgentCommand.class);
        replies.put(AgentCommand.INFO, ask(domain, AgentCommand.INFO));
        for (AgentCommand command : MORE) {
            try {
                replies.put(command, ask(domain, command));
            } catch (HypervisorRefused untold) {
                LOG.log(
                        Level.DEBUG,
                        "{0}: {1}: {2}",
                        domain.name(),
                        command.execute(),
                        untold.getMessage());
            }
        }
        return AgentReplies.info(replies);
    }

    VirtualMachineInstanceGuestOSUserList users(DomainView domain) throws HypervisorRefused {
        return AgentReplies.users(ask(domain, AgentCommand.USERS));
    }

    VirtualMachineInstanceFileSystemList fileSystems(DomainView domain) throws HypervisorRefused {
        return AgentReplies.fileSystems(ask(domain, AgentCommand.FILE_SYSTEMS));
    }

    private String ask(DomainView domain, AgentCommand command) throws HypervisorRefused {
        return agents.ask(domain, command, ANSWER_DEADLINE);
    }
}
