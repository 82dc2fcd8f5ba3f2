package io.kubevirt.ee.handler.host;

import io.kubevirt.ee.model.guest.DhcpExtras;
import io.kubevirt.ee.model.guest.NicNeed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The configuration of one guest's DHCP server (dnsmasq(8)): one lease for one MAC address (of IPv6
 * another), no DNS, no lease file.
 */
final class DhcpConfiguration {

    private static final Pattern HOSTNAME =
            Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9]{0,61}[A-Za-z0-9])?");

    private DhcpConfiguration() {}

    /** The configuration file's text. */
    static String text(NicNeed nic, Lease lease, int mtuBytes, ResolverConfiguration resolver) {
        List<String> lines =
                new ArrayList<>(
                        List.of(
                                "port=0",
                                "no-resolv",
                                "no-hosts",
                                "pid-file=",
                                "interface=" + GuestNetwork.BRIDGE,
                                "except-interface=lo",
                                "bind-interfaces",
                                "no-ping",
                                "quiet-dhcp",
                                "leasefile-ro",
                                "dhcp-authoritative",
                                "dhcp-lease-max=" + (lease.ipv6().isPresent() ? 2 : 1)));
        lines.addAll(lease.range());
        lines.add(host(nic, lease));
        lines.addAll(lease.routes());
        lines.add(option("mtu", List.of(Integer.toString(mtuBytes))));
        // An option without a value would be an address of our own; no option is right then.
        if (!resolver.servers().isEmpty()) {
            lines.add(option("dns-server", resolver.servers()));
        }
        if (!resolver.searches().isEmpty()) {
            lines.add(option("domain-search", resolver.searches()));
            lines.add(option("domain-name", List.of(resolver.searches().getFirst())));
        }
        lines.addAll(extras(nic.dhcp()));
        lease.ipv6()
                .ifPresent(
                        ipv6 -> lines.addAll(Ipv6Configuration.lines(lease.mac(), ipv6, resolver)));
        return String.join("\n", lines) + "\n";
    }

    private static List<String> extras(DhcpExtras extras) {
        List<String> lines = new ArrayList<>();
        extras.bootFile().ifPresent(file -> lines.add(text("bootfile-name", file)));
        extras.tftpServer().ifPresent(server -> lines.add(text("tftp-server", server)));
        if (!extras.ntpServers().isEmpty()) {
            lines.add(option("ntp-server", extras.ntpServers()));
        }
        // As bytes: what looks like a number or an address would be sent as one.
        extras.own().forEach((number, value) -> lines.add(bytes(number, value)));
        return lines;
    }

    private static String text(String name, String value) {
        return "dhcp-option=option:%s,\"%s\"".formatted(name, value);
    }

    private static String bytes(int number, String value) {
        byte[] text = value.getBytes(StandardCharsets.US_ASCII);
        return text.length == 1
                ? "dhcp-option=%d,%d".formatted(number, text[0])
                : "dhcp-option=%d,%s".formatted(number, HexFormat.ofDelimiter(":").formatHex(text));
    }

    // id:*: firmware, initramfs and system name themselves differently; the MAC address counts.
    private static String host(NicNeed nic, Lease lease) {
        String host = HOSTNAME.matcher(nic.hostname()).matches() ? "," + nic.hostname() : "";
        return "dhcp-host=%s,id:*,%s%s,infinite".formatted(lease.mac(), lease.address(), host);
    }

    private static String option(String name, List<String> values) {
        return "dhcp-option=option:%s,%s".formatted(name, String.join(",", values));
    }
}
