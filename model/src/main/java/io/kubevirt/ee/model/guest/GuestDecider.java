package io.kubevirt.ee.model.guest;

import io.kubevirt.ee.model.access.AccessState;
import io.kubevirt.ee.model.condition.ObjectEvent;
import io.kubevirt.ee.model.condition.Reason;
import io.kubevirt.ee.model.guest.DomainState.Off;
import io.kubevirt.ee.model.guest.DomainState.OffCause;
import io.kubevirt.ee.model.guest.DomainState.PauseCause;
import io.kubevirt.ee.model.guest.DomainState.Paused;
import io.kubevirt.ee.model.guest.GuestAction.Adopt;
import io.kubevirt.ee.model.guest.GuestAction.Confirm;
import io.kubevirt.ee.model.guest.GuestAction.Destroy;
import io.kubevirt.ee.model.guest.GuestAction.GrantAccess;
import io.kubevirt.ee.model.guest.GuestAction.Prepare;
import io.kubevirt.ee.model.guest.GuestAction.PressPowerButton;
import io.kubevirt.ee.model.guest.GuestAction.Resume;
import io.kubevirt.ee.model.guest.GuestAction.SetClock;
import io.kubevirt.ee.model.guest.GuestAction.StartPaused;
import io.kubevirt.ee.model.guest.GuestAction.Thaw;
import io.kubevirt.ee.model.v1.VmiPhase;
import java.time.Duration;
import java.util.List;

/** What the agent of a node does with one VMI. */
public final class GuestDecider {

    static final Duration LOOK_EVERY = Duration.ofMinutes(1);
    private static final Duration ASK_EVERY = Duration.ofSeconds(5);
    static final Duration SOON = Duration.ofSeconds(1);

    private GuestDecider() {}

    /** The plan for what is seen. */
    public static GuestPlan decide(GuestView view) {
        GuestSituation situation = Situations.of(view);
        return switch (situation) {
            case NOTHING, NOT_HANDED_OVER, FINISHED -> GuestPlan.settled(situation);
            case UNCONFIRMED -> GuestPlan.doing(situation, new Confirm());
            case STRAYS ->
                    GuestPlan.doing(situation).then(EndPlans.removal(view, view.strayUids()));
            case FINISHED_UNCLEAN ->
                    GuestPlan.doing(situation).then(EndPlans.removal(view, List.of(uid(view))));
            case START -> start(situation, view);
            case START_HELD ->
                    GuestPlan.settled(situation)
                            .lookingAgain(
                                    Duration.between(view.now(), view.heldUntil().orElseThrow()));
            case NO_ACCELERATOR -> RefusalPlans.refused(view, RefusalPlans.noAccelerator(view));
            case START_CANCELLED -> EndPlans.recording(situation, view, GuestEnd.CANCELLED);
            case LAUNCHER_GONE_BEFORE_START ->
                    EndPlans.recording(situation, view, GuestEnd.LAUNCHER_DIED);
            case HALF_STARTED ->
                    GuestPlan.doing(
                            situation,
                            new Prepare(),
                            new Adopt(domain(view)),
                            new Resume(domain(view)));
            case STARTED_TO_STAY_PAUSED -> startedToStayPaused(situation, view);
            case HALF_STARTED_CANCELLED ->
                    EndPlans.recording(situation, view, GuestEnd.CANCELLED)
                            .then(List.of(new Destroy(domain(view))));
            case RUNNING -> access(running(situation, view), view);
            case FREEZE_OVERDUE ->
                    running(situation, view)
                            .then(List.of(new Thaw(domain(view))))
                            // A guest whose agent did not hear it: ask again.
                            .lookingAgain(ASK_EVERY);
            // Destroyed once it is written down: its reason is in nobody's memory but ours.
            case NOT_ALIVE ->
                    EndPlans.recording(
                            situation,
                            view,
                            GuestEnd.LIVENESS_FAILED,
                            LivenessFailure.of(view).orElseThrow().message());
            case NOT_ADOPTED ->
                    GuestPlan.doing(situation, new Prepare(), new Adopt(domain(view)))
                            .lookingAgain(SOON);
            case PAUSED -> paused(situation, view);
            case DISK_FAILED -> {
                Duration left = DiskTrial.untilNext(view);
                yield paused(situation, view)
                        .lookingAgain(left.compareTo(ASK_EVERY) < 0 ? left : ASK_EVERY);
            }
            case DISK_TO_TRY ->
                    paused(situation, view)
                            .then(List.of(new Resume(domain(view))))
                            .lookingAgain(SOON);
            case DISK_ON_TRIAL ->
                    GuestPlan.settled(situation).lookingAgain(DiskTrial.untilEnd(view));
            case STOPPING -> stopping(situation, view);
            case STOP_OVERDUE -> GuestPlan.doing(situation, new Destroy(domain(view)));
            case ENDING -> GuestPlan.settled(situation).lookingAgain(SOON);
            case LAUNCHER_GONE ->
                    EndPlans.recording(situation, view, Ending.withoutLauncher(view))
                            .then(List.of(new Destroy(domain(view))));
            case ENDED -> EndPlans.recording(situation, view, Ending.of(view, offCause(view)));
            case LOST -> EndPlans.recording(situation, view, GuestEnd.LOST);
            case END_RECORDED -> EndPlans.finish(situation, view);
        };
    }

