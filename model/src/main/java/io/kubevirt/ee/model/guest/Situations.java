package io.kubevirt.ee.model.guest;

import io.kubevirt.ee.model.guest.DomainState.OffCause;
import io.kubevirt.ee.model.guest.DomainState.PauseCause;
import io.kubevirt.ee.model.v1.VmiPhase;

/** The one place that tells situations apart. */
final class Situations {

    private static final String START_PAUSED = "Paused";

    private Situations() {}

    static GuestSituation of(GuestView view) {
        if (!view.strayUids().isEmpty()) {
            return view.live() ? GuestSituation.STRAYS : GuestSituation.UNCONFIRMED;
        }
        if (view.vmiNode().filter(view.node()::equals).isEmpty()) {
            // Without a node in its status a VMI is the controller's, whatever runs here.
            return view.vmi().isPresent() && view.anythingHere()
                    ? GuestSituation.NOT_HANDED_OVER
                    : GuestSituation.NOTHING;
        }
        return switch (view.phase()) {
            case UNSET, PENDING, SCHEDULING -> GuestSituation.NOT_HANDED_OVER;
            case SUCCEEDED, FAILED ->
                    view.anythingHere() ? GuestSituation.FINISHED_UNCLEAN : GuestSituation.FINISHED;
            // Unknown was written while this node could not be asked; it can.
            case SCHEDULED, RUNNING, UNKNOWN -> handedOver(view);
        };
    }

    private static GuestSituation handedOver(GuestView view) {
        if (GuestEnd.recordedIn(view.instance()).isPresent()) {
            return GuestSituation.END_RECORDED;
        }
        if (view.domain().isEmpty()) {
            return withoutDomain(view);
        }
        return switch (view.domain().get().state()) {
            case DomainState.Off(OffCause cause) -> off(view, cause);
            case DomainState.Running running -> alive(view, GuestSituation.RUNNING);
            case DomainState.Paused(PauseCause cause) when cause == PauseCause.IO_ERROR ->
                    alive(
                            view,
                            DiskTrial.isDue(view)
                                    ? GuestSituation.DISK_TO_TRY
                                    : GuestSituation.DISK_FAILED);
            case DomainState.Paused(PauseCause cause) -> alive(view, startedPaused(view, cause));
            case DomainState.ShuttingDown ending -> alive(view, GuestSituation.ENDING);
        };
    }

    private static GuestSituation withoutDomain(GuestView view) {
        if (view.phase() == VmiPhase.SCHEDULED) {
            return toStart(view);
        }
        return view.live() ? GuestSituation.LOST : GuestSituation.UNCONFIRMED;
    }

    private static GuestSituation off(GuestView view, OffCause cause) {
        boolean neverStarted = cause == OffCause.UNKNOWN || cause == OffCause.FAILED;
        return view.phase() == VmiPhase.SCHEDULED && neverStarted
                ? toStart(view)
                : GuestSituation.ENDED;
    }

    private static GuestSituation toStart(GuestView view) {
        if (view.stopAskedAt().isPresent()) {
            return GuestSituation.START_CANCELLED;
        }
        if (view.launcher() instanceof LauncherState.Gone) {
            return view.live()
                    ? GuestSituation.LAUNCHER_GONE_BEFORE_START
                    : GuestSituation.UNCONFIRMED;
        }
        if (view.accelerator().isEmpty()) {
            return GuestSituation.NO_ACCELERATOR;
        }
        if (view.heldUntil().filter(view.now()::isBefore).isPresent()) {
            return GuestSituation.START_HELD;
        }
        // A cache that lags behind would start a guest again that has just ended.
        return view.live() ? GuestSituation.START : GuestSituation.UNCONFIRMED;
    }

    /** The phase becomes Running after the CPUs were let run: before, the pause is the start's. */
    private static GuestSituation startedPaused(GuestView view, PauseCause cause) {
        if (view.phase() != VmiPhase.SCHEDULED || cause != PauseCause.ON_REQUEST) {
            return GuestSituation.PAUSED;
        }
        return START_PAUSED.equals(view.instance().spec().startStrategy())
                ? GuestSituation.STARTED_TO_STAY_PAUSED
                : GuestSituation.HALF_STARTED;
    }

    private static GuestSituation alive(GuestView view, GuestSituation state) {
        if (view.launcher() instanceof LauncherState.Gone) {
            return GuestSituation.LAUNCHER_GONE;
        }
        if (view.stopAskedAt().isPresent()) {
            boolean halfStarted =
                    state == GuestSituation.HALF_STARTED
                            || state == GuestSituation.STARTED_TO_STAY_PAUSED;
            return halfStarted ? GuestSituation.HALF_STARTED_CANCELLED : stopping(view, state);
        }
        return state == GuestSituation.RUNNING ? running(view) : state;
    }

    private static GuestSituation running(GuestView view) {
        if (view.observation().filter(GuestObservation::adopted).isEmpty()) {
            return GuestSituation.NOT_ADOPTED;
        }
        if (LivenessFailure.of(view).isPresent()) {
            return GuestSituation.NOT_ALIVE;
        }
        if (DiskTrial.isUnderWay(view)) {
            return GuestSituation.DISK_ON_TRIAL;
        }
        boolean overdue = view.thawAt().filter(at -> !at.isAfter(view.now())).isPresent();
        return overdue ? GuestSituation.FREEZE_OVERDUE : GuestSituation.RUNNING;
    }

    private static GuestSituation stopping(GuestView view, GuestSituation state) {
        if (!GracePeriod.left(view).isPositive()) {
            return GuestSituation.STOP_OVERDUE;
        }
        return state == GuestSituation.ENDING ? state : GuestSituation.STOPPING;
    }
}
