package io.kubevirt.ee.model.guest;

import java.util.List;

/**
 * A network interface of the guest, bound to the pod network.
 *
 * @param name the interface's name in the VMI
 * @param tap the host device: {@code tap} and 11 hex digits, unique on the node; passt has none
 * @param binding how it is bound
 * @param mac the guest's MAC address, lower case with colons; bridged, the pod's is taken over
 *     unless one is stated
 * @param macStated whether the address is the user's
 * @param guestCidr masqueraded, the network between pod and guest, such as {@code 10.0.2.0/24}: .1
 *     is the gateway in the pod's network namespace, .2 the guest
 * @param guestIpv6Cidr the same of IPv6, where the pod has an IPv6 address, such as {@code
 *     fd10:0:2::/120}
 * @param hostname what DHCP tells the guest
 * @param ports what is forwarded to the guest; empty: every port
 * @param dhcp what DHCP tells beside
 * @param queues of the device, each for a processor of the guest
 */
public record NicNeed(
        String name,
        String tap,
        Binding binding,
        String mac,
        boolean macStated,
        String guestCidr,
        String guestIpv6Cidr,
        String hostname,
        List<ForwardedPort> ports,
        DhcpExtras dhcp,
        int queues) {

    /** Copies the list. */
    public NicNeed {
        ports = List.copyOf(ports);
    }

    /** How an interface is bound to the pod network. */
    public enum Binding {
        /** The guest has an address of its own behind the pod's. */
        MASQUERADE,
        /** The guest has the pod's address. */
        BRIDGE,
        /** The guest has the pod's address too, and passt speaks for it as a program of the pod. */
        PASST
    }

    /** Whether the interface is a tap; the others are a socket. */
    public boolean isTap() {
        return switch (binding) {
            case MASQUERADE, BRIDGE -> true;
            case PASST -> false;
        };
    }

    /** Whether the guest has the MAC address that its pod was given. */
    public boolean takesPodsMac() {
        return binding == Binding.BRIDGE && !macStated;
    }

    /** One port of the pod that reaches the guest; the protocol is {@code tcp} or {@code udp}. */
    public record ForwardedPort(String protocol, int port) {}
}
