package io.kubevirt.ee.handler.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kubevirt.ee.handler.port.GuestStatistics;
import io.kubevirt.ee.handler.port.GuestStatistics.Figures;
import io.kubevirt.ee.handler.port.HypervisorRefused;
import io.kubevirt.ee.model.guest.DomainView;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.libvirt.Connect;
import org.libvirt.Domain;

/** Figures of real guests of a real libvirtd, as virsh tells them too. */
@Timeout(120)
class BulkStatisticsIT {

    private static final Duration BOOT = Duration.ofSeconds(30);
    private static final Duration SCRAPE = Duration.ofSeconds(10);
    private static final long GUEST_KIBIBYTES = 16 * 1024;

    private static PrivateLibvirtd libvirtd;
    private static TestDomains domains;

    private final Heard heard = new Heard();
    private LibvirtHypervisor hypervisor;
    private GuestStatistics statistics;

    @BeforeAll
    static void serve() throws Exception {
        libvirtd = new PrivateLibvirtd();
        domains = new TestDomains(libvirtd);
    }

    @AfterAll
    static void end() throws IOException {
        libvirtd.close();
    }

    @BeforeEach
    void connect() throws InterruptedException {
        hypervisor =
                new LibvirtHypervisor(
                        libvirtd.uri(),
                        libvirtd.runDirectory(),
                        heard::changed,
                        heard::connected,
                        Duration.ofSeconds(5));
        hypervisor.start();
        heard.awaitConnect();
        statistics = hypervisor.statistics();
    }

    @AfterEach
    void disconnect() throws HypervisorRefused {
        for (DomainView domain : hypervisor.domains()) {
            hypervisor.destroy(domain);
            hypervisor.undefine(domain);
        }
        hypervisor.close();
    }

    @Test
    void aGuestThatRunsIsCountedAsVirshCountsIt() throws Exception {
        DomainView guest = running("counted");
        Figures figures = awaitBootSectorRead(guest);

        assertThat(figures.vmiUid()).isEqualTo("uid-counted");
        assertThat(figures.podUid()).isEqualTo("pod-1");
        assertThat(number(figures, "balloon.maximum")).isEqualTo(GUEST_KIBIBYTES);
        assertThat(number(figures, "balloon.rss")).isGreaterThan(GUEST_KIBIBYTES);
        assertThat(figures.values()).containsEntry("vcpu.0.state", 1L);
        assertThat(number(figures, "vcpu.0.time")).isPositive();
        assertThat(figures.values()).containsEntry("block.0.name", "sda");

        Map<String, String> virsh = virsh(guest);
        assertThat(virsh.get("block.0.rd.bytes"))
                .isEqualTo(Long.toString(number(figures, "block.0.rd.bytes")));
        assertThat(virsh.get("balloon.maximum"))
                .isEqualTo(Long.toString(number(figures, "balloon.maximum")));
        assertThat(Long.parseLong(virsh.get("vcpu.0.time")))
                .isGreaterThanOrEqualTo(number(figures, "vcpu.0.time"));
    }

    @Test
    void aQemuThatDoesNotAnswerHoldsUpNoScrapeAndHidesNoOtherGuest() throws Exception {
        DomainView deaf = running("deaf");
        DomainView other = running("other");
        awaitBootSectorRead(deaf);
        awaitBootSectorRead(other);
        signal("STOP", deaf);
        try {
            for (int scrape = 0; scrape < 4; scrape++) {
                Instant began = Instant.now();
                Figures seen = figures(other).orElseThrow();
                assertThat(Duration.between(began, Instant.now())).isLessThan(SCRAPE);
                assertThat(seen.values()).containsKey("block.0.rd.reqs");
            }
            assertThat(figures(deaf).orElseThrow().values())
                    .doesNotContainKey("block.0.rd.reqs")
                    .containsKey("cpu.time");
        } finally {
            signal("CONT", deaf);
        }
        awaitBootSectorRead(deaf);
    }

    @Test
    void aStrangersDomainIsNotShownAndNeitherIsOneThatIsOff() throws Exception {
        Connect direct = new Connect(libvirtd.uri());
        Domain stranger =
                direct.domainDefineXML(
                        domains.bootSector("stranger")
                                .replaceAll("(?s)<metadata>.*</metadata>", ""));
        stranger.create();
        try {
            assertThat(statistics.read()).isEmpty();
            DomainView guest = running("off");
            assertThat(figures(guest)).isPresent();
            hypervisor.destroy(guest);
            assertThat(figures(guest)).isEmpty();
        } finally {
            stranger.destroy();
            stranger.undefine();
            direct.close();
        }
    }

    private DomainView running(String name) throws Exception {
        hypervisor.startPaused("ns1_" + name, domains.bootSector(name));
        DomainView domain = hypervisor.find("ns1_" + name).orElseThrow();
        hypervisor.resume(domain);
        return domain;
    }

    private Optional<Figures> figures(DomainView domain) {
        return statistics.read().stream()
                .filter(figures -> figures.domain().equals(domain.name()))
                .findFirst();
    }

    /** The firmware reads the boot sector, and nothing of the disk after that. */
    private Figures awaitBootSectorRead(DomainView domain) {
        AtomicLong before = new AtomicLong(-1);
        await("the guest has booted")
                .atMost(BOOT)
                .pollInterval(Duration.ofMillis(500))
                .until(
                        () -> {
                            long now = figures(domain).map(BulkStatisticsIT::bytesRead).orElse(-1L);
                            return now > 0 && now == before.getAndSet(now);
                        });
        return figures(domain).orElseThrow();
    }

    private static long bytesRead(Figures figures) {
        return number(figures, "block.0.rd.bytes");
    }

    private static long number(Figures figures, String field) {
        return figures.values().get(field) instanceof Long number ? number : -1;
    }

    private static Map<String, String> virsh(DomainView domain) throws Exception {
        Process virsh =
                new ProcessBuilder("virsh", "--connect", libvirtd.uri(), "domstats", domain.name())
                        .start();
        String output = new String(virsh.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(virsh.waitFor()).as(output).isZero();
        return output.lines()
                .map(String::strip)
                .filter(line -> line.contains("="))
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1], (a, b) -> b));
    }

    private static void signal(String signal, DomainView domain) throws Exception {
        PrivateLibvirtd.run("kill", "-" + signal, Long.toString(domain.qemuPid().getAsLong()));
    }
}
