package io.kubevirt.ee.handler.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ResolverConfigurationTest {

    @Test
    void serversAndTheLastSearchLineAreRead() {
        assertThat(
                        ResolverConfiguration.parse(
                                List.of(
                                        "# a comment",
                                        "search old.example",
                                        "search ns.svc.cluster.local\tcluster.local",
                                        "  nameserver 10.96.0.10 ",
                                        "nameserver 192.0.2.255",
                                        "nameserver fd00:10:96::a",
                                        "options ndots:5")))
                .isEqualTo(
                        new ResolverConfiguration(
                                List.of("10.96.0.10", "192.0.2.255"),
                                List.of("fd00:10:96::a"),
                                List.of("ns.svc.cluster.local", "cluster.local")));
    }

    @Test
    void whatIsNoAddressAndNoDomainIsLeftOut() {
        assertThat(
                        ResolverConfiguration.parse(
                                List.of(
                                        "nameserver fe80::1%eth0",
                                        "nameserver fd00::1::2",
                                        "nameserver ::ffff:10.0.0.1",
                                        "nameserver fd00::1,",
                                        "nameserver 10.0.0.256",
                                        "nameserver 10.0.0",
                                        "nameserver 10.0.0.1.",
                                        "nameserver",
                                        "search a,b x;y -z " + "a".repeat(300) + " . good",
                                        "")))
                .isEqualTo(new ResolverConfiguration(List.of(), List.of(), List.of("good")));
    }

    @Test
    void noMoreThanAnAnswerHoldsIsTaken() {
        String many = "search" + " d.example".repeat(100);

        assertThat(ResolverConfiguration.parse(List.of(many)).searches()).hasSize(16);
    }
}
