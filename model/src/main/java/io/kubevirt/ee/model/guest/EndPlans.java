package io.kubevirt.ee.model.guest;

import io.kubevirt.ee.model.condition.ConditionType;
import io.kubevirt.ee.model.condition.InstanceConditions;
import io.kubevirt.ee.model.condition.ObjectEvent;
import io.kubevirt.ee.model.condition.Reason;
import io.kubevirt.ee.model.guest.DomainState.Off;
import io.kubevirt.ee.model.guest.GuestAction.Destroy;
import io.kubevirt.ee.model.guest.GuestAction.Release;
import io.kubevirt.ee.model.guest.GuestAction.TellLauncher;
import io.kubevirt.ee.model.guest.GuestAction.Undefine;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceCondition;
import io.kubevirt.ee.model.v1.VmiPhase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Plans for guests that end: what is written down, and in which order all of them is removed. */
final class EndPlans {
    private EndPlans() {}

    static GuestPlan recording(GuestSituation situation, GuestView view, GuestEnd end) {
        return recording(situation, view, end, end.message());
    }

    static GuestPlan recording(GuestSituation situation, GuestView view, Ending ending) {
        return recording(situation, view, ending.end(), ending.message());
    }

    static GuestPlan recording(
            GuestSituation situation, GuestView view, GuestEnd end, String message) {
        return GuestPlan.settled(situation)
                .writing(new GuestStatus(view).ended(end, message))
                .lookingAgain(Duration.ZERO);
    }

    static GuestPlan finish(GuestSituation situation, GuestView view) {
        GuestEnd end = GuestEnd.recordedIn(view.instance()).orElseThrow();
        VmiPhase phase = end.phase(view.deleted());
        boolean clean = phase == VmiPhase.SUCCEEDED;
        List<GuestAction> actions =
                new ArrayList<>(removal(view, List.of(view.instance().metadata().getUid())));
        actions.add(new TellLauncher(clean, end.reason().value()));
        String message = recordedMessage(view).orElse(end.message());
        return GuestPlan.settled(situation)
                .then(actions)
                .writing(new GuestStatus(view).finished(phase))
                .saying(
                        clean
                                ? ObjectEvent.normal(Reason.STOPPED, message)
                                : ObjectEvent.warning(Reason.STOPPED, message));
    }

    /** The directory of a guest, which Release removes, is the record of what has to be removed. */
    static List<GuestAction> removal(GuestView view, Collection<String> uids) {
        List<GuestAction> actions = new ArrayList<>();
        Optional<DomainView> domain = view.domain().filter(d -> uids.contains(d.vmiUid()));
        domain.filter(d -> !(d.state() instanceof Off) || d.qemuPid().isPresent())
                .ifPresent(d -> actions.add(new Destroy(d)));
        uids.forEach(uid -> actions.add(new Release(uid)));
        domain.ifPresent(d -> actions.add(new Undefine(d)));
        return actions;
    }

    private static Optional<String> recordedMessage(GuestView view) {
        return InstanceConditions.of(view.instance().status().conditions())
                .get(ConditionType.READY)
                .map(VirtualMachineInstanceCondition::message);
    }
}
