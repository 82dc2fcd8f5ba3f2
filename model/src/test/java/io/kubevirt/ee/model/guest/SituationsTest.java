package io.kubevirt.ee.model.guest;

import static io.kubevirt.ee.model.guest.GuestSituation.DISK_FAILED;
import static io.kubevirt.ee.model.guest.GuestSituation.DISK_ON_TRIAL;
import static io.kubevirt.ee.model.guest.GuestSituation.DISK_TO_TRY;
import static io.kubevirt.ee.model.guest.GuestSituation.ENDED;
import static io.kubevirt.ee.model.guest.GuestSituation.ENDING;
import static io.kubevirt.ee.model.guest.GuestSituation.END_RECORDED;
import static io.kubevirt.ee.model.guest.GuestSituation.FINISHED;
import static io.kubevirt.ee.model.guest.GuestSituation.FINISHED_UNCLEAN;
import static io.kubevirt.ee.model.guest.GuestSituation.FREEZE_OVERDUE;
import static io.kubevirt.ee.model.guest.GuestSituation.HALF_STARTED;
import static io.kubevirt.ee.model.guest.GuestSituation.HALF_STARTED_CANCELLED;
import static io.kubevirt.ee.model.guest.GuestSituation.LAUNCHER_GONE;
import static io.kubevirt.ee.model.guest.GuestSituation.LAUNCHER_GONE_BEFORE_START;
import static io.kubevirt.ee.model.guest.GuestSituation.LOST;
import static io.kubevirt.ee.model.guest.GuestSituation.NOTHING;
import static io.kubevirt.ee.model.guest.GuestSituation.NOT_ADOPTED;
import static io.kubevirt.ee.model.guest.GuestSituation.NOT_ALIVE;
import static io.kubevirt.ee.model.guest.GuestSituation.NOT_HANDED_OVER;
import static io.kubevirt.ee.model.guest.GuestSituation.NO_ACCELERATOR;
import static io.kubevirt.ee.model.guest.GuestSituation.PAUSED;
import static io.kubevirt.ee.model.guest.GuestSituation.START;
import static io.kubevirt.ee.model.guest.GuestSituation.STARTED_TO_STAY_PAUSED;
import static io.kubevirt.ee.model.guest.GuestSituation.START_CANCELLED;
import static io.kubevirt.ee.model.guest.GuestSituation.START_HELD;
import static io.kubevirt.ee.model.guest.GuestSituation.STOPPING;
import static io.kubevirt.ee.model.guest.GuestSituation.STOP_OVERDUE;
import static io.kubevirt.ee.model.guest.GuestSituation.STRAYS;
import static io.kubevirt.ee.model.guest.GuestSituation.UNCONFIRMED;
import static io.kubevirt.ee.model.guest.Views.GONE;
import static io.kubevirt.ee.model.guest.Views.NOW;
import static io.kubevirt.ee.model.guest.Views.RUNNING;
import static io.kubevirt.ee.model.guest.Views.STARTED_PAUSED;
import static io.kubevirt.ee.model.guest.Views.deleted;
import static io.kubevirt.ee.model.guest.Views.diskFailed;
import static io.kubevirt.ee.model.guest.Views.domain;
import static io.kubevirt.ee.model.guest.Views.in;
import static io.kubevirt.ee.model.guest.Views.nothing;
import static io.kubevirt.ee.model.guest.Views.off;
import static io.kubevirt.ee.model.guest.Views.onNode;
import static io.kubevirt.ee.model.guest.Views.startingPaused;
import static io.kubevirt.ee.model.guest.Views.vmi;
import static io.kubevirt.ee.model.guest.Views.withGrace;
import static io.kubevirt.ee.model.v1.VmiPhase.FAILED;
import static io.kubevirt.ee.model.v1.VmiPhase.PENDING;
import static io.kubevirt.ee.model.v1.VmiPhase.SCHEDULED;
import static io.kubevirt.ee.model.v1.VmiPhase.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.model.access.AccessState;
import io.kubevirt.ee.model.guest.DomainState.OffCause;
import io.kubevirt.ee.model.guest.DomainState.PauseCause;
import io.kubevirt.ee.model.guest.DomainState.Paused;
import io.kubevirt.ee.model.guest.DomainState.ShuttingDown;
import io.kubevirt.ee.model.probe.ProbeVerdict;
import io.kubevirt.ee.model.probe.ProbeVerdicts;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VmiPhase;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SituationsTest {

    private static final VmiPhase RUN = VmiPhase.RUNNING;
    private static final ProbeVerdict FAILING =
            new ProbeVerdict.Failing("nobody listens at port 80");
    private static final DomainState DISK = new Paused(PauseCause.IO_ERROR);
    private static final LauncherState STOP_NOW = new LauncherState.StopRequested(NOW);

    /** One row: what is seen, in words and as a view, and what it is called. */
    record Row(String seen, GuestViewBuilder view, GuestSituation situation) {
        @Override
        public String toString() {
            return seen + " is " + situation;
        }
    }

    static Stream<Row> rows() {
        return Stream.of(nowhereRows(), startRows(), aliveRows(), endRows()).flatMap(rows -> rows);
    }

    private static Stream<Row> nowhereRows() {
        Optional<DomainView> mine = Optional.of(domain("uid-1", RUNNING));
        Optional<DomainView> old = Optional.of(domain("uid-0", RUNNING));
        return Stream.of(
                row("nothing", nothing(), NOTHING),
                row("a VMI of another node", in(RUN).vmi(elsewhere()), NOTHING),
                row("a domain without a VMI in the cache", nothing().domain(mine), UNCONFIRMED),
                row("a domain without a VMI", nothing().domain(mine).live(true), STRAYS),
                row("leftovers without a VMI in the cache", left("uid-1"), UNCONFIRMED),
                row("leftovers without a VMI", left("uid-1").live(true), STRAYS),
                row("a domain of an old VMI, cached", in(RUN).domain(old).live(false), UNCONFIRMED),
                row("a domain of an old VMI", in(SCHEDULED).domain(old), STRAYS),
                row(
                        "leftovers of an old VMI beside the domain of the new",
                        in(RUN, RUNNING).leftovers(Set.of("uid-0", "uid-1")),
                        STRAYS),
                row(
                        "a domain whose VMI is another node's",
                        in(RUN, RUNNING).vmi(elsewhere()),
                        STRAYS),
                row(
                        "a domain whose VMI lost its node",
                        in(RUN, RUNNING).vmi(Optional.of(onNode(vmi(RUN), null))),
                        NOT_HANDED_OVER),
                row("pending", in(PENDING), NOT_HANDED_OVER),
                row("unset", in(VmiPhase.UNSET), NOT_HANDED_OVER),
                row("scheduling", in(VmiPhase.SCHEDULING), NOT_HANDED_OVER),
                row("succeeded", in(SUCCEEDED), FINISHED),
                row("failed", in(FAILED), FINISHED),
                row("failed with a domain", in(FAILED, RUNNING), FINISHED_UNCLEAN),
                row(
                        "succeeded with leftovers",
                        in(SUCCEEDED).leftovers(Set.of("uid-1")),
                        FINISHED_UNCLEAN));
    }

    private static GuestViewBuilder held(Instant until) {
        return in(SCHEDULED).heldUntil(Optional.of(until));
    }

    private static Stream<Row> startRows() {
        return Stream.of(
                row("scheduled", in(SCHEDULED), START),
                row("scheduled, cached", in(SCHEDULED).live(false), UNCONFIRMED),
                row("defined, not started", in(SCHEDULED, off(OffCause.UNKNOWN)), START),
                row("a start that failed", in(SCHEDULED, off(OffCause.FAILED)), START),
                row(
                        "scheduled on a node without KVM",
                        in(SCHEDULED).accelerator(Optional.empty()),
                        NO_ACCELERATOR),
                row("scheduled, refused a moment ago", held(NOW.plusSeconds(1)), START_HELD),
                row("scheduled, refused long ago", held(NOW), START),
                row(
                        "scheduled, refused a moment ago, deleted",
                        held(NOW.plusSeconds(1)).vmi(deletedNow(SCHEDULED)),
                        START_CANCELLED),
                row(
                        "scheduled and deleted",
                        in(SCHEDULED).vmi(deletedNow(SCHEDULED)),
                        START_CANCELLED),
                row("scheduled, launcher stops", in(SCHEDULED).launcher(STOP_NOW), START_CANCELLED),
                row(
                        "scheduled, launcher gone",
                        in(SCHEDULED).launcher(GONE),
                        LAUNCHER_GONE_BEFORE_START),
                row(
                        "scheduled, launcher gone, cached",
                        in(SCHEDULED).launcher(GONE).live(false),
                        UNCONFIRMED),
                row("started paused", in(SCHEDULED, STARTED_PAUSED), HALF_STARTED),
                row(
                        "started paused and deleted",
                        in(SCHEDULED, STARTED_PAUSED).vmi(deletedNow(SCHEDULED)),
                        HALF_STARTED_CANCELLED),
                row(
                        "started paused, to stay so",
                        in(SCHEDULED, STARTED_PAUSED)
                                .vmi(Optional.of(startingPaused(vmi(SCHEDULED)))),
                        STARTED_TO_STAY_PAUSED),
                row(
                        "started paused, to stay so, and deleted",
                        in(SCHEDULED, STARTED_PAUSED)
                                .vmi(
                                        Optional.of(
                                                deleted(
                                                        startingPaused(vmi(SCHEDULED)),
                                                        Duration.ZERO))),
                        HALF_STARTED_CANCELLED),
                row(
                        "started paused, launcher gone",
                        in(SCHEDULED, STARTED_PAUSED).launcher(GONE),
                        LAUNCHER_GONE));
    }

    private static Stream<Row> aliveRows() {
        Duration minute = Duration.ofMinutes(1);
        return Stream.of(
                row("just started", in(SCHEDULED, RUNNING), GuestSituation.RUNNING),
                row("running", in(RUN, RUNNING), GuestSituation.RUNNING),
                row(
                        "of a node that was away",
                        in(VmiPhase.UNKNOWN, RUNNING),
                        GuestSituation.RUNNING),
                row(
                        "running without its network",
                        in(RUN, RUNNING).observation(Optional.of(Views.observation(false))),
                        NOT_ADOPTED),
                row(
                        "running, its liveness probe failing",
                        in(RUN, RUNNING).observation(liveness(FAILING)),
                        NOT_ALIVE),
                row(
                        "running, its liveness probe failing, and deleted",
                        in(RUN, RUNNING).observation(liveness(FAILING)).vmi(deletedNow(RUN)),
                        STOPPING),
                row(
                        "running, its liveness probe passing",
                        in(RUN, RUNNING).observation(liveness(new ProbeVerdict.Passing())),
                        GuestSituation.RUNNING),
                row(
                        "running, its liveness not known yet",
                        in(RUN, RUNNING).observation(liveness(new ProbeVerdict.Untold())),
                        GuestSituation.RUNNING),
                row(
                        "just started, not ready yet",
                        in(SCHEDULED, RUNNING).observation(readiness(new ProbeVerdict.Untold())),
                        GuestSituation.RUNNING),
                row(
                        "running, its readiness probe failing",
                        in(RUN, RUNNING).observation(readiness(FAILING)),
                        GuestSituation.RUNNING),
                row(
                        "running, its readiness probe passing",
                        in(RUN, RUNNING).observation(readiness(new ProbeVerdict.Passing())),
                        GuestSituation.RUNNING),
                row(
                        "running, keys to be given to its users",
                        in(RUN, RUNNING).observation(granting(new AccessState.Due())),
                        GuestSituation.RUNNING),
                row(
                        "running, its users having their keys",
                        in(RUN, RUNNING).observation(granting(new AccessState.Granted())),
                        GuestSituation.RUNNING),
                row(
                        "running, its agent having refused keys",
                        in(RUN, RUNNING)
                                .observation(granting(new AccessState.Refused("no such user"))),
                        GuestSituation.RUNNING),
                row("paused", in(RUN, STARTED_PAUSED), PAUSED),
                row(
                        "paused since its start",
                        in(RUN, STARTED_PAUSED).vmi(Optional.of(startingPaused(vmi(RUN)))),
                        PAUSED),
                row(
                        "frozen, for a while yet",
                        in(RUN, RUNNING).thawAt(Optional.of(NOW.plusSeconds(20))),
                        GuestSituation.RUNNING),
                row(
                        "frozen long enough",
                        in(RUN, RUNNING).thawAt(Optional.of(NOW)),
                        FREEZE_OVERDUE),
                row(
                        "frozen long enough, and paused",
                        in(RUN, STARTED_PAUSED).thawAt(Optional.of(NOW)),
                        PAUSED),
                row(
                        "frozen long enough, and deleted",
                        in(RUN, RUNNING).thawAt(Optional.of(NOW)).vmi(deletedNow(RUN)),
                        STOPPING),
                row(
                        "paused by a full disk at once",
                        in(SCHEDULED, new Paused(PauseCause.IO_ERROR)),
                        DISK_FAILED),
                row("paused by a disk, its user is not told", in(RUN, DISK), DISK_FAILED),
                row("paused by a disk, told just now", told(0, DISK), DISK_FAILED),
                row("paused by a disk, told a while ago", told(10, DISK), DISK_TO_TRY),
                row(
                        "paused by a disk, let run a moment ago",
                        told(10, DISK).resumedAt(Optional.of(NOW.minusSeconds(1))),
                        DISK_FAILED),
                row(
                        "paused by a disk whose volume is full",
                        diskFailed(Duration.ofSeconds(10), DISK, "root"),
                        DISK_FAILED),
                row(
                        "paused by a disk whose volume is full, for a minute",
                        diskFailed(minute, DISK, "root"),
                        DISK_TO_TRY),
                row("paused by a disk, deleted", in(RUN, DISK).vmi(deletedNow(RUN)), STOPPING),
                row(
                        "paused by its user while it was tried",
                        told(10, STARTED_PAUSED).resumedAt(Optional.of(NOW.minusSeconds(1))),
                        PAUSED),
                row(
                        "let run again a moment ago",
                        told(10, RUNNING).resumedAt(Optional.of(NOW.minusSeconds(1))),
                        DISK_ON_TRIAL),
                row(
                        "let run again, and has run since",
                        told(10, RUNNING).resumedAt(Optional.of(NOW.minusSeconds(2))),
                        GuestSituation.RUNNING),
                row("let run again by its user", told(10, RUNNING), GuestSituation.RUNNING),
                row("running and deleted", in(RUN, RUNNING).vmi(deletedNow(RUN)), STOPPING),
                row("paused and deleted", in(RUN, STARTED_PAUSED).vmi(deletedNow(RUN)), STOPPING),
                row("running, launcher stops", in(RUN, RUNNING).launcher(STOP_NOW), STOPPING),
                row(
                        "deleted, its grace over",
                        in(RUN, RUNNING).vmi(Optional.of(deleted(withGrace(vmi(RUN), 60), minute))),
                        STOP_OVERDUE),
                row(
                        "deleted without grace",
                        in(RUN, RUNNING)
                                .vmi(Optional.of(deleted(withGrace(vmi(RUN), 0), Duration.ZERO))),
                        STOP_OVERDUE),
                row(
                        "its launcher stopped a minute ago, its grace over",
                        in(RUN, RUNNING)
                                .vmi(Optional.of(withGrace(vmi(RUN), 60)))
                                .launcher(new LauncherState.StopRequested(NOW.minus(minute))),
                        STOP_OVERDUE),
                row("shutting itself down", in(RUN, new ShuttingDown()), ENDING),
                row(
                        "shutting down as asked",
                        in(RUN, new ShuttingDown()).vmi(deletedNow(RUN)),
                        ENDING),
                row("running, launcher gone", in(RUN, RUNNING).launcher(GONE), LAUNCHER_GONE));
    }

    private static Optional<GuestObservation> granting(AccessState access) {
        return Optional.of(Views.granting(access));
    }

    private static Optional<GuestObservation> liveness(ProbeVerdict verdict) {
        return Optional.of(Views.probed(new ProbeVerdicts(Optional.empty(), Optional.of(verdict))));
    }

    private static Optional<GuestObservation> readiness(ProbeVerdict verdict) {
        return Optional.of(Views.probed(new ProbeVerdicts(Optional.of(verdict), Optional.empty())));
    }

    private static Stream<Row> endRows() {
        return Stream.of(
                row("shut down", in(RUN, off(OffCause.SHUTDOWN)), ENDED),
                row(
                        "shut down before it said running",
                        in(SCHEDULED, off(OffCause.SHUTDOWN)),
                        ENDED),
                row("off for a reason that was lost", in(RUN, off(OffCause.UNKNOWN)), ENDED),
                row("said to run, and not there", in(RUN), LOST),
                row("said to run, and not there, cached", in(RUN).live(false), UNCONFIRMED),
                row("ended and written down", recorded(off(OffCause.SHUTDOWN)), END_RECORDED),
                row("written down as ended, still there", recorded(RUNNING), END_RECORDED));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void whatIsSeenHasAName(Row row) {
        assertThat(Situations.of(row.view().build())).isEqualTo(row.situation());
    }

    @Test
    void everySituationHasARow() {
        assertThat(rows().map(Row::situation).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(GuestSituation.values());
    }

    private static GuestViewBuilder told(long secondsAgo, DomainState now) {
        return diskFailed(Duration.ofSeconds(secondsAgo), now);
    }

    private static GuestViewBuilder recorded(DomainState state) {
        GuestView ended = in(RUN, off(OffCause.SHUTDOWN)).build();
        var status = GuestDecider.decide(ended).status().orElseThrow();
        return in(RUN, state).vmi(Optional.of(Views.withStatus(ended.vmi().orElseThrow(), status)));
    }

    private static Optional<VirtualMachineInstance> elsewhere() {
        return Optional.of(onNode(vmi(RUN), "node2"));
    }

    private static Optional<VirtualMachineInstance> deletedNow(VmiPhase phase) {
        return Optional.of(deleted(vmi(phase), Duration.ZERO));
    }

    private static GuestViewBuilder left(String uid) {
        return nothing().leftovers(Set.of(uid));
    }

    private static Row row(String seen, GuestViewBuilder view, GuestSituation situation) {
        return new Row(seen, view, situation);
    }
}
