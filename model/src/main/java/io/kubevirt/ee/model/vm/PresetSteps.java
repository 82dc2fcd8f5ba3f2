package io.kubevirt.ee.model.vm;

import io.kubevirt.ee.model.admission.MachineTemplate;
import io.kubevirt.ee.model.admission.MachineTemplate.Fits;
import io.kubevirt.ee.model.admission.MachineTemplate.Unfit;
import io.kubevirt.ee.model.condition.Reason;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceTemplateSpec;
import io.kubevirt.ee.model.v1.VirtualMachineStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a machine's instancetype and preference mean for it: pinned before anything is made of them,
 * and told of when nothing can be.
 */
final class PresetSteps {
    /** Nothing tells when what a machine refers to appears, or is put right. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);

    private PresetSteps() {}

    /** What comes before a situation, if anything does. */
    static VmSituation before(VmView view, VmSituation next) {
        boolean fits = MachineTemplate.of(view.vm().spec(), view.presets()) instanceof Fits;
        if (fits && view.presets().isToPin(view.vm())) {
            return VmSituation.PRESETS_TO_PIN;
        }
        boolean wantsInstance =
                next == VmSituation.START_DUE
                        || next == VmSituation.STOPPED
                        || next == VmSituation.START_BACKED_OFF;
        if (!wantsInstance) {
            return next;
        }
        if (view.presets().isMissing()) {
            return VmSituation.PRESET_MISSING;
        }
        return fits ? next : VmSituation.PRESETS_UNFIT;
    }

    /** The template to make an instance of, which fits. */
    static VirtualMachineInstanceTemplateSpec template(VmView view) {
        return switch (MachineTemplate.of(view.vm().spec(), view.presets())) {
            case Fits fits -> fits.template();
            case Unfit unfit -> throw new IllegalStateException(unfit.why());
        };
    }

    /** The template that an instance would be made of now, if that is known. */
    static Optional<VirtualMachineInstanceTemplateSpec> knownTemplate(VmView view) {
        boolean unknown = view.presets().isUnread() || view.presets().isMissing();
        return unknown
                ? Optional.empty()
                : Optional.of(MachineTemplate.of(view.vm().spec(), view.presets()))
                        .filter(Fits.class::isInstance)
                        .map(fits -> ((Fits) fits).template());
    }

    /** The rest of the status waits, as along with each write to the machine. */
    static VmPlan pin(VmView view) {
        return new VmPlan(
                VmSituation.PRESETS_TO_PIN,
                List.of(new VmAction.PinPresets(view.presets().toStore())),
                view.presets().pinned(view.vm().status()),
                List.of(),
                Optional.empty());
    }

    static VmPlan missing(VmView view) {
        Optional<String> instancetype = view.presets().instancetype().missing();
        Optional<String> preference = view.presets().preference().missing();
        return failed(
                view,
                VmSituation.PRESET_MISSING,
                instancetype.isPresent()
                        ? Reason.FAILED_FIND_INSTANCETYPE
                        : Reason.FAILED_FIND_PREFERENCE,
                instancetype.or(() -> preference).orElseThrow());
    }

    static VmPlan unfit(VmView view) {
        String why =
                switch (MachineTemplate.of(view.vm().spec(), view.presets())) {
                    case Fits fits -> "";
                    case Unfit unfit -> unfit.why();
                };
        return failed(view, VmSituation.PRESETS_UNFIT, Reason.FAILED_CREATE, why);
    }

    /** What to tell when a revision could not be stored, for the API server's reason. */
    static VmPlan notPinned(VmView view, String why) {
        return failed(
                view,
                VmSituation.PRESETS_TO_PIN,
                Reason.FAILED_CREATE,
                "error encountered while storing instancetype.kubevirt.io controllerRevisions: "
                        + why);
    }

    private static VmPlan failed(
            VmView view, VmSituation situation, Reason reason, String message) {
        VirtualMachineStatus status = new MachineStatus(view, situation).failed(reason, message);
        VmPlan plan = VmDecider.failure(view, situation, status, reason, message);
        return new VmPlan(
                situation, plan.actions(), plan.status(), plan.events(), Optional.of(LOOK_AGAIN));
    }
}
