package io.kubevirt.ee.handler.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.model.guest.DhcpExtras;
import io.kubevirt.ee.model.guest.NicNeed;
import io.kubevirt.ee.model.guest.NicNeed.ForwardedPort;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class PasstOptionsTest {

    private static final ResolverConfiguration RESOLVER =
            new ResolverConfiguration(
                    List.of("10.96.0.10", "10.96.0.11"),
                    List.of("fd00:10:96::a"),
                    List.of("ns.svc", "cluster.local"));

    @Test
    void theGuestIsToldThePodsResolverAndNothingLeadsToLoopback() {
        assertThat(options(RESOLVER, new ForwardedPort("tcp", 80)))
                .containsExactly(
                        "--socket=/g/passt.sock",
                        "--vhost-user",
                        "--one-off",
                        "--quiet",
                        "--log-file=/g/passt.log",
                        "--log-size=65536",
                        "--interface=eth0",
                        "--no-map-gw",
                        "--hostname=vm-1",
                        "--dns=10.96.0.10",
                        "--dns=10.96.0.11",
                        "--search=ns.svc cluster.local",
                        "--tcp-ports=80",
                        "--udp-ports=none");
    }

    @Test
    void aPodWithoutAResolverDoesNotTellTheAgents() {
        assertThat(options(new ResolverConfiguration(List.of(), List.of(), List.of())))
                .contains("--dns=none", "--search=none");
    }

    @Test
    void whatListsNoPortsHasAllOfThem() {
        assertThat(options(RESOLVER)).contains("--tcp-ports=all", "--udp-ports=all");
    }

    @Test
    void aPortThatIsListedTwiceIsForwardedOnce() {
        assertThat(
                        options(
                                RESOLVER,
                                new ForwardedPort("tcp", 80),
                                new ForwardedPort("udp", 53),
                                new ForwardedPort("tcp", 443),
                                new ForwardedPort("tcp", 80)))
                .contains("--tcp-ports=80,443", "--udp-ports=53");
    }

    private static List<String> options(ResolverConfiguration resolver, ForwardedPort... ports) {
        NicNeed nic =
                new NicNeed(
                        "default",
                        "tap1",
                        NicNeed.Binding.PASST,
                        "02:00:00:00:00:05",
                        false,
                        "10.0.2.0/24",
                        "fd10:0:2::/120",
                        "vm-1",
                        List.of(ports),
                        DhcpExtras.NONE,
                        1);
        return PasstOptions.of(nic, resolver, Path.of("/g/passt.sock"), Path.of("/g/passt.log"));
    }
}
