package io.kubevirt.ee.handler.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.handler.port.GuestAddress;
import io.kubevirt.ee.handler.port.PreparedGuest;
import io.kubevirt.ee.model.guest.DhcpExtras;
import io.kubevirt.ee.model.guest.NicNeed;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A guest that takes its pod's place in the network, in a real network namespace. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PodBridgeIT extends PodWithGuest {

    private static final String OWN_MAC = "02:aa:bb:cc:dd:01";

    @BeforeEach
    void startNeighbour() throws IOException {
        pod.hairpin(TestPod.NEIGHBOUR_IP + "/24");
    }

    @Test
    void theGuestHasThePodsAddresses() throws Exception {
        String podsMac = pod.mac();
        PreparedGuest prepared = adopted(false, podsMac);

        assertThat(prepared.resources().taps().get("default").mac()).contains(podsMac);
        assertThat(guest.lease())
                .contains("ip=" + TestPod.POD_IP)
                .contains("mask=24")
                .contains("router=" + TestPod.NEIGHBOUR_IP)
                .contains("dns=10.96.0.10")
                .contains("mtu=" + TestPod.MTU_BYTES)
                .contains("hostname=vm")
                .contains("bootfile=first.0");
        assertThat(pod.network("ip -4 addr show dev eth0")).doesNotContain(TestPod.POD_IP);
        assertReached("bridged");
        assertThat(host.addresses(prepared, launcher))
                .containsExactly(
                        new GuestAddress(
                                "default", List.of(TestPod.POD_IP), "eth0", Optional.of(podsMac)));
    }

    @Test
    void aStatedMacStays() throws Exception {
        String podsMac = pod.mac();
        PreparedGuest prepared = adopted(true, OWN_MAC);

        assertThat(prepared.resources().taps().get("default").mac()).isEmpty();
        assertThat(pod.mac()).isEqualTo(podsMac);
        assertThat(guest.lease()).contains("ip=" + TestPod.POD_IP);
        assertReached("stated");
        assertThat(host.addresses(prepared, launcher).getFirst().mac()).contains(OWN_MAC);
    }

    @Test
    void whatIsCutShortIsMadeAgain() throws Exception {
        String podsMac = pod.mac();
        PreparedGuest prepared = adopted(false, podsMac);
        pod.network("nft flush ruleset", "ip link set dev eth0 nomaster");

        assertThat(host.prepare(order(nic(false)))).isEqualTo(prepared);
        host.adopt(prepared, guest.pid(), launcher);
        host.adopt(prepared, guest.pid(), launcher);

        assertThat(guest.lease()).contains("ip=" + TestPod.POD_IP);
        assertReached("again");
    }

    @Test
    void noLeaseComesFromElsewhere() throws Exception {
        adopted(false, pod.mac());
        guest.lease();

        assertThat(pod.network("nft list table bridge kubevirt"))
                .contains("udp dport { 67, 68 } drop")
                .contains("arp daddr ip 169.254.75.10 drop");
        assertThat(
                        TestPod.in(
                                pod.neighbour,
                                "busybox arping -c 1 -w 1 -I eth1 169.254.75.10 || true"))
                .contains("Received 0");
    }

    private void assertReached(String text) throws IOException {
        guest.serve(text);
        assertThat(
                        TestPod.in(
                                pod.neighbour,
                                "busybox nc -w 5 %s 8080 </dev/null".formatted(TestPod.POD_IP)))
                .isEqualTo(text);
        assertThat(guest.in("busybox ping -c 1 -W 5 " + TestPod.NEIGHBOUR_IP))
                .contains("1 packets received");
    }

    private PreparedGuest adopted(boolean macStated, String mac) throws Exception {
        PreparedGuest prepared = started(nic(macStated));
        guest.in("ip link set eth0 address " + mac);
        adopt(prepared);
        return prepared;
    }

    private NicNeed nic(boolean macStated) {
        return pod.bridged(
                OWN_MAC,
                macStated,
                new DhcpExtras(
                        Optional.of("first.0"),
                        Optional.empty(),
                        List.of(),
                        DhcpExtras.NONE.own()));
    }
}
