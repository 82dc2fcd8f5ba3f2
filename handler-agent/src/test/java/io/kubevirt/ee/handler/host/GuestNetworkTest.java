package io.kubevirt.ee.handler.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.model.guest.DhcpExtras;
import io.kubevirt.ee.model.guest.NicNeed;
import io.kubevirt.ee.model.guest.NicNeed.ForwardedPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What is given to ip, nft and dnsmasq, as golden files. */
class GuestNetworkTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden/network");
    private static final PodNetwork.Device POD =
            new PodNetwork.Device("eth0", 1450, List.of("10.42.0.7"));

    @Test
    void gatewayAndGuestAreTheFirstTwoAddresses() {
        assertThat(GuestNetwork.of(nic("10.0.2.0/24")))
                .isEqualTo(new GuestNetwork("10.0.2.1", "10.0.2.2", 24));
        assertThat(GuestNetwork.of(nic("10.1.255.254/15")))
                .isEqualTo(new GuestNetwork("10.0.0.1", "10.0.0.2", 15));
        assertThat(GuestNetwork.of(nic("192.168.1.250/29")))
                .isEqualTo(new GuestNetwork("192.168.1.249", "192.168.1.250", 29));
    }

    @Test
    void everyPortIsForwardedWhenNoneIsListed() throws Exception {
        assertGolden("masquerade-all.nft", Masquerade.rules(nic("10.0.2.0/24"), POD));
    }

    @Test
    void onlyListedPortsAreForwarded() throws Exception {
        assertGolden(
                "masquerade-ports.nft",
                Masquerade.rules(
                        nic(
                                "10.0.2.0/24",
                                new ForwardedPort("tcp", 80),
                                new ForwardedPort("udp", 53)),
                        POD));
    }

    @Test
    void theBridgeIsMadeOnce() throws Exception {
        assertGolden("links-first.ip", Masquerade.links(nic("10.0.2.0/24"), POD, false));
        assertGolden("links-again.ip", Masquerade.links(nic("10.0.2.0/24"), POD, true));
    }

    @Test
    void oneLeaseIsGivenWithThePodsResolver() throws Exception {
        ResolverConfiguration resolver =
                new ResolverConfiguration(
                        List.of("10.96.0.10", "10.96.0.11"),
                        List.of("fd00:10:96::a"),
                        List.of("ns.svc", "cluster.local"));

        assertGolden("dnsmasq.conf", text(nic("10.0.2.0/24"), resolver));
    }

    @Test
    void whatTheUserHasToldIsNeitherANumberNorAnAddress() {
        NicNeed nic =
                new NicNeed(
                        "default",
                        "tap1",
                        NicNeed.Binding.MASQUERADE,
                        "02:00:00:00:00:05",
                        false,
                        "10.0.2.0/24",
                        "fd10:0:2::/120",
                        "vm",
                        List.of(),
                        new DhcpExtras(
                                Optional.of("a, b"),
                                Optional.of("10.0.0.1"),
                                List.of("10.0.0.2"),
                                new TreeMap<>(Map.of(224, "10.0.0.3", 225, "7"))),
                        1);

        assertThat(
                        DhcpConfiguration.text(
                                nic,
                                Lease.behind(nic, false),
                                1450,
                                new ResolverConfiguration(List.of(), List.of(), List.of())))
                .endsWith(
                        """
                        dhcp-option=option:bootfile-name,"a, b"
                        dhcp-option=option:tftp-server,"10.0.0.1"
                        dhcp-option=option:ntp-server,10.0.0.2
                        dhcp-option=224,31:30:2e:30:2e:30:2e:33
                        dhcp-option=225,55
                        """);
    }

    @Test
    void aHostnameThatIsNoLabelIsLeftOut() {
        NicNeed nic =
                new NicNeed(
                        "default",
                        "tap1",
                        NicNeed.Binding.MASQUERADE,
                        "02:00:00:00:00:05",
                        false,
                        "10.0.2.0/24",
                        "fd10:0:2::/120",
                        "a,b",
                        List.of(),
                        DhcpExtras.NONE,
                        1);

        assertThat(
                        DhcpConfiguration.text(
                                nic,
                                Lease.behind(nic, false),
                                1450,
                                new ResolverConfiguration(List.of(), List.of(), List.of())))
                .contains("dhcp-host=02:00:00:00:00:05,id:*,10.0.2.2,infinite\n")
                .doesNotContain("dns-server");
    }

    private static NicNeed nic(String cidr, ForwardedPort... ports) {
        return new NicNeed(
                "default",
                "tap0123456789a",
                NicNeed.Binding.MASQUERADE,
                "02:00:00:00:00:05",
                false,
                cidr,
                "fd10:0:2::/120",
                "vm-1",
                List.of(ports),
                DhcpExtras.NONE,
                1);
    }

    private static String text(NicNeed nic, ResolverConfiguration resolver) {
        return DhcpConfiguration.text(nic, Lease.behind(nic, false), 1450, resolver);
    }

    private static void assertGolden(String name, String text) throws IOException {
        Path file = GOLDEN.resolve(name);
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(GOLDEN);
            Files.writeString(file, text);
        }
        assertThat(file).hasContent(text);
    }
}
