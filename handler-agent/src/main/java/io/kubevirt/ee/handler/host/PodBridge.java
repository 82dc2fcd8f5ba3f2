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

    /** The same of IPv6. */
    static final String IPV6_SERVER = "fd6b:7562:6576:6972::1";

    /** dnsmasq takes no wider network, and hands on no address of one that is wider than this. */
    static final int IPV6_SERVER_PREFIX_LENGTH = 64;

    private PodBridge() {}

    /** Makes it stand, whatever part of it stands already. */
    static void make(NicNeed nic, int mtuBytes, PodLink link, PodNetwork pod) throws IOException {
        // Rules first: no lease of another pod's server, and none to another pod's guest.
        pod.run(List.of("nft", "-f", "-"), ruleset(nic));
        if (link.ipv6().isPresent()) {
            pod.run(List.of("sh", "-euc", GuestNetwork.LET_IPV6_BE), "");
        }
        boolean stands = pod.has(GuestNetwork.BRIDGE);
        pod.run(List.of("ip", "-batch", "-"), links(nic, mtuBytes, link, stands));
        if (link.ipv6().isPresent()) {
            pod.run(List.of("sh", "-euc", Ipv6Bridge.FORWARD), "");
        }
    }

    /**
     * Input for {@code nft -f -}: DHCP, its server's address and routers' advertisements stay
     * between pod and guest; the guest advertises none.
     */
    static String ruleset(NicNeed nic) {
        return """
        table bridge kubevirt {}
        delete table bridge kubevirt
        table bridge kubevirt {
          chain forward {
            type filter hook forward priority 0; policy accept;
            meta protocol ip udp dport { 67, 68 } drop
            meta protocol ip6 udp dport { 546, 547 } drop
            iifname "%3$s" icmpv6 type nd-router-advert drop
            arp saddr ip %1$s drop
            arp daddr ip %1$s drop
          }
          chain input {
            type filter hook input priority 0; policy accept;
            iifname "%2$s" meta protocol ip udp dport { 67, 68 } drop
            iifname "%2$s" meta protocol ip6 udp dport 547 drop
            iifname "%2$s" arp daddr ip %1$s drop
          }
          chain output {
            type filter hook output priority 0; policy accept;
            oifname "%2$s" meta protocol ip6 udp sport 547 drop
            oifname "%2$s" icmpv6 type nd-router-advert drop
          }
        }
        """
                .formatted(SERVER, GuestNetwork.POD_INTERFACE, nic.tap());
    }

    /** Input for {@code ip -batch -}. */
    static String links(NicNeed nic, int mtuBytes, PodLink link, boolean bridgeStands) {
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
                %8$s%7$slink set dev %6$s master %1$s
                link set dev %6$s type bridge_slave learning off
                link set dev %5$s mtu %3$d master %1$s
                link set dev %5$s up
                link set dev %6$s up
                link set dev %1$s up
                """
                        .formatted(
                                GuestNetwork.BRIDGE,
                                link.ipv6().isPresent()
                                        ? Ipv6Bridge.mac(nic, link)
                                        : GuestNetwork.BRIDGE_MAC,
                                mtuBytes,
                                SERVER,
                                nic.tap(),
                                GuestNetwork.POD_INTERFACE,
                                give,
                                link.ipv6().isPresent() ? Ipv6Bridge.QUIET : "")
                + link.ipv6().map(ipv6 -> Ipv6Bridge.links(nic, link, ipv6)).orElse("");
    }
}
