package io.kubevirt.ee.handler.host;

import io.kubevirt.ee.model.guest.NicNeed;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The nftables rules of the binding {@code masquerade}: what reaches the pod reaches the guest,
 * what the guest sends leaves as the pod. One table of our own, replaced at once.
 */
final class MasqueradeRules {

    private MasqueradeRules() {}

    /** Input for {@code nft -f -}. */
    static String ruleset(NicNeed nic) {
        GuestNetwork network = GuestNetwork.of(nic);
        return """
        table ip kubevirt {}
        delete table ip kubevirt
        table ip kubevirt {
          chain prerouting {
            type nat hook prerouting priority -100; policy accept;
        %s
          }
          chain output {
            type nat hook output priority -100; policy accept;
        %s
          }
          chain postrouting {
            type nat hook postrouting priority 100; policy accept;
            ip saddr 127.0.0.0/8 oifname "%3$s" snat to %4$s
            ip saddr %5$s oifname "%6$s" masquerade
          }
          chain input {
            type filter hook input priority 0; policy accept;
            iifname "%3$s" ip daddr 127.0.0.0/8 ct state != established drop
          }
          chain forward {
            type filter hook forward priority 0; policy accept;
            iifname "%3$s" ip saddr != %5$s drop
          }
        }
        """
                .formatted(
                        forwards(
                                nic,
                                "iifname \"%s\" ".formatted(GuestNetwork.POD_INTERFACE),
                                network.guest()),
                        forwards(nic, "ip daddr 127.0.0.1 ", network.guest()),
                        GuestNetwork.BRIDGE,
                        network.gateway(),
                        network.guest(),
                        GuestNetwork.POD_INTERFACE);
    }

    /** A rule for each listed port, or one for all: what matches goes to the guest. */
    static String forwards(NicNeed nic, String match, String guest) {
        List<String> ports =
                nic.ports().isEmpty()
                        ? List.of("")
                        : nic.ports().stream()
                                .map(port -> "%s dport %d ".formatted(port.protocol(), port.port()))
                                .toList();
        return ports.stream()
                .map(port -> "    " + match + port + "dnat to " + guest)
                .collect(Collectors.joining("\n"));
    }
}
