package io.kubevirt.ee.handler.host;

import io.kubevirt.ee.model.guest.NicNeed;
import java.math.BigInteger;
import java.net.InetAddress;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The addresses between a pod's network namespace and its guest.
 *
 * @param gateway the bridge's address, the guest's router and DHCP server
 * @param guest what the guest gets
 * @param prefixLength of both
 */
record GuestNetwork(String gateway, String guest, int prefixLength) {

    /** The bridge, named as KubeVirt names it. */
    static final String BRIDGE = "k6t-eth0";

    /** The bridge's MAC address, the same in every pod: it is never seen outside. */
    static final String BRIDGE_MAC = "02:00:00:00:00:00";

    /** The pod's own interface, as the container runtime interface names it. */
    static final String POD_INTERFACE = "eth0";

    /** Shell: a pod may have no IPv6 on interfaces that are made later. */
    static final String LET_IPV6_BE =
            """
            echo 0 > /proc/sys/net/ipv6/conf/default/disable_ipv6
            """;

    private static final int IPV6_BITS = 128;
    private static final int GROUP_BITS = 16;

    /** dnsmasq takes no wider network. */
    private static final int DHCPV6_PREFIX_LENGTH = 64;

    /** The first two addresses of the interface's network, whichever of its addresses is stated. */
    static GuestNetwork of(NicNeed nic) {
        String[] parts = nic.guestCidr().split("/", 2);
        int prefixLength = Integer.parseInt(parts[1]);
        long network = network(parts[0], prefixLength).longValue();
        return new GuestNetwork(dotted(network + 1), dotted(network + 2), prefixLength);
    }

    /** The same of its IPv6 network, of which no more than a /64 is taken. */
    static GuestNetwork ipv6(NicNeed nic) {
        String[] parts = nic.guestIpv6Cidr().split("/", 2);
        int prefixLength = Integer.parseInt(parts[1]);
        BigInteger network = network(parts[0], prefixLength);
        return new GuestNetwork(
                text(network.add(BigInteger.ONE)),
                text(network.add(BigInteger.TWO)),
                Math.max(prefixLength, DHCPV6_PREFIX_LENGTH));
    }

    String gatewayWithPrefix() {
        return gateway + "/" + prefixLength;
    }

    private static BigInteger network(String address, int prefixLength) {
        byte[] bytes = InetAddress.ofLiteral(address).getAddress();
        int hostBits = bytes.length * Byte.SIZE - prefixLength;
        return new BigInteger(1, bytes).shiftRight(hostBits).shiftLeft(hostBits);
    }

    /** An IPv4 address, or a mask, as people write it. */
    static String dotted(long address) {
        return "%d.%d.%d.%d"
                .formatted(
                        address >> 24 & 0xff,
                        address >> 16 & 0xff,
                        address >> 8 & 0xff,
                        address & 0xff);
    }

    private static String text(BigInteger address) {
        return IntStream.iterate(IPV6_BITS - GROUP_BITS, shift -> shift >= 0, s -> s - GROUP_BITS)
                .mapToObj(
                        shift ->
                                Integer.toHexString(
                                        address.shiftRight(shift).shortValue() & 0xffff))
                .collect(Collectors.joining(":"))
                .replaceFirst("(^|:)0(:0)+(:|$)", "::");
    }

    /** Input for {@code ip -batch -} that makes the bridge, where it does not stand. */
    static String addBridge(boolean stands) {
        return stands
                ? ""
                : "link add %s type bridge stp_state 0 forward_delay 0\n".formatted(BRIDGE);
    }
}
