package io.kubevirt.ee.handler.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubevirt.ee.handler.port.GuestAgent;
import io.kubevirt.ee.handler.port.HypervisorRefused;
import io.kubevirt.ee.handler.port.HypervisorUnavailable;
import io.kubevirt.ee.model.agent.AgentCommand;
import io.kubevirt.ee.model.guest.DomainState;
import io.kubevirt.ee.model.guest.DomainState.Off;
import io.kubevirt.ee.model.guest.DomainState.OffCause;
import io.kubevirt.ee.model.guest.DomainState.PauseCause;
import io.kubevirt.ee.model.guest.DomainState.Paused;
import io.kubevirt.ee.model.guest.DomainState.Running;
import io.kubevirt.ee.model.guest.DomainView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.libvirt.Connect;
import org.libvirt.Domain;

/** Against a real libvirtd with real qemu guests, emulated. */
class LibvirtQemuIT {

    private static final Duration CHANGE_DEADLINE = Duration.ofSeconds(5);
    private static final DomainState STARTED_PAUSED = new Paused(PauseCause.ON_REQUEST);

    private static PrivateLibvirtd libvirtd;
    private static TestDomains domains;

    private final Heard heard = new Heard();
    private LibvirtHypervisor hypervisor;

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
                        CHANGE_DEADLINE);
        hypervisor.start();
        heard.awaitConnect();
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
    void aGuestStartsPausedRunsShutsDownAndIsGone() throws Exception {
        DomainView paused = startPaused("whole");
        assertThat(paused.state()).isEqualTo(STARTED_PAUSED);
        assertThat(paused.vmiUid()).isEqualTo("uid-whole");
        assertThat(uidOf(paused)).isEqualTo(libvirtd.guestUid());
        assertThat(hypervisor.machineType(paused).orElseThrow()).matches("pc-q35-\\d+\\.\\d+");

        hypervisor.resume(paused);
        heard.awaitChange(paused.name());
        assertThat(hypervisor.find(paused.name()).orElseThrow().state()).isEqualTo(new Running());
        hypervisor.resume(paused);

        DomainView off = shutDown(paused);
        assertThat(off.state()).isEqualTo(new Off(OffCause.SHUTDOWN));
        assertThat(off.qemuPid()).isEmpty();
        hypervisor.undefine(off);
        assertThat(hypervisor.find(paused.name())).isEmpty();
        assertThat(hypervisor.machineType(paused)).isEmpty();
        assertThat(hypervisor.domains()).isEmpty();
    }

    @Test
    void aStartThatFindsItsWorkDoneIsDone() throws Exception {
        String xml = domains.bootSector("twice");
        hypervisor.startPaused("ns1_twice", xml);
        DomainView first = hypervisor.find("ns1_twice").orElseThrow();

        hypervisor.startPaused("ns1_twice", xml);

        assertThat(hypervisor.find("ns1_twice")).contains(first);
    }

    @Test
    void theReasonOfAnEndIsTold() throws Exception {
        DomainView killed = running("killed");
        ProcessHandle.of(killed.qemuPid().getAsLong()).orElseThrow().destroyForcibly();
        assertThat(off(killed).state()).isEqualTo(new Off(OffCause.CRASHED));

        DomainView destroyed = running("destroyed");
        hypervisor.destroy(destroyed);
        assertThat(off(destroyed).state()).isEqualTo(new Off(OffCause.DESTROYED));
    }

    @Test
    void aGuestWhoseKernelPanickedIsKeptUntilItIsEnded() throws Exception {
        hypervisor.startPaused("ns1_panics", domains.panicking("panics"));
        DomainView started = hypervisor.find("ns1_panics").orElseThrow();
        hypervisor.resume(started);

        DomainView panicked = off(started);
        assertThat(panicked.state()).isEqualTo(new Off(OffCause.PANICKED));
        assertThat(panicked.qemuPid()).isEqualTo(started.qemuPid());

        hypervisor.destroy(panicked);
        DomainView ended = off(started);
        assertThat(ended.state()).isEqualTo(new Off(OffCause.DESTROYED));
        assertThat(ended.qemuPid()).isEmpty();
    }

    @Test
    void aGuestOutlivesItsLibvirtd() throws Exception {
        DomainView before = running("survivor");

        libvirtd.kill();
        heard.awaitConnect();

        DomainView after = heard.await(hypervisor, before.name(), d -> d.qemuPid().isPresent());
        assertThat(after.state()).isEqualTo(new Running());
        assertThat(after.qemuPid()).isEqualTo(before.qemuPid());
        assertThat(shutDown(after).state()).isEqualTo(new Off(OffCause.SHUTDOWN));
    }

    @Test
    void anEndThatLibvirtdDidNotSeeIsNoShutdown() throws Exception {
        DomainView before = running("unseen");

        libvirtd.kill();
        ProcessHandle.of(before.qemuPid().getAsLong()).orElseThrow().destroyForcibly();
        heard.awaitConnect();

        assertThat(off(before).state()).isEqualTo(new Off(OffCause.CRASHED));
    }

    @Test
    void aPauseOutlivesLibvirtdAndEndsWhenItIsTold() throws Exception {
        DomainView before = running("paused");
        hypervisor.suspend(before);
        assertThat(hypervisor.find(before.name()).orElseThrow().state()).isEqualTo(STARTED_PAUSED);
        hypervisor.suspend(before);

        libvirtd.kill();
        heard.awaitConnect();

        DomainView after = heard.await(hypervisor, before.name(), d -> d.qemuPid().isPresent());
        assertThat(after.state()).isEqualTo(STARTED_PAUSED);
        hypervisor.resume(after);
        assertThat(hypervisor.find(before.name()).orElseThrow().state()).isEqualTo(new Running());
        assertThat(shutDown(after).state()).isEqualTo(new Off(OffCause.SHUTDOWN));
    }

    @Test
    void aGuestIsToldToBootAgainInTheSameQemu() throws Exception {
        DomainView before = running("again");

        hypervisor.reset(before);
        hypervisor.reboot(before);

        DomainView after =
                heard.await(hypervisor, before.name(), d -> d.state() instanceof Running);
        assertThat(after.qemuPid()).isEqualTo(before.qemuPid());
    }

    @Test
    void aGuestWithoutAnAgentIsKnownToHaveNone() throws Exception {
        DomainView guest = running("mute");
        GuestAgent agents = hypervisor.agents();

        assertThat(agents.connected(guest)).isFalse();
        assertThatThrownBy(() -> agents.ask(guest, AgentCommand.INFO, Duration.ofSeconds(1)))
                .isInstanceOf(HypervisorUnavailable.class)
                .hasMessageContaining("QEMU guest agent is not connected");
    }

    @Test
    void aQemuThatDoesNotAnswerStallsNoOther() throws Exception {
        DomainView deaf = running("deaf");
        DomainView other = running("other");
        signal("STOP", deaf);
        try {
            assertThatThrownBy(() -> hypervisor.pressPowerButton(deaf))
                    .isInstanceOf(HypervisorUnavailable.class)
                    .hasMessage("shutdown of domain ns1_deaf: no answer within 5 s");
            assertThatThrownBy(() -> hypervisor.pressPowerButton(deaf))
                    .isInstanceOf(HypervisorUnavailable.class)
                    .hasMessageContaining("an earlier call has not returned yet");

            assertThat(hypervisor.find(deaf.name()).orElseThrow().state()).isEqualTo(new Running());
            assertThat(shutDown(other).state()).isEqualTo(new Off(OffCause.SHUTDOWN));
        } finally {
            signal("CONT", deaf);
        }
        hypervisor.destroy(deaf);
        off(deaf);
    }

    @Test
    void aStrangersDomainIsNeitherShownNorTouched() throws Exception {
        Connect direct = new Connect(libvirtd.uri());
        String xml = domains.bootSector("stranger").replaceAll("(?s)<metadata>.*</metadata>", "");
        Domain stranger = direct.domainDefineXML(xml);
        stranger.create();
        try {
            assertThat(hypervisor.domains()).isEmpty();
            assertThat(hypervisor.find("ns1_stranger")).isEmpty();
            assertThatThrownBy(
                            () ->
                                    hypervisor.startPaused(
                                            "ns1_stranger", domains.bootSector("stranger")))
                    .isInstanceOf(HypervisorRefused.class)
                    .hasMessageContaining("is not KubeVirt's");
            assertThat(stranger.isActive()).isEqualTo(1);
        } finally {
            stranger.destroy();
            stranger.undefine();
            direct.close();
        }
    }

    @Test
    void aRefusalSaysWhetherToTryAgain() throws Exception {
        String unknown =
                domains.bootSector("unknown").replace("machine=\"q35\"", "machine=\"pc-q35-99.0\"");
        assertRefused("ns1_unknown", unknown, HypervisorRefused.Kind.NEVER, "pc-q35-99.0");

        String xml = domains.bootSector("missing");
        Path disk = Path.of(xml.replaceAll("(?s).*source file=\"([^\"]*)\".*", "$1"));
        Files.delete(disk);
        assertRefused("ns1_missing", xml, HypervisorRefused.Kind.MAY_PASS, "No such file");
        assertThat(hypervisor.find("ns1_missing").orElseThrow().state())
                .isEqualTo(new Off(OffCause.FAILED));

        libvirtd.guestFile(disk.getParent(), disk.getFileName().toString(), BootSector.image());
        hypervisor.startPaused("ns1_missing", xml);
        assertThat(hypervisor.find("ns1_missing").orElseThrow().state()).isEqualTo(STARTED_PAUSED);
    }

    private void assertRefused(
            String name, String xml, HypervisorRefused.Kind kind, String message) {
        assertThatThrownBy(() -> hypervisor.startPaused(name, xml))
                .isInstanceOfSatisfying(
                        HypervisorRefused.class,
                        refused -> {
                            assertThat(refused.kind()).isEqualTo(kind);
                            assertThat(refused).hasMessageContaining(message);
                        });
    }

    private DomainView startPaused(String name) throws Exception {
        hypervisor.startPaused("ns1_" + name, domains.bootSector(name));
        return hypervisor.find("ns1_" + name).orElseThrow();
    }

    private DomainView running(String name) throws Exception {
        DomainView paused = startPaused(name);
        hypervisor.resume(paused);
        return paused;
    }

    /** Presses the button until the guest has booted and hears it. */
    private DomainView shutDown(DomainView domain) throws Exception {
        return heard.await(
                hypervisor,
                domain.name(),
                seen -> {
                    if (seen.state() instanceof Off) {
                        return true;
                    }
                    press(seen);
                    return false;
                });
    }

    /**
     * As the agent presses it: an answer that comes too late on a busy machine is waited for again.
     */
    private void press(DomainView domain) {
        try {
            hypervisor.pressPowerButton(domain);
        } catch (HypervisorUnavailable late) {
            assertThat(late).hasMessageContaining(domain.name());
        } catch (HypervisorRefused e) {
            throw new AssertionError(e);
        }
    }

    private DomainView off(DomainView domain) throws InterruptedException {
        return heard.await(hypervisor, domain.name(), d -> d.state() instanceof Off);
    }

    private static int uidOf(DomainView domain) throws IOException {
        Path process = Path.of("/proc/" + domain.qemuPid().getAsLong());
        return (Integer) Files.getAttribute(process, "unix:uid");
    }

    private static void signal(String signal, DomainView domain) throws Exception {
        PrivateLibvirtd.run("kill", "-" + signal, Long.toString(domain.qemuPid().getAsLong()));
    }
}
