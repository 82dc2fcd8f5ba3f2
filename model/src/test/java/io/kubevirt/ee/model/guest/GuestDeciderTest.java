package io.kubevirt.ee.model.guest;

import static io.kubevirt.ee.model.guest.Views.NOW;
import static io.kubevirt.ee.model.guest.Views.in;
import static io.kubevirt.ee.model.guest.Views.off;
import static io.kubevirt.ee.model.guest.Views.vmi;
import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.model.guest.DomainState.OffCause;
import io.kubevirt.ee.model.guest.DomainState.PauseCause;
import io.kubevirt.ee.model.guest.StartRefusal.Kind;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceNetworkInterface;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceStatus;
import io.kubevirt.ee.model.v1.VmiPhase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuestDeciderTest {

    private static final Path PLANS = Path.of("src/test/resources/golden/guest/plans.txt");

    @Test
    void everySituationHasItsPlan() throws IOException {
        String plans =
                SituationsTest.rows()
                        .map(
                                row ->
                                        row.seen()
                                                + "\n"
                                                + PlanText.of(
                                                        GuestDecider.decide(row.view().build())))
                        .collect(Collectors.joining());
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(PLANS.getParent());
            Files.writeString(PLANS, plans);
        }
        assertThat(plans).isEqualTo(Files.readString(PLANS));
    }

    @ParameterizedTest
    @CsvSource({
        "SHUTDOWN,  asked,   present, GuestStopped,        Succeeded",
        "SHUTDOWN,  unasked, present, GuestShutDown,       Succeeded",
        "SHUTDOWN,  unasked, gone,    GuestShutDown,       Succeeded",
        "DESTROYED, asked,   present, GracePeriodExceeded, Succeeded",
        "DESTROYED, unasked, present, GuestDestroyed,      Failed",
        "DESTROYED, unasked, gone,    LauncherDied,        Failed",
        "CRASHED,   unasked, present, GuestCrashed,        Failed",
        "CRASHED,   unasked, gone,    LauncherDied,        Failed",
        "CRASHED,   asked,   present, GuestCrashed,        Failed",
        "FAILED,    unasked, present, GuestCrashed,        Failed",
        "UNKNOWN,   unasked, present, GuestLost,           Failed",
        "PANICKED,  unasked, present, GuestPanicked,       Failed",
        "SAVED,     unasked, present, GuestDestroyed,      Failed",
        "MIGRATED,  unasked, present, GuestDestroyed,      Failed",
        "REVERTED,  unasked, present, GuestDestroyed,      Failed",
        "OTHER,     unasked, present, GuestLost,           Failed",
    })
    void theReasonOfAnEndDecidesThePhase(
            OffCause cause, String asked, String launcher, String reason, String phase) {
        VirtualMachineInstance vmi =
                asked.equals("asked")
                        ? Views.deleted(vmi(VmiPhase.RUNNING), Duration.ZERO)
                        : vmi(VmiPhase.RUNNING);
        GuestView view =
                in(VmiPhase.RUNNING, off(cause))
                        .vmi(Optional.of(vmi))
                        .launcher(launcher.equals("gone") ? Views.GONE : Views.PRESENT)
                        .build();

        VirtualMachineInstanceStatus ended = GuestDecider.decide(view).status().orElseThrow();
        GuestPlan last = GuestDecider.decide(after(view, ended));

        assertThat(ended.phase()).isEqualTo("Running");
        assertThat(ended.conditions().getFirst().reason()).isEqualTo(reason);
        assertThat(last.situation()).isEqualTo(GuestSituation.END_RECORDED);
        assertThat(last.status().orElseThrow().phase()).isEqualTo(phase);
    }

    @ParameterizedTest
    @CsvSource({
        "CRASHED,   present, 1, GuestOutOfMemory",
        "CRASHED,   gone,    1, GuestOutOfMemory",
        "FAILED,    present, 2, GuestOutOfMemory",
        "DESTROYED, gone,    1, GuestOutOfMemory",
        "DESTROYED, present, 1, GuestDestroyed",
        "SHUTDOWN,  present, 1, GuestShutDown",
        "CRASHED,   present, 0, GuestCrashed",
    })
    void aKillForLackOfMemoryIsToldFromACrash(
            OffCause cause, String launcher, long kills, String reason) {
        GuestView view =
                in(VmiPhase.RUNNING, off(cause))
                        .launcher(launcher.equals("gone") ? Views.GONE : Views.PRESENT)
                        .evidence(
                                new EndEvidence(
                                        kills, OptionalLong.of(200 << 20), Optional.empty(), false))
                        .build();

        VirtualMachineInstanceStatus ended = GuestDecider.decide(view).status().orElseThrow();

        assertThat(ended.conditions().getFirst().reason()).isEqualTo(reason);
    }

    @Test
    void aLauncherEndedForLackOfMemoryTakesItsGuestAlongForThatReason() {
        GuestView view =
                in(VmiPhase.RUNNING, Views.RUNNING)
                        .launcher(Views.GONE)
                        .evidence(new EndEvidence(1, OptionalLong.empty(), Optional.empty(), false))
                        .build();

        GuestPlan plan = GuestDecider.decide(view);

        assertThat(plan.situation()).isEqualTo(GuestSituation.LAUNCHER_GONE);
        assertThat(plan.status().orElseThrow().conditions().getFirst().reason())
                .isEqualTo("GuestOutOfMemory");
    }

    @Test
    void aQemuThatIsKeptAfterAPanicIsEndedOnceThePanicIsWrittenDown() {
        DomainView kept =
                new DomainView(
                        "ns1_vm1",
                        "f681618f-337e-3b36-9525-cb0a62107954",
                        "uid-1",
                        "pod-1",
                        off(OffCause.PANICKED),
                        OptionalLong.of(42));
        GuestView view =
                in(VmiPhase.RUNNING, off(OffCause.PANICKED)).domain(Optional.of(kept)).build();

        GuestPlan first = GuestDecider.decide(view);
        GuestPlan last = GuestDecider.decide(after(view, first.status().orElseThrow()));

        assertThat(first.actions()).isEmpty();
        assertThat(last.actions()).startsWith(new GuestAction.Destroy(kept));
    }

    @Test
    void aPauseAndItsEndAreSaidOnce() {
        GuestView paused =
                in(VmiPhase.RUNNING, new DomainState.Paused(PauseCause.IO_ERROR)).build();
        GuestPlan first = GuestDecider.decide(paused);
        GuestView seen = after(paused, first.status().orElseThrow());
        GuestView resumed =
                GuestViewBuilder.builder(seen)
                        .domain(Optional.of(Views.domain("uid-1", Views.RUNNING)))
                        .build();
        GuestPlan last = GuestDecider.decide(resumed);

        assertThat(first.events().getFirst().reason().value()).isEqualTo("PausedIOError");
        assertThat(GuestDecider.decide(seen).events()).isEmpty();
        assertThat(last.events().getFirst().reason().value()).isEqualTo("Resumed");
        assertThat(GuestDecider.decide(after(resumed, last.status().orElseThrow())).events())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"connected, SetClock", "none, ''"})
    void aGuestThatStoodStillIsToldTheTimeIfItHasAnAgent(String agent, String action) {
        GuestView paused =
                in(VmiPhase.RUNNING, new DomainState.Paused(PauseCause.ON_REQUEST)).build();
        GuestView resumed =
                GuestViewBuilder.builder(
                                after(paused, GuestDecider.decide(paused).status().orElseThrow()))
                        .domain(Optional.of(Views.domain("uid-1", Views.RUNNING)))
                        .observation(
                                Optional.of(
                                        Views.observation(
                                                true,
                                                agent.equals("none")
                                                        ? new AgentState.NotConnected()
                                                        : new AgentState.Silent())))
                        .build();

        GuestPlan plan = GuestDecider.decide(resumed);
        GuestPlan next = GuestDecider.decide(after(resumed, plan.status().orElseThrow()));

        assertThat(
                        plan.actions().stream()
                                .map(done -> done.getClass().getSimpleName())
                                .collect(Collectors.joining()))
                .isEqualTo(action);
        assertThat(next.actions()).isEmpty();
    }

    /** Seconds since the pause was told, seconds since the last attempt, seconds until the next. */
    @ParameterizedTest
    @CsvSource({"0, , 1", "4, 4, -3", "8, 2, 1", "20, 0, 10", "600, 0, 15", "600, 60, -45"})
    void aGuestWithAFailedDiskIsLetRunEverLater(long told, Long tried, long next) {
        GuestView view =
                Views.diskFailed(
                                Duration.ofSeconds(told),
                                new DomainState.Paused(PauseCause.IO_ERROR))
                        .resumedAt(Optional.ofNullable(tried).map(NOW::minusSeconds))
                        .build();

        assertThat(DiskTrial.untilNext(view)).isEqualTo(Duration.ofSeconds(next));
    }

    @Test
    void whichVolumesAreFullIsSaid() {
        GuestView view =
                Views.diskFailed(
                                Duration.ofSeconds(1),
                                new DomainState.Paused(PauseCause.IO_ERROR),
                                "root",
                                "data")
                        .build();

        assertThat(GuestDecider.decide(view).status().orElseThrow().conditions())
                .filteredOn(c -> c.type().equals("Paused"))
                .singleElement()
                .satisfies(
                        c ->
                                assertThat(c.message())
                                        .startsWith("VMI was paused, low-level IO error detected")
                                        .endsWith("There is no room for: root, data."));
    }

    @Test
    void aGuestEndedForAStoppedLauncherHasFailed() {
        GuestView view =
                in(VmiPhase.RUNNING, off(OffCause.DESTROYED))
                        .launcher(new LauncherState.StopRequested(NOW))
                        .build();

        VirtualMachineInstanceStatus ended = GuestDecider.decide(view).status().orElseThrow();

        assertThat(GuestDecider.decide(after(view, ended)).status().orElseThrow().phase())
                .isEqualTo("Failed");
    }

    @Test
    void aRunningGuestsStatusSaysWhereItAnswers() {
        GuestPlan plan = GuestDecider.decide(in(VmiPhase.SCHEDULED, Views.RUNNING).build());
        VirtualMachineInstanceStatus status = plan.status().orElseThrow();

        VirtualMachineInstanceNetworkInterface nic = status.interfaces().getFirst();
        assertThat(nic.ipAddress()).isEqualTo("10.42.0.7");
        assertThat(nic.ipAddresses()).isEqualTo(List.of("10.42.0.7"));
        assertThat(nic.podInterfaceName()).isEqualTo("eth0");
        assertThat(nic.mac()).matches("02(:[0-9a-f]{2}){5}");
        assertThat(status.runtimeUser()).isEqualTo(2000000);
        assertThat(status.machine().type()).isEqualTo("pc-q35-10.0");
        assertThat(status.volumeStatus().getFirst().target()).isEqualTo("vda");
        assertThat(status.currentCPUTopology().sockets()).isEqualTo(1);
        assertThat(status.memory().guestAtBoot().toSuffixedString()).isEqualTo("128Mi");
        assertThat(status.phaseTransitionTimestamps())
                .extracting(time -> time.phase())
                .containsExactly("Running");
    }

    @Test
    void atRestNothingChanges() {
        GuestView first = in(VmiPhase.SCHEDULED, Views.RUNNING).build();
        VirtualMachineInstanceStatus status = GuestDecider.decide(first).status().orElseThrow();
        GuestPlan again =
                GuestDecider.decide(
                        GuestViewBuilder.builder(after(first, status))
                                .now(NOW.plusSeconds(60))
                                .build());

        assertThat(again.status()).contains(status);
        assertThat(again.events()).isEmpty();
    }

    @Test
    void theButtonIsPressedAgainButSaidOnce() {
        GuestView first =
                in(VmiPhase.RUNNING, Views.RUNNING)
                        .launcher(new LauncherState.StopRequested(NOW))
                        .build();
        GuestPlan plan = GuestDecider.decide(first);
        GuestPlan again = GuestDecider.decide(after(first, plan.status().orElseThrow()));

        assertThat(plan.events()).hasSize(1);
        assertThat(again.events()).isEmpty();
        assertThat(again.actions()).hasOnlyElementsOfType(GuestAction.PressPowerButton.class);
    }

    @Test
    void theEarlierOfTwoStopRequestsCounts() {
        GuestView view =
                in(VmiPhase.RUNNING, Views.RUNNING)
                        .vmi(
                                Optional.of(
                                        Views.deleted(
                                                Views.withGrace(vmi(VmiPhase.RUNNING), 60),
                                                Duration.ofSeconds(10))))
                        .launcher(new LauncherState.StopRequested(NOW.minusSeconds(70)))
                        .build();

        assertThat(Situations.of(view)).isEqualTo(GuestSituation.STOP_OVERDUE);
    }

    @Test
    void aRefusalThatMayPassIsSaidAndTriedAgainEverLater() {
        GuestView view = in(VmiPhase.SCHEDULED).build();
        StartRefusal refusal = new StartRefusal(Kind.MAY_PASS, "no memory");

        GuestPlan plan = GuestDecider.refused(view, refusal);
        VirtualMachineInstanceStatus status = plan.status().orElseThrow();
        GuestView later =
                GuestViewBuilder.builder(after(view, status)).now(NOW.plusSeconds(40)).build();
        GuestView muchLater = GuestViewBuilder.builder(later).now(NOW.plusSeconds(4000)).build();

        assertThat(PlanText.of(plan))
                .isEqualTo(
                        """
                          START
                            status: Scheduled [Synchronized=False SyncFailed, Ready=False GuestNotRunning]
                            event: WARNING SyncFailed: no memory
                            again: PT1S
                        """);
        assertThat(GuestDecider.refused(later, refusal).again()).contains(Duration.ofSeconds(20));
        assertThat(GuestDecider.refused(muchLater, refusal).again())
                .contains(Duration.ofMinutes(1));
        assertThat(GuestDecider.refused(later, refusal).status()).contains(status);
    }

    @Test
    void aRefusalForeverEndsTheInstanceWithItsWords() {
        GuestView view = in(VmiPhase.SCHEDULED).build();
        StartRefusal refusal = new StartRefusal(Kind.NEVER, "volume root: has a backing file");

        GuestPlan plan = GuestDecider.refused(view, refusal);
        GuestPlan last = GuestDecider.decide(after(view, plan.status().orElseThrow()));

        assertThat(last.status().orElseThrow().phase()).isEqualTo("Failed");
        assertThat(last.events().getFirst().message()).isEqualTo("volume root: has a backing file");
    }

    @Test
    void aRunningGuestWhoseNetworkCannotBeMendedStaysReady() {
        GuestView view =
                in(VmiPhase.RUNNING, Views.RUNNING)
                        .observation(Optional.of(Views.observation(false)))
                        .build();

        GuestPlan plan =
                GuestDecider.refused(view, new StartRefusal(Kind.NEVER, "no network in the pod"));

        assertThat(plan.status().orElseThrow().phase()).isEqualTo("Running");
        assertThat(plan.status().orElseThrow().conditions())
                .extracting(c -> c.type())
                .containsExactly("Synchronized");
        assertThat(plan.again()).contains(Duration.ofSeconds(1));
    }

    @Test
    void whoWaitsForANodeThatDoesNotAnswerIsToldOnceAndNothingElseIsForgotten() {
        GuestView scheduled = in(VmiPhase.SCHEDULED).build();
        GuestPlan first = GuestDecider.outOfReach(scheduled, "libvirt does not answer");
        assertThat(first.events()).hasSize(1);
        assertThat(first.status().orElseThrow().conditions())
                .filteredOn(c -> c.type().equals("Synchronized"))
                .singleElement()
                .satisfies(c -> assertThat(c.message()).contains("libvirt does not answer"));
        GuestView told =
                in(VmiPhase.SCHEDULED)
                        .vmi(
                                Optional.of(
                                        Views.withStatus(
                                                scheduled.instance(),
                                                first.status().orElseThrow())))
                        .now(NOW.plusSeconds(60))
                        .build();
        GuestPlan again = GuestDecider.outOfReach(told, "libvirt does not answer");
        assertThat(again.events()).isEmpty();
        assertThat(again.status()).isEqualTo(first.status());
    }

    @Test
    void anInstanceThatNobodyWaitsForIsLeftAloneByANodeThatDoesNotAnswer() {
        for (VmiPhase phase : List.of(VmiPhase.RUNNING, VmiPhase.SCHEDULING, VmiPhase.FAILED)) {
            assertThat(GuestDecider.outOfReach(in(phase).build(), "x").status()).isEmpty();
        }
        GuestView elsewhere =
                in(VmiPhase.SCHEDULED)
                        .vmi(Optional.of(Views.onNode(vmi(VmiPhase.SCHEDULED), "node09")))
                        .build();
        assertThat(GuestDecider.outOfReach(elsewhere, "x").status()).isEmpty();
        GuestView deleted =
                in(VmiPhase.RUNNING)
                        .vmi(Optional.of(Views.deleted(vmi(VmiPhase.RUNNING), Duration.ZERO)))
                        .build();
        assertThat(GuestDecider.outOfReach(deleted, "x").status()).isPresent();
    }

    @Test
    void whatIsOnItsWayIsWaitedForInSilence() {
        GuestPlan plan =
                GuestDecider.refused(
                        in(VmiPhase.SCHEDULED).build(), new StartRefusal(Kind.NOT_YET, "soon"));

        assertThat(plan.status()).isEmpty();
        assertThat(plan.events()).isEmpty();
        assertThat(plan.again()).contains(Duration.ofSeconds(1));
    }

    private static GuestView after(GuestView view, VirtualMachineInstanceStatus status) {
        return GuestViewBuilder.builder(view)
                .vmi(Optional.of(Views.withStatus(view.vmi().orElseThrow(), status)))
                .build();
    }
}
