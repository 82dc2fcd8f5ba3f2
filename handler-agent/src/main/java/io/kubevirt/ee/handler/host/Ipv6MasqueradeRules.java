package io.kubevirt.ee.handler.host;

import io.kubevirt.ee.model.guest.NicNeed;

/**
 * The nftables rules of the binding {@code masquerade} for IPv6, in a table beside IPv4's. The
 * pod's loopback address is left alone: no packet with it gets in or out, whatever is translated.
 */
final class Ipv6MasqueradeRules {

    private Ipv6MasqueradeRules() {}

    /** Input for {@code nft -f -}. */
    static String ruleset(NicNeed nic) {
        GuestNetwork network = GuestNetwork.ipv6(nic);
        return """
        table ip6 kubevirt {}
        delete table ip6 kubevirt
        table ip6 kubevirt {
          chain prerouting {
            type nat hook prerouting priority -100; policy accept;
        %1$s
          }
          chain postrouting {
            type nat hook postrouting priority 100; policy accept;
            ip6 saddr %3$s oifname "%4$s" masquerade
          }
          chain forward {
            type filter hook forward priority 0; policy accept;
            iifname "%2$s" ip6 saddr != %3$s drop
          }
        }
        """
                .formatted(
                        MasqueradeRules.forwards(
                                nic,
                                "iifname \"%s\" ".formatted(GuestNetwork.POD_INTERFACE),
                                network.guest()),
                        GuestNetwork.BRIDGE,
                        network.guest(),
                        GuestNetwork.POD_INTERFACE);
    }
}
