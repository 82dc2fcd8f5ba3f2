package io.kubevirt.ee.handler.host;

import java.util.ArrayList;
import java.util.List;

/**
 * What makes a guest's DHCP server (dnsmasq(8)) one of IPv6 too: the router is told by
 * advertisements, which send the guest to DHCPv6 for its address.
 */
final class Ipv6Configuration {

    /**
     * The shortest that there is. A lease belongs to an identifier that another system in the same
     * guest has another of: until it ends, that one gets no address.
     */
    private static final String LEASE = "2m";

    private Ipv6Configuration() {}

    /** Lines of the configuration file. */
    static List<String> lines(String mac, GuestNetwork network, ResolverConfiguration resolver) {
        List<String> lines =
                new ArrayList<>(
                        List.of(
                                "enable-ra",
                                "quiet-ra",
                                "quiet-dhcp6",
                                "dhcp-range=%s,static,%d,%s"
                                        .formatted(network.guest(), network.prefixLength(), LEASE),
                                "dhcp-host=%s,[%s]".formatted(mac, network.guest())));
        if (!resolver.ipv6Servers().isEmpty()) {
            lines.add(
                    option(
                            "dns-server",
                            resolver.ipv6Servers().stream().map("[%s]"::formatted).toList()));
        }
        if (!resolver.searches().isEmpty()) {
            lines.add(option("domain-search", resolver.searches()));
        }
        return lines;
    }

    private static String option(String name, List<String> values) {
        return "dhcp-option=option6:%s,%s".formatted(name, String.join(",", values));
    }
}
