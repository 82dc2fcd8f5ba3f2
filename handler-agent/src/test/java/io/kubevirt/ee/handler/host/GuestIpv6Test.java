package io.kubevirt.ee.handler.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.model.guest.DhcpExtras;
import io.kubevirt.ee.model.guest.NicNeed;
import io.kubevirt.ee.model.guest.NicNeed.ForwardedPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is given to ip, nft and dnsmasq where the pod has an IPv6 address, as golden files. */
class GuestIpv6Test {

    private static final Path GOLDEN = Path.of("src/test/resources/golden/network");
    private static final String CIDR = "fd10:0:2::/120";
    private static final PodNetwork.Device POD =
            new PodNetwork.Device("eth0", 1450, List.of("10.42.0.7", "fd42::7"));

    @Test
    void gatewayAndGuestAreTheFirstTwoAddressesOfTheNetwork() {
        assertThat(GuestNetwork.ipv6(nic(CIDR)))
                .isEqualTo(new GuestNetwork("fd10:0:2::1", "fd10:0:2::2", 120));
        assertThat(GuestNetwork.ipv6(nic("fd10:0:2::2/120")))
                .isEqualTo(new GuestNetwork("fd10:0:2::1", "fd10:0:2::2", 120));
        assertThat(GuestNetwork.ipv6(nic("2001:DB8:1:2:ffff:8:ffff:fffe/126")))
                .isEqualTo(
                        new GuestNetwork(
                                "2001:db8:1:2:ffff:8:ffff:fffd",
                                "2001:db8:1:2:ffff:8:ffff:fffe",
                                126));
    }

    @Test
    void aWiderNetworkThanDhcpv6TakesIsNarrowed() {
        assertThat(GuestNetwork.ipv6(nic("fd10:1:2:3::/48")))
                .isEqualTo(new GuestNetwork("fd10:1:2::1", "fd10:1:2::2", 64));
    }

    @Test
    void everyPortIsForwardedWhenNoneIsListed() throws Exception {
        assertGolden("dual-all.nft", Masquerade.rules(nic(CIDR), POD));
    }

    @Test
    void onlyListedPortsAreForwarded() throws Exception {
        assertGolden(
                "dual-ports.nft",
                Masquerade.rules(
                        nic(CIDR, new ForwardedPort("tcp", 80), new ForwardedPort("udp", 53)),
                        POD));
    }

    @Test
    void theBridgeHasAnAddressOfEachFamily() throws Exception {
        assertGolden("dual-links.ip", Masquerade.links(nic(CIDR), POD, false));
    }

    @Test
    void theRouterIsAdvertisedAndOneLeaseOfEachFamilyIsGiven() throws Exception {
        assertGolden(
                "dual-dnsmasq.conf",
                text(
                        new ResolverConfiguration(
                                List.of("10.96.0.10"),
                                List.of("fd00:10:96::a", "fd00:10:96::b"),
                                List.of("ns.svc", "cluster.local"))));
    }

    @Test
    void withoutServersOfNamesNoneIsTold() {
        assertThat(text(new ResolverConfiguration(List.of("10.96.0.10"), List.of(), List.of())))
                .contains("option:dns-server")
                .doesNotContain("option6");
    }

    @Test
    void aBridgedGuestHasThePodsAddressAndThePodAsItsRouter() throws Exception {
        NicNeed nic = nic(NicNeed.Binding.BRIDGE, CIDR);
        PodLink link =
                new PodLink(
                        "36:5e:9b:ca:38:9b",
                        "10.42.0.7",
                        24,
                        List.of(new PodLink.Route("0.0.0.0/0", Optional.of("10.42.0.1"))),
                        Optional.of(
                                new Ipv6Link(
                                        "fd42::7",
                                        List.of(
                                                new PodLink.Route("::/0", Optional.of("fd42::1")),
                                                new PodLink.Route(
                                                        "fd42::/64", Optional.empty())))));
        assertGolden("bridge-dual.nft", PodBridge.ruleset(nic));
        assertGolden("bridge-dual-links.ip", PodBridge.links(nic, 1450, link, false));
        assertGolden(
                "bridge-dual-dnsmasq.conf",
                DhcpConfiguration.text(
                        nic,
                        Lease.of(link, nic),
                        1450,
                        new ResolverConfiguration(
                                List.of("10.96.0.10"), List.of("fd00:10:96::a"), List.of())));
    }

    @Test
    void aLinkLocalAddressIsMadeOfTheMacAddress() {
        assertThat(Ipv6Bridge.linkLocal("36:5e:9b:ca:38:9b"))
                .isEqualTo("fe80::345e:9bff:feca:389b");
        assertThat(Ipv6Bridge.linkLocal("02:00:00:00:00:05"))
                .isEqualTo("fe80::0000:00ff:fe00:0005");
    }

    private static String text(ResolverConfiguration resolver) {
        NicNeed nic = nic(CIDR);
        return DhcpConfiguration.text(nic, Lease.behind(nic, POD.hasIpv6()), 1450, resolver);
    }

    private static NicNeed nic(String cidr, ForwardedPort... ports) {
        return nic(NicNeed.Binding.MASQUERADE, cidr, ports);
    }

    private static NicNeed nic(NicNeed.Binding binding, String cidr, ForwardedPort... ports) {
        return new NicNeed(
                "default",
                "tap0123456789a",
                binding,
                "02:00:00:00:00:05",
                false,
                "10.0.2.0/24",
                cidr,
                "vm-1",
                List.of(ports),
                DhcpExtras.NONE,
                1);
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
