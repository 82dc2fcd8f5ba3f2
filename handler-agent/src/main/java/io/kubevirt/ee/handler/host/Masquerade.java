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

    private Masquerade() {}

    /** Makes it stand, whatever part of it stands already. */
    static void make(NicNeed nic, int mtuBytes, PodNetwork pod) throws IOException {
        // Rules first: not one packet of the guest passes without them.
        pod.run(List.of("nft", "-f", "-"), MasqueradeRules.ruleset(nic));
        pod.run(List.of("ip", "-batch", "-"), links(nic, mtuBytes, pod.has(GuestNetwork.BRIDGE)));
        pod.run(List.of("sh", "-euc", SWITCH_ON), "");
    }

    /** Input for {@code ip -batch -}. */
    static String links(NicNeed nic, int mtuBytes, boolean bridgeStands) {
        return GuestNetwork.addBridge(bridgeStands)
                + """
                link set dev %1$s address %2$s mtu %3$d
                addr replace %4$s dev %1$s
                link set dev %5$s mtu %3$d master %1$s
                link set dev %5$s up
                link set dev %1$s up
                """
                        .formatted(
                                GuestNetwork.BRIDGE,
                                GuestNetwork.BRIDGE_MAC,
                                mtuBytes,
                                GuestNetwork.of(nic).gatewayWithPrefix(),
                                nic.tap());
    }
}
