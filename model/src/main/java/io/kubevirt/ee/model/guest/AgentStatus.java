package io.kubevirt.ee.model.guest;

import io.kubevirt.ee.model.agent.AgentInterface;
import io.kubevirt.ee.model.condition.ConditionType;
import io.kubevirt.ee.model.condition.InstanceConditions;
import io.kubevirt.ee.model.guest.AgentState.Answering;
import io.kubevirt.ee.model.guest.AgentState.Frozen;
import io.kubevirt.ee.model.guest.AgentState.NotConnected;
import io.kubevirt.ee.model.guest.AgentState.Silent;
import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceGuestOSInfo;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceNetworkInterface;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceNetworkInterfaceBuilder;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceStatus;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The parts of a VMI's status that the guest's agent tells of. While it is connected and tells
 * nothing, the last that it told stays.
 *
 * @param before the status until now
 * @param now for conditions
 */
record AgentStatus(VirtualMachineInstanceStatus before, OffsetDateTime now) {

    /** Source of what is known without the agent. */
    static final String DOMAIN = "domain";

    private static final String GUEST_AGENT = "guest-agent";
    private static final String FROZEN = "frozen";

    InstanceConditions conditions(InstanceConditions conditions, AgentState agent) {
        return switch (agent) {
            case NotConnected none -> conditions.without(ConditionType.AGENT_CONNECTED);
            case Silent silent -> conditions.withTrue(ConditionType.AGENT_CONNECTED, now);
            case Frozen frozen -> conditions.withTrue(ConditionType.AGENT_CONNECTED, now);
            case Answering answering -> conditions.withTrue(ConditionType.AGENT_CONNECTED, now);
        };
    }

    VirtualMachineInstanceGuestOSInfo os(AgentState agent) {
        return switch (agent) {
            case NotConnected none -> null;
            case Silent silent -> before.guestOSInfo();
            case Frozen frozen -> before.guestOSInfo();
            case Answering answering -> answering.os();
        };
    }

    String freezeStatus(AgentState agent) {
        return switch (agent) {
            case NotConnected none -> null;
            case Silent silent -> before.fsFreezeStatus();
            case Frozen frozen -> FROZEN;
            case Answering answering -> null;
        };
    }

    /**
     * The interfaces of the domain with what the guest says about each, then those that only the
     * guest knows.
     */
    List<VirtualMachineInstanceNetworkInterface> interfaces(
            List<VirtualMachineInstanceNetworkInterface> ofDomain, AgentState agent) {
        return switch (agent) {
            case NotConnected none -> ofDomain;
            case Silent silent -> asBefore(ofDomain);
            case Frozen frozen -> asBefore(ofDomain);
            case Answering answering -> merged(ofDomain, answering.interfaces());
        };
    }

    private List<VirtualMachineInstanceNetworkInterface> asBefore(
            List<VirtualMachineInstanceNetworkInterface> ofDomain) {
        return before.interfaces() == null ? ofDomain : before.interfaces();
    }

    private static List<VirtualMachineInstanceNetworkInterface> merged(
            List<VirtualMachineInstanceNetworkInterface> ofDomain, List<AgentInterface> ofGuest) {
        List<VirtualMachineInstanceNetworkInterface> all = new ArrayList<>();
        for (VirtualMachineInstanceNetworkInterface known : ofDomain) {
            all.add(withMac(ofGuest, known.mac()).map(seen -> both(known, seen)).orElse(known));
        }
        ofGuest.stream()
                .filter(seen -> ofDomain.stream().noneMatch(nic -> seen.mac().equals(nic.mac())))
                .forEach(seen -> all.add(guestOnly(seen)));
        return all;
    }

    /** Behind masquerade a guest's own address leads nowhere: the pod's stays the one shown. */
    private static VirtualMachineInstanceNetworkInterface both(
            VirtualMachineInstanceNetworkInterface known, AgentInterface seen) {
        return VirtualMachineInstanceNetworkInterfaceBuilder.builder(known)
                .infoSource(DOMAIN + ", " + GUEST_AGENT)
                .interfaceName(seen.name())
                .build();
    }

    private static VirtualMachineInstanceNetworkInterface guestOnly(AgentInterface seen) {
        return VirtualMachineInstanceNetworkInterfaceBuilder.builder()
                .infoSource(GUEST_AGENT)
                .interfaceName(seen.name())
                .ipAddress(seen.addresses().isEmpty() ? null : seen.addresses().getFirst())
                .ipAddresses(seen.addresses().isEmpty() ? null : seen.addresses())
                .mac(seen.mac().isEmpty() ? null : seen.mac())
                .build();
    }

    private static Optional<AgentInterface> withMac(List<AgentInterface> interfaces, String mac) {
        return Absent.list(interfaces).stream().filter(nic -> nic.mac().equals(mac)).findFirst();
    }
}