    /** The plan after a start, or what belongs to it, was refused. */
    public static GuestPlan refused(GuestView view, StartRefusal refusal) {
        return RefusalPlans.refused(view, refusal);
    }

    /**
     * What to say when libvirt or the node fails while somebody waits for the guest's start or end.
     *
     * @param view without anything of the node
     * @param why the same words as long as it is the same trouble
     */
    public static GuestPlan outOfReach(GuestView view, String why) {
        return RefusalPlans.outOfReach(view, why);
    }

    private static GuestPlan start(GuestSituation situation, GuestView view) {
        return GuestPlan.doing(
                        situation, new Prepare(), new StartPaused(view.accelerator().orElseThrow()))
                .saying(ObjectEvent.normal(Reason.CREATED, "VirtualMachineInstance defined."));
    }

    private static GuestPlan running(GuestSituation situation, GuestView view) {
        GuestStatus status = new GuestStatus(view);
        GuestPlan plan =
                GuestPlan.settled(situation)
                        .writing(status.running(view))
                        .lookingAgain(untilNextLook(view));
        if (view.phase() == VmiPhase.SCHEDULED) {
            return plan.saying(
                    ObjectEvent.normal(Reason.STARTED, "VirtualMachineInstance started."));
        }
        return status.pausedFor().isPresent()
                ? plan.then(clock(view))
                        .saying(ObjectEvent.normal(Reason.RESUMED, "The guest runs again."))
                : plan;
    }

    private static GuestPlan access(GuestPlan plan, GuestView view) {
        boolean due =
                view.observation()
                        .filter(seen -> seen.access() instanceof AccessState.Due)
                        .isPresent();
        return due ? plan.then(List.of(new GrantAccess(domain(view)))).lookingAgain(SOON) : plan;
    }

    /** A guest that stood still does not know for how long. */
    private static List<GuestAction> clock(GuestView view) {
        boolean agent =
                view.observation()
                        .filter(seen -> !(seen.agent() instanceof AgentState.NotConnected))
                        .isPresent();
        return agent ? List.of(new SetClock(domain(view))) : List.of();
    }

    private static Duration untilNextLook(GuestView view) {
        boolean agentHasMoreToTell =
                view.observation().filter(seen -> seen.agent().hasMoreToTell()).isPresent();
        Duration regular = agentHasMoreToTell ? ASK_EVERY : LOOK_EVERY;
        return view.thawAt()
                .map(at -> Duration.between(view.now(), at))
                .filter(left -> left.isPositive() && left.compareTo(regular) < 0)
                .orElse(regular);
    }

    private static GuestPlan startedToStayPaused(GuestSituation situation, GuestView view) {
        Pause pause = Pause.of(PauseCause.ON_REQUEST);
        return GuestPlan.doing(situation, new Prepare(), new Adopt(domain(view)))
                .writing(new GuestStatus(view).paused(view, pause))
                .saying(
                        ObjectEvent.normal(Reason.STARTED, "VirtualMachineInstance started."),
                        pause.event());
    }

    private static GuestPlan paused(GuestSituation situation, GuestView view) {
        PauseCause cause =
                domain(view).state() instanceof Paused(PauseCause why) ? why : PauseCause.OTHER;
        Pause pause =
                Pause.of(cause)
                        .withFull(
                                view.observation()
                                        .map(GuestObservation::fullVolumes)
                                        .orElseGet(List::of));
        GuestStatus status = new GuestStatus(view);
        GuestPlan plan =
                GuestPlan.settled(situation)
                        .writing(status.paused(view, pause))
                        .lookingAgain(LOOK_EVERY);
        return status.pausedFor().filter(pause.reason().value()::equals).isPresent()
                ? plan
                : plan.saying(pause.event());
    }

    private static GuestPlan stopping(GuestSituation situation, GuestView view) {
        Duration left = GracePeriod.left(view);
        GuestStatus status = new GuestStatus(view);
        GuestPlan plan =
                GuestPlan.doing(situation, new PressPowerButton(domain(view)))
                        // A guest that was still booting did not hear it: ask again.
                        .lookingAgain(left.compareTo(ASK_EVERY) < 0 ? left : ASK_EVERY);
        return status.saysShuttingDown()
                ? plan
                : plan.writing(status.shuttingDown())
                        .saying(
                                ObjectEvent.normal(
                                        Reason.SHUTTING_DOWN, GuestStatus.SHUTTING_DOWN_MESSAGE));
    }

    private static OffCause offCause(GuestView view) {
        return domain(view).state() instanceof Off(OffCause cause) ? cause : OffCause.UNKNOWN;
    }

    private static DomainView domain(GuestView view) {
        return view.domain().orElseThrow();
    }

    private static String uid(GuestView view) {
        return view.instance().metadata().getUid();
    }
}
