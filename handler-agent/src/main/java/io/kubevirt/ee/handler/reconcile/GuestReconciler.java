package io.kubevirt.ee.handler.reconcile;

import io.kubevirt.ee.handler.port.HypervisorUnavailable;
import io.kubevirt.ee.model.condition.ObjectEvent;
import io.kubevirt.ee.model.guest.GuestAction;
import io.kubevirt.ee.model.guest.GuestDecider;
import io.kubevirt.ee.model.guest.GuestPlan;
import io.kubevirt.ee.model.guest.GuestSituation;
import io.kubevirt.ee.model.guest.GuestView;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceStatus;
import io.kubevirt.ee.runtime.loop.Key;
import io.kubevirt.ee.runtime.loop.Outcome;
import io.kubevirt.ee.runtime.loop.Reconciler;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Looks at one name on this node, decides, acts, writes the status, then tells the events. */
public final class GuestReconciler implements Reconciler {

    private static final Logger LOG = System.getLogger(GuestReconciler.class.getName());
    private static final List<GuestAction> CONFIRM = List.of(new GuestAction.Confirm());
    // The watch brings what the write collided with.
    private static final Duration AFTER_CONFLICT = Duration.ofMillis(200);

    private static final Set<GuestSituation> WITH_A_FAILED_DISK =
            EnumSet.of(GuestSituation.DISK_FAILED, GuestSituation.DISK_ON_TRIAL);

    private final GuestPorts ports;
    private final AccessKeeper access;
    private final GuestLooker looker;
    private final InstantSource clock;
    private final Attempts attempts = new Attempts();

    /**
     * @param node the node's name in the API
     * @param ports what to act through
     * @param changed is told a key when a launcher changes; must not wait
     * @param clock the node's wall clock
     */
    public GuestReconciler(
            String node, GuestPorts ports, Consumer<Key> changed, InstantSource clock) {
        this.ports = ports;
        this.access = new AccessKeeper(ports, clock);
        this.looker = new GuestLooker(node, ports, access, changed, clock);
        this.clock = clock;
    }

    @Override
    public Outcome reconcile(Key key) throws Exception {
        try {
            return pass(key);
        } catch (HypervisorUnavailable silent) {
            tellOfTrouble(key, "libvirt does not answer");
            throw silent;
        } catch (UncheckedIOException broken) {
            tellOfTrouble(key, broken.getMessage());
            throw broken;
        }
    }

    /**
     * Ends what this node has of a name and must not have (any more), and does nothing else: for a
     * node that comes back, before anything is started on it.
     *
     * @return whether there was anything
     */
    public boolean endStrays(Key key) throws Exception {
        SeenGuest seen = looker.look(key, true, attempts);
        GuestPlan plan = GuestDecider.decide(seen.view());
        boolean strays =
                plan.situation() == GuestSituation.STRAYS
                        || plan.situation() == GuestSituation.FINISHED_UNCLEAN;
        if (strays) {
            tell(key, plan);
            act(key, seen, plan);
        }
        return strays;
    }

    /** Whoever waits for a start or an end is told why nothing happens; then it is tried again. */
    private void tellOfTrouble(Key key, String why) {
        GuestView view = looker.apiAlone(key);
        GuestPlan plan = GuestDecider.outOfReach(view, why);
        view.vmi().ifPresent(vmi -> save(vmi, plan));
    }

    private Outcome pass(Key key) throws Exception {
        SeenGuest seen = looker.look(key, false, attempts);
        GuestPlan plan = GuestDecider.decide(seen.view());
        if (plan.actions().equals(CONFIRM)) {
            seen = looker.look(key, true, attempts);
            plan = GuestDecider.decide(seen.view());
        }
        tell(key, plan);
        return write(seen, act(key, seen, plan));
    }

    /** The plan as it turned out. */
    private GuestPlan act(Key key, SeenGuest seen, GuestPlan plan) throws StartRefused {
        rememberResume(key, seen, plan.situation());
        try {
            new GuestActor(ports, seen, access, clock).act(plan.actions());
            if (plan.situation() != GuestSituation.START_HELD) {
                attempts.starts().forget(key);
            }
            return plan;
        } catch (StartRefused refused) {
            if (!isStart(plan.situation())) {
                throw refused;
            }
            GuestPlan instead = GuestDecider.refused(seen.view(), refused.refusal());
            hold(key, seen, instead);
            return instead;
        }
    }

    /** A refused start makes libvirt tell of the domain, and that would start it again at once. */
    private void hold(Key key, SeenGuest seen, GuestPlan plan) {
        plan.again()
                .ifPresent(
                        delay ->
                                attempts.starts()
                                        .remember(
                                                key,
                                                seen.view().vmi().orElseThrow().metadata().getUid(),
                                                clock.instant().plus(delay)));
    }

    private void rememberResume(Key key, SeenGuest seen, GuestSituation situation) {
        if (situation == GuestSituation.DISK_TO_TRY) {
            String uid = seen.view().vmi().orElseThrow().metadata().getUid();
            attempts.resumes().remember(key, uid, clock.instant());
        } else if (!WITH_A_FAILED_DISK.contains(situation)) {
            attempts.resumes().forget(key);
        }
    }

    /** Where a refusal concerns the user; elsewhere it is the node's trouble, tried again. */
    private static boolean isStart(GuestSituation situation) {
        return switch (situation) {
            case START, HALF_STARTED, STARTED_TO_STAY_PAUSED, NOT_ADOPTED -> true;
            case NOTHING,
                    UNCONFIRMED,
                    STRAYS,
                    NOT_HANDED_OVER,
                    FINISHED,
                    FINISHED_UNCLEAN,
                    START_HELD,
                    NO_ACCELERATOR,
                    START_CANCELLED,
                    LAUNCHER_GONE_BEFORE_START,
                    HALF_STARTED_CANCELLED,
                    RUNNING,
                    FREEZE_OVERDUE,
                    NOT_ALIVE,
                    PAUSED,
                    DISK_FAILED,
                    DISK_TO_TRY,
                    DISK_ON_TRIAL,
                    STOPPING,
                    STOP_OVERDUE,
                    ENDING,
                    LAUNCHER_GONE,
                    ENDED,
                    LOST,
                    END_RECORDED ->
                    false;
        };
    }

    private Outcome write(SeenGuest seen, GuestPlan plan) {
        Optional<VirtualMachineInstance> vmi = seen.view().vmi();
        return vmi.isPresent() && !save(vmi.get(), plan)
                ? new Outcome.RetryAfter(AFTER_CONFLICT)
                : Outcome.again(plan.again());
    }

    /** Saves the status, then publishes the events; false: the VMI has changed. */
    private boolean save(VirtualMachineInstance vmi, GuestPlan plan) {
        Optional<VirtualMachineInstanceStatus> news =
                plan.status().filter(status -> !status.equals(vmi.status()));
        if (news.isPresent() && !ports.vmis().writeStatus(vmi, news.get())) {
            return false;
        }
        // An event is never published for a status that was not saved.
        for (ObjectEvent event : plan.events()) {
            ports.vmis().publish(vmi, event);
        }
        return true;
    }

    private static void tell(Key key, GuestPlan plan) {
        Level level = plan.actions().isEmpty() ? Level.DEBUG : Level.INFO;
        LOG.log(
                level,
                () ->
                        key
                                + ": "
                                + plan.situation()
                                + plan.actions().stream()
                                        .map(action -> " " + action.getClass().getSimpleName())
                                        .reduce("", String::concat));
    }
}
