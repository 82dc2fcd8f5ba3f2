package io.kubevirt.ee.handler.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubevirt.ee.handler.port.GuestAddress;
import io.kubevirt.ee.handler.port.PreparedGuest;
import io.kubevirt.ee.model.guest.DhcpExtras;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A guest that takes the place of a pod with an IPv6 address: a real DHCPv6 client, real
 * advertisements, on a node's bridge that sends everything back.
 */
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PodBridgeIpv6IT extends PodWithGuest {

    private static final String OWN_MAC = "02:aa:bb:cc:dd:01";
    private static final String POD_IP = "fd77::2";
    private static final String NEIGHBOUR_IP = "fd77::1";

    /** Behind the neighbour: nothing tells the guest of it but its router. */
    private static final String FAR_IP = "fd99::9";

    @BeforeEach
    void startNeighbour() throws IOException {
        pod.hairpin(TestPod.NEIGHBOUR_IP + "/24", NEIGHBOUR_IP + "/64 nodad");
        TestPod.in(pod.neighbour, "ip addr add %s/128 dev lo".formatted(FAR_IP));
    }

    @Test
    void theGuestHasThePodsAddressesAndThePodAsItsRouter() throws Exception {
        String podsMac = pod.mac();
        giveAddress("64", NEIGHBOUR_IP);
        PreparedGuest prepared = adopted(false, podsMac);

        assertThat(guest.ipv6Lease())
                .contains("address=" + POD_IP)
                .contains("dns=fd00:10:96::a")
                .contains("search=vms.svc.cluster.local. cluster.local.");
        assertThat(guest.lease()).contains("ip=" + TestPod.POD_IP);
        assertThat(defaultRoute()).contains("proto ra").contains("mtu " + TestPod.MTU_BYTES);
        assertThat(pod.network("ip -6 addr show dev eth0")).doesNotContain(POD_IP);
        assertReached();
        assertThat(guest.in("ip -6 neigh show to " + POD_IP)).isEmpty();
        assertThat(host.addresses(prepared, launcher))
                .containsExactly(
                        new GuestAddress(
                                "default",
                                List.of(TestPod.POD_IP, POD_IP),
                                "eth0",
                                Optional.of(podsMac)));
    }

    @Test
    void aStatedMacStaysAndARouterOfTheLinkIsOneToo() throws Exception {
        String neighbour =
                TestPod.in(
                        pod.neighbour,
                        "ip -6 addr show dev cni0 scope link | sed -n 's|.*inet6 \\(.*\\)/64.*|\\1|p'");
        giveAddress("128", neighbour.strip());
        adopted(true, OWN_MAC);

        assertThat(guest.ipv6Lease()).contains("address=" + POD_IP);
        TestPod.in(pod.neighbour, "ip -6 route replace %s/128 dev cni0".formatted(POD_IP));
        assertReached();
    }

    @Test
    void noAdvertisementAndNoLeaseLeavesThePod() throws Exception {
        giveAddress("64", NEIGHBOUR_IP);
        adopted(false, pod.mac());
        guest.ipv6Lease();

        // It listens to routers, and asks for them as it comes up.
        TestPod.in(pod.neighbour, "ip link set cni0 down; ip link set cni0 up");
        assertThatThrownBy(() -> TestPod.awaitThat(() -> !neighboursRoutes().isEmpty()))
                .isInstanceOf(AssertionError.class);
        assertThat(pod.network("nft list table bridge kubevirt"))
                .contains("oifname \"eth0\" icmpv6 type nd-router-advert drop")
                .contains("udp dport { 546, 547 } drop");
    }

    @Test
    void whatIsCutShortIsMadeAgain() throws Exception {
        giveAddress("64", NEIGHBOUR_IP);
        PreparedGuest prepared = adopted(false, pod.mac());
        pod.network("nft flush ruleset", "ip link set dev eth0 nomaster");

        host.adopt(prepared, guest.pid(), launcher);
        host.adopt(prepared, guest.pid(), launcher);

        assertThat(guest.ipv6Lease()).contains("address=" + POD_IP);
        assertReached();
    }

    private void assertReached() throws IOException {
        guest.serve("bridged");
        for (String place : List.of(NEIGHBOUR_IP, FAR_IP)) {
            assertThat(guest.in("busybox ping6 -c 1 -W 5 " + place)).contains("1 packets received");
        }
        assertThat(
                        TestPod.in(
                                pod.neighbour,
                                "socat -t 5 - TCP:[%s]:8080 </dev/null".formatted(POD_IP)))
                .isEqualTo("bridged");
    }

    /** As a CNI plugin does, which leaves whatever comes later without IPv6. */
    private void giveAddress(String prefixLength, String router) throws IOException {
        pod.network(
                "ip addr add %s/%s dev eth0 nodad".formatted(POD_IP, prefixLength),
                "ip -6 route add default via %s dev eth0".formatted(router),
                "echo 1 >/proc/sys/net/ipv6/conf/default/disable_ipv6");
    }

    private PreparedGuest adopted(boolean macStated, String mac) throws Exception {
        PreparedGuest prepared = started(pod.bridged(OWN_MAC, macStated, DhcpExtras.NONE));
        // Its link-local address is made of it as well.
        guest.in("ip link set eth0 down; ip link set eth0 address %s up".formatted(mac));
        adopt(prepared);
        return prepared;
    }

    private String defaultRoute() throws IOException {
        return guest.in("ip -6 route show default");
    }

    private String neighboursRoutes() {
        try {
            return TestPod.in(pod.neighbour, "ip -6 route show default");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
