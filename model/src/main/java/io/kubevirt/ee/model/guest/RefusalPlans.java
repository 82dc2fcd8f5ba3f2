package io.kubevirt.ee.model.guest;

import static io.kubevirt.ee.model.guest.GuestDecider.LOOK_EVERY;
import static io.kubevirt.ee.model.guest.GuestDecider.SOON;

import io.kubevirt.ee.model.condition.ConditionType;
import io.kubevirt.ee.model.condition.InstanceConditions;
import io.kubevirt.ee.model.condition.ObjectEvent;
import io.kubevirt.ee.model.condition.Reason;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceCondition;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Plans for guests that cannot be started, or not be reached, for now or ever. */
final class RefusalPlans {
    private RefusalPlans() {}

    /** The plan after a start, or what belongs to it, was refused. */
    static GuestPlan refused(GuestView view, StartRefusal refusal) {
        GuestSituation situation = Situations.of(view);
        ObjectEvent event = ObjectEvent.warning(Reason.SYNC_FAILED, refusal.message());
        if (situation == GuestSituation.NOT_ADOPTED) {
            return notSynchronized(situation, view, refusal.message()).saying(event);
        }
        return switch (refusal.kind()) {
            case NOT_YET -> GuestPlan.settled(situation).lookingAgain(SOON);
            case MAY_PASS -> notSynchronized(situation, view, refusal.message()).saying(event);
            case NEVER ->
                    EndPlans.recording(situation, view, GuestEnd.IMPOSSIBLE, refusal.message())
                            .saying(event);
        };
    }

    static StartRefusal noAccelerator(GuestView view) {
        return new StartRefusal(
                StartRefusal.Kind.MAY_PASS,
                ("Node %s has no /dev/kvm that can be used, and emulation is off: set"
                                + " spec.configuration.developerConfiguration.useEmulation of the"
                                + " KubeVirt resource, or place the guest on a node with KVM.")
                        .formatted(view.node()));
    }

    /**
     * What to say when libvirt or the node fails while somebody waits for the guest's start or end.
     *
     * @param view without anything of the node
     * @param why the same words as long as it is the same trouble
     */
    static GuestPlan outOfReach(GuestView view, String why) {
        GuestPlan nothing = GuestPlan.settled(GuestSituation.UNCONFIRMED);
        boolean mine = view.vmiNode().filter(view.node()::equals).isPresent();
        boolean awaited =
                switch (view.phase()) {
                    case SCHEDULED -> true;
                    case RUNNING, UNKNOWN -> view.deleted();
                    case UNSET, PENDING, SCHEDULING, SUCCEEDED, FAILED -> false;
                };
        if (!mine || !awaited) {
            return nothing;
        }
        String message = "Node %s: %s; it is tried again.".formatted(view.node(), why);
        GuestStatus status = new GuestStatus(view);
        GuestPlan plan = nothing.writing(status.outOfReach(message));
        return status.saysOutOfReach(message)
                ? plan
                : plan.saying(ObjectEvent.warning(Reason.SYNC_FAILED, message));
    }

    private static GuestPlan notSynchronized(
            GuestSituation situation, GuestView view, String message) {
        return GuestPlan.settled(situation)
                .writing(new GuestStatus(view).notSynchronized(message))
                .lookingAgain(delaySinceFirstRefusal(view));
    }

    /** Half the time since the first refusal: a delay that grows without anybody counting. */
    private static Duration delaySinceFirstRefusal(GuestView view) {
        Optional<Instant> first =
                InstanceConditions.of(view.instance().status().conditions())
                        .get(ConditionType.SYNCHRONIZED)
                        .map(VirtualMachineInstanceCondition::lastTransitionTime)
                        .map(time -> time.toInstant());
        Duration half =
                first.map(since -> Duration.between(since, view.now()).dividedBy(2)).orElse(SOON);
        return half.compareTo(SOON) < 0 ? SOON : half.compareTo(LOOK_EVERY) > 0 ? LOOK_EVERY : half;
    }
}
