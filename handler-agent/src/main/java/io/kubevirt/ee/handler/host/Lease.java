package io.kubevirt.ee.handler.host;

import io.kubevirt.ee.handler.host.PodLink.Route;
import io.kubevirt.ee.model.guest.NicNeed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The lease that a guest gets, in the words of dnsmasq's configuration.
 *
 * @param mac who gets it
 * @param address what it gets
 * @param range the lines that make it available
 * @param routes the lines that tell how to leave
 * @param ipv6 the IPv6 address beside it, where there is one
 */
record Lease(
        String mac,
        String address,
        List<String> range,
        List<String> routes,
        Optional<Ipv6Lease> ipv6) {

    private static final int IPV4_BITS = 32;

    Lease {
        range = List.copyOf(range);
        routes = List.copyOf(routes);
    }

    /** Behind the pod, which is the router. */
    static Lease behind(NicNeed nic, boolean ipv6) {
        GuestNetwork network = GuestNetwork.of(nic);
        return new Lease(
                nic.mac(),
                network.guest(),
                List.of("dhcp-range=%s,static".formatted(network.guest())),
                List.of("dhcp-option=option:router," + network.gateway()),
                ipv6 ? Optional.of(Ipv6Lease.behind(nic)) : Optional.empty());
    }

    /** In the place of the pod, with what the pod was given. */
    static Lease of(PodLink pod, NicNeed nic) {
        return new Lease(
                nic.takesPodsMac() ? pod.mac() : nic.mac(),
                pod.address(),
                List.of(
                        "dhcp-range=%s,static,%s"
                                .formatted(pod.address(), mask(pod.prefixLength())),
                        // The server itself has no address of that network.
                        "shared-network=%s,%s".formatted(GuestNetwork.BRIDGE, pod.address())),
                routes(pod),
                pod.ipv6().map(Ipv6Lease::of));
    }

    private static List<String> routes(PodLink pod) {
        if (pod.routes().isEmpty()) {
            // No value: the server would name itself.
            return List.of("dhcp-option=option:router");
        }
        List<String> lines = new ArrayList<>();
        lines.add(
                pod.soleRouter()
                        .map(router -> "dhcp-option=option:router," + router)
                        .orElse("dhcp-option=option:router"));
        if (pod.soleRouter().isEmpty()) {
            lines.add(
                    "dhcp-option=option:classless-static-route,"
                            + String.join(
                                    ",",
                                    pod.routes().stream().flatMap(Lease::staticRoute).toList()));
        }
        return lines;
    }

    private static Stream<String> staticRoute(Route route) {
        return Stream.of(route.destination(), route.via().orElse("0.0.0.0"));
    }

    private static String mask(int prefixLength) {
        long bits = prefixLength == 0 ? 0 : -1L << (IPV4_BITS - prefixLength);
        return GuestNetwork.dotted(bits);
    }
}
