package io.kubevirt.ee.model.guest;

import io.kubevirt.ee.model.agent.AgentInterface;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceGuestOSInfo;
import java.util.List;

/** What the agent inside a guest says about it. */
public sealed interface AgentState {

    /** None has opened its channel. */
    record NotConnected() implements AgentState {}

    /** It has opened its channel, and does not answer. */
    record Silent() implements AgentState {}

    /** It lets nothing be written, and tells no more until it is asked to thaw. */
    record Frozen() implements AgentState {}

    /**
     * It answers.
     *
     * @param os which system it runs in
     * @param interfaces all that the guest has, the loopback interface left out
     */
    record Answering(VirtualMachineInstanceGuestOSInfo os, List<AgentInterface> interfaces)
            implements AgentState {

        /** Copies the list. */
        public Answering {
            interfaces = List.copyOf(interfaces);
        }
    }

    /** Whether the guest is still on its way up: it has no address yet. */
    default boolean hasMoreToTell() {
        return this instanceof Answering(var os, List<AgentInterface> interfaces)
                && interfaces.stream().allMatch(nic -> nic.addresses().isEmpty());
    }
}
