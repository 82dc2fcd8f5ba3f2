package io.kubevirt.ee.model.guest;

import io.kubevirt.ee.model.condition.ObjectEvent;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What to do now: the actions in their order, then the status, then the events.
 *
 * @param situation what was found
 * @param actions to be done in this order; the first that fails ends the plan
 * @param status the VMI's status from now on; empty: as it is
 * @param events to publish after the status is written
 * @param again look again after this time even if nothing changes; zero: at once
 */
public record GuestPlan(
        GuestSituation situation,
        List<GuestAction> actions,
        Optional<VirtualMachineInstanceStatus> status,
        List<ObjectEvent> events,
        Optional<Duration> again) {

    /** Copies the lists. */
    public GuestPlan {
        actions = List.copyOf(actions);
        events = List.copyOf(events);
    }

    static GuestPlan settled(GuestSituation situation) {
        return new GuestPlan(situation, List.of(), Optional.empty(), List.of(), Optional.empty());
    }

    static GuestPlan doing(GuestSituation situation, GuestAction... actions) {
        return settled(situation).then(List.of(actions)).lookingAgain(Duration.ZERO);
    }

    GuestPlan then(List<? extends GuestAction> more) {
        return new GuestPlan(situation, List.copyOf(more), status, events, again);
    }

    GuestPlan writing(VirtualMachineInstanceStatus newStatus) {
        return new GuestPlan(situation, actions, Optional.of(newStatus), events, again);
    }

    GuestPlan saying(ObjectEvent... news) {
        return new GuestPlan(situation, actions, status, List.of(news), again);
    }

    GuestPlan lookingAgain(Duration delay) {
        return new GuestPlan(situation, actions, status, events, Optional.of(delay));
    }
}
