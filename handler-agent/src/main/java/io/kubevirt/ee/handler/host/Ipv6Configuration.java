package io.kubevirt.ee.handler.host;

import java.util.ArrayList;
import java.util.List;

/**
 * What makes a guest's DHCP server (dnsmasq(8)) one of IPv6 too: the router is told by
 * advertisements, which send the guest to DHCPv6 for its address.
 */
final class Ipv6Configuration {

    private Ipv6Configuration() {}

    /** Lines of the configuration file. */
    static List<String> lines(String mac, Ipv6Lease lease, ResolverConfiguration resolver) {
        List<String> lines = new ArrayList<>(List.of("enable-ra", "quiet-ra", "quiet-dhcp6"));
        lines.addAll(lease.range());
        lines.add("dhcp-host=%s,[%s]".formatted(mac, lease.address()));
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
