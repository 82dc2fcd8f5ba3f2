package io.kubevirt.ee.handler.host;

import io.kubevirt.ee.model.guest.NicNeed;
import java.io.IOException;
import java.util.List;

/** Joins a guest's tap with its pod's network: bridge, forwarding, rules. */
final class Masquerade {

    private static final String SWITCH_ON =
            """
            echo 1 > /proc/sys/net/ipv4/ip_forward
            echo 1 > /proc/sys/net/ipv4/conf/%s/route_localnet
            """
                    .formatted(GuestNetwork.BRIDGE);

    // Who forwards listens to no router, unless told so: the pod may have its own way from one.
    private static final String SWITCH_IPV6_ON =
            """
            accept=/proc/sys/net/ipv6/conf/%s/accept_ra
            if [ "$(cat $accept)" = 1 ]; then echo 2 > $accept; fi
            echo 1 > /proc/sys/net/ipv6/conf/all/forwarding
            """
                    .formatted(GuestNetwork.POD_INTERFACE);

    private Masquerade() {}

    /** Makes it stand, whatever part of it stands already. */
    static void make(NicNeed nic, PodNetwork.Device device, PodNetwork pod) throws IOException {
        // Rules first: not one packet of the guest passes without them.
        pod.run(List.of("nft", "-f", "-"), rules(nic, device));
        if (device.hasIpv6()) {
            pod.run(List.of("sh", "-euc", GuestNetwork.LET_IPV6_BE), "");
        }
        pod.run(List.of("ip", "-batch", "-"), links(nic, device, pod.has(GuestNetwork.BRIDGE)));
        pod.run(
                List.of("sh", "-euc", device.hasIpv6() ? SWITCH_ON + SWITCH_IPV6_ON : SWITCH_ON),
                "");
    }

    /** Input for {@code nft -f -}. */
    static String rules(NicNeed nic, PodNetwork.Device device) {
        String ipv4 = MasqueradeRules.ruleset(nic);
        return device.hasIpv6() ? ipv4 + Ipv6MasqueradeRules.ruleset(nic) : ipv4;
    }

    /** Input for {@code ip -batch -}. */
    static String links(NicNeed nic, PodNetwork.Device device, boolean bridgeStands) {
        return GuestNetwork.addBridge(bridgeStands)
                + """
                link set dev %1$s address %2$s mtu %3$d
                addr replace %4$s dev %1$s
                %6$s\
                link set dev %5$s mtu %3$d master %1$s
                link set dev %5$s up
                link set dev %1$s up
                """
                        .formatted(
                                GuestNetwork.BRIDGE,
                                GuestNetwork.BRIDGE_MAC,
                                device.mtuBytes(),
                                GuestNetwork.of(nic).gatewayWithPrefix(),
                                nic.tap(),
                                device.hasIpv6() ? ipv6Addresses(nic) : "");
    }

    /** Nobody else can have them: the kernel need not look first, and all is ready at once. */
    private static String ipv6Addresses(NicNeed nic) {
        return """
        link set dev %1$s addrgenmode none
        addr replace fe80::1/64 dev %1$s nodad
        addr replace %2$s dev %1$s nodad
        """
                .formatted(GuestNetwork.BRIDGE, GuestNetwork.ipv6(nic).gatewayWithPrefix());
    }
}
