package io.kubevirt.ee.model.admission;

import io.kubevirt.ee.model.instancetype.Applied;
import io.kubevirt.ee.model.instancetype.Conflict;
import io.kubevirt.ee.model.instancetype.Presets;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceSpec;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceTemplateSpec;
import io.kubevirt.ee.model.v1.VirtualMachineSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a machine's instances are made of: its template with its instancetype and its preference.
 */
public sealed interface MachineTemplate {
    /**
     * They go together.
     *
     * @param template as applied, without the defaults of an instance
     */
    record Fits(VirtualMachineInstanceTemplateSpec template) implements MachineTemplate {}

    /**
     * They do not.
     *
     * @param refusals why, by the fields of the machine
     */
    record Unfit(List<Refusal> refusals) implements MachineTemplate {
        /** Copies the list. */
        public Unfit {
            refusals = List.copyOf(refusals);
        }

        /** All of it in one text. */
        public String why() {
            return refusals.stream().map(Refusal::message).collect(Collectors.joining(", "));
        }
    }

    /** Applies, and nothing more: what comes of it may be nothing that can run. */
    static MachineTemplate applied(VirtualMachineSpec machine, Presets presets) {
        VirtualMachineInstanceTemplateSpec template = machine.template();
        boolean plain =
                presets.instancetype().found().isEmpty() && presets.preference().found().isEmpty();
        if (plain || template == null || !Defaults.canBeGiven(template.spec())) {
            return new Fits(template);
        }
        Applied applied = Applied.to(template, presets, DeviceDefaults::attached);
        return applied.conflicts().isEmpty()
                ? new Fits(applied.template())
                : new Unfit(applied.conflicts().stream().map(MachineTemplate::refusal).toList());
    }

    /**
     * Applies, and reviews what comes of it: an instancetype may have changed, or appeared, after
     * its machine was let in.
     */
    static MachineTemplate of(VirtualMachineSpec machine, Presets presets) {
        MachineTemplate applied = applied(machine, presets);
        if (!(applied instanceof Fits fits) || fits.template() == machine.template()) {
            return applied;
        }
        List<Refusal> refusals = review(fits.template(), presets);
        return refusals.isEmpty() ? fits : new Unfit(refusals);
    }

    /** What is wrong with a template whose instances get their defaults. */
    private static List<Refusal> review(
            VirtualMachineInstanceTemplateSpec template, Presets presets) {
        String at = "spec.template.spec";
        VirtualMachineInstanceSpec spec = Defaults.of(template.spec());
        List<Refusal> refusals = new ArrayList<>();
        Applied.unmet(presets, spec).map(MachineTemplate::unmet).ifPresent(refusals::add);
        refusals.addAll(Admission.rules(at, spec));
        refusals.addAll(Admission.supported(at, spec));
        return refusals;
    }

    private static Refusal refusal(Conflict conflict) {
        return new Refusal(Cause.INVALID, conflict.field(), conflict.message());
    }

    /** KubeVirt's reason for it. */
    static Refusal unmet(Conflict conflict) {
        return new Refusal(Cause.NOT_FOUND, conflict.field(), conflict.message());
    }
}
