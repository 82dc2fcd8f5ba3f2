package io.kubevirt.ee.handler.host;

import io.kubevirt.ee.handler.host.PodLink.Route;
import io.kubevirt.ee.model.guest.NicNeed;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.stream.Collectors;

/**
 * What the binding {@code bridge} has beside it where the pod has an IPv6 address: the pod is the
 * guest's router, for no advertisement names another one. What comes back reaches the guest by
 * itself, and the kernel tells the guest of shorter ways (redirects, RFC 4861).
 */
final class Ipv6Bridge {

    /** Shell: the kernel forwards. */
    static final String FORWARD =
            """
            echo 1 > /proc/sys/net/ipv6/conf/all/forwarding
            """;

    /**
     * Input for {@code ip -batch -}, before the bridge is up: its address comes by hand, at once.
     */
    static final String QUIET = "link set dev %s addrgenmode none\n".formatted(GuestNetwork.BRIDGE);

    /** The bit of a MAC address that an interface identifier has the other way round (RFC 4291). */
    private static final int UNIVERSAL = 0x02;

    private Ipv6Bridge() {}

    /** The bridge's MAC address, which the cluster sees: that of the pod's interface. */
    static String mac(NicNeed nic, PodLink link) {
        return nic.takesPodsMac() ? nic.mac() : link.mac();
    }

    /** Input for {@code ip -batch -}, once the bridge is up. */
    static String links(NicNeed nic, PodLink link, Ipv6Link ipv6) {
        // Routers first: they have to be on the link before something is via them.
        String routes =
                ipv6.routes().stream()
                        .sorted(Comparator.comparing(route -> route.via().isPresent()))
                        .map(Ipv6Bridge::route)
                        .collect(Collectors.joining());
        return """
        addr replace %2$s/64 dev %1$s nodad
        addr replace %3$s/%4$d dev %1$s nodad
        """
                        .formatted(
                                GuestNetwork.BRIDGE,
                                linkLocal(mac(nic, link)),
                                PodBridge.IPV6_SERVER,
                                PodBridge.IPV6_SERVER_PREFIX_LENGTH)
                + routes;
    }

    private static String route(Route route) {
        return "route replace %s%s dev %s\n"
                .formatted(
                        route.destination(),
                        route.via().map(router -> " via " + router).orElse(""),
                        GuestNetwork.BRIDGE);
    }

    /** The link-local address of a MAC address. */
    static String linkLocal(String mac) {
        byte[] bytes = HexFormat.ofDelimiter(":").parseHex(mac);
        return "fe80::%02x%02x:%02xff:fe%02x:%02x%02x"
                .formatted(
                        bytes[0] & 0xff ^ UNIVERSAL,
                        bytes[1] & 0xff,
                        bytes[2] & 0xff,
                        bytes[3] & 0xff,
                        bytes[4] & 0xff,
                        bytes[5] & 0xff);
    }
}
