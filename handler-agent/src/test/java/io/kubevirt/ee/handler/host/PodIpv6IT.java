package io.kubevirt.ee.handler.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubevirt.ee.handler.port.GuestAddress;
import io.kubevirt.ee.handler.port.PreparedGuest;
import io.kubevirt.ee.model.guest.DhcpExtras;
import io.kubevirt.ee.model.guest.NicNeed.ForwardedPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A masqueraded guest whose pod has an IPv6 address too: real rules, a real router's
 * advertisements, a real DHCPv6 client.
 */
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PodIpv6IT extends PodWithGuest {

    private static final String POD_IP = "fd77::2";
    private static final String NEIGHBOUR_IP = "fd77::1";

    private Process outside;

    @BeforeEach
    void startNeighbour() throws IOException {
        TestPod.in(pod.neighbour, "ip addr add %s/64 dev eth1 nodad".formatted(NEIGHBOUR_IP));
    }

    @AfterEach
    void endNeighbour() {
        if (outside != null) {
            outside.destroyForcibly();
        }
    }

    @Test
    void theGuestIsReachedAtThePodsAddressAndLeavesAsThePod() throws Exception {
        giveAddress();
        PreparedGuest prepared = adopted();
        outside =
                TestPod.quietIn(
                        pod.neighbour,
                        "socat",
                        "TCP6-LISTEN:7000,fork,reuseaddr",
                        "SYSTEM:echo $SOCAT_PEERADDR");

        assertThat(guest.ipv6Lease())
                .contains("address=fd10:0:2::2")
                .contains("dns=fd00:10:96::a")
                .contains("search=vms.svc.cluster.local. cluster.local.");
        assertThat(guest.lease()).contains("ip=10.0.2.2").contains("dns=10.96.0.10");
        guest.serve("hello-from-the-guest");
        assertThat(TestPod.in(pod.neighbour, "busybox ping6 -c 1 -W 5 " + POD_IP))
                .contains("1 packets received");
        assertThat(fetchFrom(POD_IP)).isEqualTo("hello-from-the-guest");
        assertThat(fetchFrom(TestPod.POD_IP)).isEqualTo("hello-from-the-guest");
        assertThat(pod.network("busybox nc -w 5 127.0.0.1 8080 </dev/null"))
                .isEqualTo("hello-from-the-guest");
        assertThat(guest.in("busybox ping6 -c 1 -W 5 " + NEIGHBOUR_IP))
                .contains("1 packets received");
        assertThat(guest.in("socat -t 5 - TCP6:[%s]:7000 </dev/null".formatted(NEIGHBOUR_IP)))
                .contains("0002]");
        assertThat(host.addresses(prepared, launcher))
                .containsExactly(
                        new GuestAddress("default", List.of(TestPod.POD_IP, POD_IP), "eth0"));
    }

    @Test
    void aGuestThatOnlyHearsRoutersHasADefaultRoute() throws Exception {
        giveAddress();
        adopted();

        TestPod.awaitThat(() -> !defaultRoute().isEmpty());
        assertThat(defaultRoute())
                .contains("via fe80::1 dev eth0 proto ra")
                .contains("mtu " + TestPod.MTU_BYTES);
        assertThat(guest.in("ip -6 addr show dev eth0 scope global")).isEmpty();
        // As KubeVirt's documentation has cloud-init do it.
        guest.in("ip addr add fd10:0:2::2/120 dev eth0 nodad");
        assertThat(guest.in("busybox ping6 -c 1 -W 5 " + NEIGHBOUR_IP))
                .contains("1 packets received");
    }

    @Test
    void onlyListedPortsReachTheGuest() throws Exception {
        giveAddress();
        adopted(new ForwardedPort("tcp", 8080));
        guest.ipv6Lease();
        guest.serve("listed");

        assertThat(fetchFrom(POD_IP)).isEqualTo("listed");
        assertThat(pod.network("nft list table ip6 kubevirt"))
                .contains("tcp dport 8080 dnat to fd10:0:2::2")
                .doesNotContain("\"eth0\" dnat");
    }

    @Test
    void aGuestThatTakesAnotherAddressIsNotHeard() throws Exception {
        giveAddress();
        adopted();
        guest.ipv6Lease();
        guest.in("ip addr add fd10:0:2::77/120 dev eth0 nodad");
        // The neighbour would answer it.
        TestPod.in(pod.neighbour, "ip route add fd10:0:2::/120 via " + POD_IP);
        String ping = "busybox ping6 -c 1 -W 1 -I %s " + NEIGHBOUR_IP;

        assertThatThrownBy(() -> guest.in(ping.formatted("fd10:0:2::77")))
                .hasMessageContaining("ended with 1");
        assertThat(guest.in(ping.formatted("fd10:0:2::2"))).contains("1 packets received");
    }

    @Test
    void aPodThatHasItsWayFromARouterKeepsIt() throws Exception {
        outside =
                TestPod.quietIn(
                        pod.neighbour,
                        "dnsmasq",
                        "--no-daemon",
                        "--conf-file=/dev/null",
                        "--port=0",
                        "--leasefile-ro",
                        "--interface=eth1",
                        "--enable-ra",
                        "--dhcp-range=fd77::,ra-only");
        TestPod.awaitThat(() -> pods("addr").contains("scope global"));
        TestPod.awaitThat(() -> !pods("addr").contains("tentative"));
        assertThat(pods("route")).contains("default via fe80");

        adopted();
        guest.ipv6Lease();

        assertThat(pods("route")).contains("default via fe80");
        assertThat(guest.in("busybox ping6 -c 1 -W 5 " + NEIGHBOUR_IP))
                .contains("1 packets received");
    }

    /** As a CNI plugin does, which leaves whatever comes later without IPv6. */
    private void giveAddress() throws IOException {
        pod.network(
                "ip addr add %s/64 dev eth0 nodad".formatted(POD_IP),
                "ip -6 route add default via " + NEIGHBOUR_IP,
                "echo 1 >/proc/sys/net/ipv6/conf/default/disable_ipv6");
    }

    private PreparedGuest adopted(ForwardedPort... ports) throws Exception {
        PreparedGuest prepared = started(pod.masqueraded(DhcpExtras.NONE, ports));
        adopt(prepared);
        return prepared;
    }

    private String fetchFrom(String address) throws IOException {
        String shown = address.contains(":") ? "[" + address + "]" : address;
        return TestPod.in(pod.neighbour, "socat -t 5 - TCP:%s:8080 </dev/null".formatted(shown));
    }

    private String defaultRoute() {
        try {
            return guest.in("ip -6 route show default");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private String pods(String what) {
        try {
            return pod.network("ip -6 %s show dev eth0".formatted(what));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
