package io.kubevirt.ee.handler.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubevirt.ee.model.guest.DhcpExtras;
import io.kubevirt.ee.model.guest.NicNeed;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodLinkTest {

    private static final String OWN_NETWORK =
            "{\"dst\":\"10.42.0.0/24\",\"protocol\":\"kernel\",\"scope\":\"link\",\"flags\":[]}";

    /** Routes as iproute2 shows them beside that to the own network; lines of the lease. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'dst':'default','gateway':'10.42.0.1'} | dhcp-option=option:router,10.42.0.1",
                "{'dst':'default','gateway':'10.42.0.1'},{'dst':'10.0.0.0/8','gateway':'10.42.0.9'}"
                        + " | dhcp-option=option:router"
                        + " dhcp-option=option:classless-static-route,0.0.0.0/0,10.42.0.1,10.0.0.0/8,10.42.0.9",
                "{'dst':'169.254.1.1','scope':'link'},{'dst':'default','gateway':'169.254.1.1'}"
                        + " | dhcp-option=option:router"
                        + " dhcp-option=option:classless-static-route,169.254.1.1/32,0.0.0.0,0.0.0.0/0,169.254.1.1",
                "{'dst':'10.0.0.0/8','gateway':'10.42.0.1'}"
                        + " | dhcp-option=option:router"
                        + " dhcp-option=option:classless-static-route,10.0.0.0/8,10.42.0.1",
            })
    void aGuestLeavesAsItsPodDid(String routes, String lines) throws Exception {
        Lease lease = Lease.of(link(24, "," + routes.replace('\'', '"')), nic(false));
        assertThat(String.join(" ", lease.routes())).isEqualTo(lines);
    }

    @ParameterizedTest
    @CsvSource({"24, 255.255.255.0", "32, 255.255.255.255", "20, 255.255.240.0", "8, 255.0.0.0"})
    void theLeaseIsOfThePodsNetwork(int prefixLength, String mask) throws Exception {
        assertThat(Lease.of(link(prefixLength, ""), nic(false)).range())
                .containsExactly(
                        "dhcp-range=10.42.0.7,static," + mask, "shared-network=k6t-eth0,10.42.0.7");
    }

    @Test
    void aPodWithoutRoutesHandsOnNone() throws Exception {
        assertThat(Lease.of(link(24, ""), nic(false)).routes())
                .containsExactly("dhcp-option=option:router");
    }

    @Test
    void thePodsMacIsTheGuestsUnlessOneIsStated() throws Exception {
        assertThat(Lease.of(link(24, ""), nic(false)).mac()).isEqualTo("36:5e:9b:ca:38:9b");
        assertThat(Lease.of(link(24, ""), nic(true)).mac()).isEqualTo("02:00:00:00:00:05");
    }

    @Test
    void aPodWithoutAnAddressHasNothingToHandOn() {
        assertThatThrownBy(
                        () ->
                                PodLink.parse(
                                        "[{\"ifname\":\"eth0\",\"address\":\"x\",\"addr_info\":[]}]\n[]"))
                .isInstanceOf(IOException.class)
                .hasMessage("the launcher pod has no IPv4 address to hand on");
    }

    /** Routes of IPv6 as iproute2 shows them; what is handed on. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // A bridge's plugin.
                "{'dst':'fd00::/64','protocol':'kernel'},{'dst':'fe80::/64','protocol':'kernel'},"
                        + "{'dst':'default','gateway':'fd00::1'}"
                        + " | fd00::/64 ::/0:fd00::1",
                // A router for each pod, at an address of the link or of its own.
                "{'dst':'fd00::7','protocol':'kernel'},{'dst':'fe80::/64','protocol':'kernel'},"
                        + "{'dst':'default','gateway':'fe80::ecee:eeff:feee:eeee'}"
                        + " | ::/0:fe80::ecee:eeff:feee:eeee",
                "{'dst':'fd00::7','protocol':'kernel'},{'dst':'fd00::1'},"
                        + "{'dst':'default','gateway':'fd00::1'},{'dst':'ff00::/8','type':'multicast'}"
                        + " | fd00::1 ::/0:fd00::1",
            })
    void aGuestLeavesByIpv6AsItsPodDid(String routes, String handedOn) throws Exception {
        Ipv6Link ipv6 = link(24, "", routes).ipv6().orElseThrow();
        assertThat(ipv6.address()).isEqualTo("fd00::7");
        assertThat(
                        ipv6.routes().stream()
                                .map(
                                        route ->
                                                route.destination()
                                                        + route.via()
                                                                .map(router -> ":" + router)
                                                                .orElse("")))
                .containsExactly(handedOn.split(" "));
    }

    @Test
    void aGuestHearsTheRouterThatItsPodHeard() throws Exception {
        assertThat(link(24, "", "{'dst':'default','gateway':'fe80::1','protocol':'ra'}").ipv6())
                .isEmpty();
    }

    @Test
    void aLinkThatWasWrittenDownBeforeIpv6WasKnownHasNone() throws Exception {
        assertThat(link(24, "").ipv6()).isEmpty();
        assertThat(Lease.of(link(24, ""), nic(false)).ipv6()).isEmpty();
    }

    private static PodLink link(int prefixLength, String moreRoutes, String ipv6Routes)
            throws IOException {
        return PodLink.parse(
                text(prefixLength, moreRoutes) + "[" + ipv6Routes.replace('\'', '"') + "]\n");
    }

    private static PodLink link(int prefixLength, String moreRoutes) throws IOException {
        return PodLink.parse(text(prefixLength, moreRoutes));
    }

    private static String text(int prefixLength, String moreRoutes) {
        return """
                [{"ifname":"eth0","mtu":1450,"address":"36:5e:9b:ca:38:9b","addr_info":[\
                {"family":"inet6","local":"fd00::7","prefixlen":64,"scope":"global"},\
                {"family":"inet","local":"10.42.0.7","prefixlen":%d,"scope":"global"}]}]
                [%s%s]
                """
                .formatted(prefixLength, OWN_NETWORK, moreRoutes);
    }

    private static NicNeed nic(boolean macStated) {
        return new NicNeed(
                "default",
                "tap1",
                NicNeed.Binding.BRIDGE,
                "02:00:00:00:00:05",
                macStated,
                "10.0.2.0/24",
                "fd10:0:2::/120",
                "vm",
                List.of(),
                DhcpExtras.NONE,
                1);
    }
}
