package io.kubevirt.ee.model.agent;

/**
 * What the agent inside a guest can be asked.
 *
 * @see <a href="https://www.qemu.org/docs/master/interop/qemu-ga-ref.html">the agent's protocol</a>
 */
public enum AgentCommand implements AgentRequest {
    PING("guest-ping"),
    INFO("guest-info"),
    HOST_NAME("guest-get-host-name"),
    OS_INFO("guest-get-osinfo"),
    TIME_ZONE("guest-get-timezone"),
    USERS("guest-get-users"),
    FILE_SYSTEMS("guest-get-fsinfo"),
    INTERFACES("guest-network-get-interfaces"),
    FREEZE_STATUS("guest-fsfreeze-status"),
    FREEZE("guest-fsfreeze-freeze"),
    THAW("guest-fsfreeze-thaw");

    private final String execute;

    AgentCommand(String execute) {
        this.execute = execute;
    }

    @Override
    public String execute() {
        return execute;
    }

    @Override
    public String request() {
        return "{\"execute\":\"%s\"}".formatted(execute);
    }
}
