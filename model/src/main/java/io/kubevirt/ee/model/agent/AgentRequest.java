package io.kubevirt.ee.model.agent;

/** Something that the agent inside a guest is asked for. */
public interface AgentRequest {

    /** Its name in the agent's protocol. */
    String execute();

    /** What is sent. */
    String request();
}
