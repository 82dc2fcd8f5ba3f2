package io.kubevirt.ee.handler.host;

import io.kubevirt.ee.model.guest.NicNeed;
import java.util.List;

/**
 * The IPv6 address that a guest gets beside its lease, in the words of dnsmasq's configuration.
 *
 * @param address what it gets
 * @param range the lines that make it available
 */
record Ipv6Lease(String address, List<String> range) {

    /**
     * The shortest that there is. A lease belongs to an identifier that another system in the same
     * guest has another of: until it ends, that one gets no address.
     */
    private static final String TIME = "2m";

    private static final int IPV6_BITS = 128;

    Ipv6Lease {
        range = List.copyOf(range);
    }

    /** Behind the pod. */
    static Ipv6Lease behind(NicNeed nic) {
        GuestNetwork network = GuestNetwork.ipv6(nic);
        return new Ipv6Lease(
                network.guest(), List.of(range(network.guest(), network.prefixLength())));
    }

    /** In the place of the pod. */
    static Ipv6Lease of(Ipv6Link pod) {
        return new Ipv6Lease(
                pod.address(),
                List.of(
                        // Advertisements tell of the server's own network, or there are none.
                        range(PodBridge.IPV6_SERVER, PodBridge.IPV6_SERVER_PREFIX_LENGTH),
                        range(pod.address(), IPV6_BITS),
                        "shared-network=%s,%s".formatted(GuestNetwork.BRIDGE, pod.address())));
    }

    private static String range(String address, int prefixLength) {
        return "dhcp-range=%s,static,%d,%s".formatted(address, prefixLength, TIME);
    }
}
