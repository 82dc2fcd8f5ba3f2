package io.kubevirt.ee.handler.host;

import io.kubevirt.ee.model.guest.NicNeed;
import java.io.IOException;
import java.util.List;

/**
 * The binding {@code bridge}: the guest is on the cluster's network with the pod's own address. The
 * pod's interface keeps nothing, and carries what the guest sends and gets.
 */
final class PodBridge {

    /** The DHCP server's address, the same in every pod; it is never seen outside. */
    static final String SERVER = "169.254.75.10";

    private PodBridge() {}

    /** Makes it stand, whatever part of it stands already. */
    static void make(NicNeed nic, int mtuBytes, PodNetwork pod) throws IOException {
        // Rules first: no lease of another pod's server, and none to another pod's guest.
        pod.run(List.of("nft", "-f", "-"), ruleset());
        pod.run(List.of("ip", "-batch", "-"), links(nic, mtuBytes, pod.has(GuestNetwork.BRIDGE)));
    }

    /** Input for {@code nft -f -}: DHCP and its server's address stay between pod and guest. */
    static String ruleset() {
        return """
        table bridge kubevirt {}
        delete table bridge kubevirt
        table bridge kubevirt {
          chain forward {
            type filter hook forward priority 0; policy accept;
            meta protocol ip udp dport { 67, 68 } drop
            arp saddr ip %1$s drop
            arp daddr ip %1$s drop
          }
          chain input {
            type filter hook input priority 0; policy accept;
            iifname "%2$s" meta protocol ip udp dport { 67, 68 } drop
            iifname "%2$s" arp daddr ip %1$s drop
          }
        }
        """
                .formatted(SERVER, GuestNetwork.POD_INTERFACE);
    }

    /** Input for {@code ip -batch -}. */
    static String links(NicNeed nic, int mtuBytes, boolean bridgeStands) {
        // The guest has the pod's MAC address: two interfaces with one would not hear each other.
        String give =
                nic.takesPodsMac()
                        ? "link set dev %s address %s\n"
                                .formatted(GuestNetwork.POD_INTERFACE, nic.mac())
                        : "";
        // A node's bridge in hairpin mode sends the guest's own frames back: they must not teach
        // this bridge that the guest is out there.
        return GuestNetwork.addBridge(bridgeStands)
                + """
                link set dev %1$s address %2$s mtu %3$d
                addr replace %4$s/32 dev %1$s
                addr flush dev %6$s
                %7$slink set dev %6$s master %1$s
                link set dev %6$s type bridge_slave learning off
                link set dev %5$s mtu %3$d master %1$s
                link set dev %5$s up
                link set dev %6$s up
                link set dev %1$s up
                """
                        .formatted(
                                GuestNetwork.BRIDGE,
                                GuestNetwork.BRIDGE_MAC,
                                mtuBytes,
                                SERVER,
                                nic.tap(),
                                GuestNetwork.POD_INTERFACE,
                                give);
    }
}
