package io.kubevirt.ee.handler.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubevirt.ee.handler.port.GuestAddress;
import io.kubevirt.ee.handler.port.GuestOrder;
import io.kubevirt.ee.handler.port.GuestRefused;
import io.kubevirt.ee.handler.port.PreparedGuest;
import io.kubevirt.ee.model.domain.GuestResources.TapSource;
import io.kubevirt.ee.model.guest.DhcpExtras;
import io.kubevirt.ee.model.guest.NicNeed.ForwardedPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A guest's network in a real network namespace: real tap, bridge, nftables and dnsmasq. The guest
 * is a Linux network stack behind the tap.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PodNetworkIT extends PodWithGuest {

    private static final DhcpExtras DHCP =
            new DhcpExtras(
                    Optional.of("pxe/first.0"),
                    Optional.of("tftp.example.org"),
                    List.of("10.96.0.20", "10.96.0.21"),
                    new TreeMap<>(Map.of(224, "10.0.0.1, \u0041", 254, "7")));

    @Test
    void theGuestLeasesItsAddressAndIsReachedAtThePodsAddress() throws Exception {
        PreparedGuest prepared = startGuest();

        host.adopt(prepared, guest.pid(), launcher);

        assertThat(host.adopted(prepared, guest.pid(), launcher)).isTrue();
        String lease = guest.lease();
        assertThat(lease)
                .contains("ip=10.0.2.2")
                .contains("mask=24")
                .contains("router=10.0.2.1")
                .contains("dns=10.96.0.10")
                .contains("mtu=" + TestPod.MTU_BYTES)
                .contains("domain=vms.svc.cluster.local")
                .contains("search=vms.svc.cluster.local cluster.local")
                .contains("hostname=vm")
                .contains("lease=4294967295");
        guest.serve("hello-from-the-guest");
        assertThat(TestPod.in(pod.neighbour, "busybox ping -c 1 -W 5 " + TestPod.POD_IP))
                .contains("1 packets received");
        assertThat(fetchFrom(TestPod.POD_IP)).isEqualTo("hello-from-the-guest");
        assertThat(pod.network("busybox nc -w 5 127.0.0.1 8080 </dev/null"))
                .isEqualTo("hello-from-the-guest");
        assertThat(guest.in("busybox ping -c 1 -W 5 " + TestPod.NEIGHBOUR_IP))
                .contains("1 packets received");
        assertThat(host.addresses(prepared, launcher))
                .containsExactly(new GuestAddress("default", List.of(TestPod.POD_IP), "eth0"));
        assertThat(pod.network("nft list tables")).isEqualToIgnoringNewLines("table ip kubevirt");
        assertThat(guest.in("ip -6 route show default")).isEmpty();
    }

    @Test
    void theGuestIsToldWhatItsUserHasDhcpTell() throws Exception {
        PreparedGuest prepared = startGuest();
        host.adopt(prepared, guest.pid(), launcher);

        assertThat(guest.lease())
                .contains("bootfile=pxe/first.0")
                .contains("tftp=tftp.example.org")
                .contains("ntpsrv=10.96.0.20 10.96.0.21")
                .contains("opt224=" + HexFormat.of().formatHex("10.0.0.1, A".getBytes(UTF_8)))
                .contains("opt254=37");
    }

    @Test
    void datagramsGoBothWays() throws Exception {
        PreparedGuest prepared = startGuest();
        host.adopt(prepared, guest.pid(), launcher);
        guest.lease();

        guest.echoDatagrams();

        String send = "echo ping | socat -t 3 -T 3 - UDP:%s:9090".formatted(TestPod.POD_IP);
        assertThat(TestPod.in(pod.neighbour, send)).contains("pong");
    }

    @Test
    void onlyListedPortsReachTheGuest() throws Exception {
        PreparedGuest prepared = startGuest(new ForwardedPort("tcp", 8080));
        host.adopt(prepared, guest.pid(), launcher);
        guest.lease();
        guest.serve("listed");

        assertThat(fetchFrom(TestPod.POD_IP)).isEqualTo("listed");
        assertThat(pod.network("nft list table ip kubevirt"))
                .contains("tcp dport 8080 dnat to 10.0.2.2")
                .doesNotContain("\"eth0\" dnat");
    }

    @Test
    void aGuestThatTakesAnotherAddressIsNotHeard() throws Exception {
        PreparedGuest prepared = startGuest();
        host.adopt(prepared, guest.pid(), launcher);
        guest.lease();
        guest.in("ip addr add 10.0.2.77/24 dev eth0");
        // The neighbour would answer it.
        TestPod.in(pod.neighbour, "ip route add 10.0.2.0/24 via " + TestPod.POD_IP);

        assertThatThrownBy(
                        () ->
                                guest.in(
                                        "busybox ping -c 1 -W 1 -I 10.0.2.77 "
                                                + TestPod.NEIGHBOUR_IP))
                .hasMessageContaining("ended with 1");
        assertThat(guest.in("busybox ping -c 1 -W 5 " + TestPod.NEIGHBOUR_IP))
                .contains("1 packets received");
    }

    @Test
    void adoptingAgainRepairsWhatIsMissing() throws Exception {
        PreparedGuest prepared = startGuest();
        host.adopt(prepared, guest.pid(), launcher);
        guest.lease();
        pod.network("nft flush ruleset", "ip link set dev %s nomaster".formatted(pod.tap()));
        dhcpServer().ifPresent(ProcessHandle::destroyForcibly);
        TestPod.awaitThat(() -> !host.adopted(prepared, guest.pid(), launcher));

        assertThat(host.prepare(order())).isEqualTo(prepared);
        host.adopt(prepared, guest.pid(), launcher);
        host.adopt(prepared, guest.pid(), launcher);

        assertThat(host.adopted(prepared, guest.pid(), launcher)).isTrue();
        assertThat(guest.lease()).contains("ip=10.0.2.2");
        assertThat(guest.in("busybox ping -c 1 -W 5 " + TestPod.NEIGHBOUR_IP))
                .contains("1 packets received");
    }

    @Test
    void theGuestAndItsDhcpServerAreInTheLaunchersCgroups() throws Exception {
        PreparedGuest prepared = startGuest();
        host.adopt(prepared, guest.pid(), launcher);
        host.addresses(prepared, launcher);

        List<String> launchers = cgroup(launcher.pid());
        long dhcpServer = dhcpServer().orElseThrow().pid();
        assertThat(cgroup(guest.pid())).isEqualTo(launchers);
        assertThat(cgroup(dhcpServer)).isEqualTo(launchers);
        assertThat(new ProcessTable().uid(dhcpServer)).contains(prepared.resources().uid());
        assertThat(Files.readString(Path.of("/proc/" + dhcpServer + "/status")))
                .contains("NoNewPrivs:\t1")
                .containsPattern("CapEff:\t0000000000003400");
    }

    @Test
    void theKernelEndsTheGuestAndItsDhcpServerAsEarlyAsTheLauncher() throws Exception {
        Files.writeString(oomScore(launcher.pid()), "873");
        PreparedGuest prepared = startGuest();
        assertThat(oomScore(guest.pid())).content().isNotEqualTo("873\n");

        host.adopt(prepared, guest.pid(), launcher);

        assertThat(oomScore(guest.pid())).hasContent("873");
        assertThat(oomScore(dhcpServer().orElseThrow().pid())).hasContent("873");
        Files.writeString(oomScore(guest.pid()), "874");
        assertThat(host.adopted(prepared, guest.pid(), launcher)).isFalse();
        host.adopt(prepared, guest.pid(), launcher);
        assertThat(oomScore(guest.pid())).hasContent("873");
        assertThat(host.adopted(prepared, guest.pid(), launcher)).isTrue();
    }

    @Test
    void releaseRemovesATapThatNeverMovedAndEndsTheDhcpServer() throws Exception {
        PreparedGuest prepared = host.prepare(order());
        TapSource tap = prepared.resources().taps().get("default");
        assertThat(tap).isEqualTo(new TapSource(pod.tap(), TestPod.MTU_BYTES));
        assertThat(Path.of("/sys/class/net").resolve(pod.tap()).resolve("owner"))
                .hasContent(Integer.toString(prepared.resources().uid()));
        host.release(pod.vmiUid);
        assertThat(Path.of("/sys/class/net").resolve(pod.tap())).doesNotExist();

        startGuest();
        host.adopt(host.prepare(order()), guest.pid(), launcher);
        assertThat(dhcpServer()).isPresent();
        host.release(pod.vmiUid);

        assertThat(dhcpServer()).isEmpty();
        assertThat(directory.resolve("guests")).isEmptyDirectory();
    }

    @Test
    void aLauncherThatEndedIsARefusal() throws Exception {
        PreparedGuest prepared = host.prepare(order());
        pod.kill(launcher);
        TestPod.awaitThat(() -> pod.process("--vmi-uid", pod.vmiUid) == null);

        assertThatThrownBy(() -> host.adopt(prepared, ProcessHandle.current().pid(), launcher))
                .isInstanceOf(GuestRefused.class)
                .hasMessage("the launcher has ended");
        assertThat(host.addresses(prepared, launcher)).isEmpty();
    }

    private PreparedGuest startGuest(ForwardedPort... ports) throws Exception {
        return started(pod.masqueraded(DHCP, ports));
    }

    private String fetchFrom(String address) throws IOException {
        return TestPod.in(pod.neighbour, "busybox nc -w 5 %s 8080 </dev/null".formatted(address));
    }

    private Optional<ProcessHandle> dhcpServer() {
        String option = "--conf-file=" + directory.resolve("guests").resolve(pod.vmiUid);
        return new ProcessTable()
                .find(found -> String.join(" ", found.commandLine()).contains(option)).stream()
                        .filter(found -> !found.zombie())
                        .findFirst()
                        .flatMap(found -> ProcessHandle.of(found.pid()));
    }

    private static Path oomScore(long pid) {
        return Path.of("/proc/" + pid + "/oom_score_adj");
    }

    private static List<String> cgroup(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/cgroup"));
    }

    private GuestOrder order() {
        return order(pod.masqueraded(DHCP));
    }
}
