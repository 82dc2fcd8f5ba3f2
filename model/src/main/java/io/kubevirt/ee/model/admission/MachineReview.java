package io.kubevirt.ee.model.admission;

import io.kubevirt.ee.model.admission.MachineTemplate.Fits;
import io.kubevirt.ee.model.admission.MachineTemplate.Unfit;
import io.kubevirt.ee.model.instancetype.Applied;
import io.kubevirt.ee.model.instancetype.Presets;
import io.kubevirt.ee.model.v1.VirtualMachine;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceTemplateSpec;
import io.kubevirt.ee.model.v1.VirtualMachineSpec;
import io.kubevirt.ee.model.v1.VirtualMachineSpecBuilder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Reviews a machine as its instancetype and its preference make it. What cannot be found is no
 * mistake, as for KubeVirt: the machine waits for it.
 */
final class MachineReview {
    private static final String MEMORY = "spec.template.spec.domain.memory.guest";

    private MachineReview() {}

    static List<Refusal> of(VirtualMachine vm, Function<VirtualMachine, Presets> lookUp) {
        VirtualMachineSpec stated = vm.spec();
        if (!canRefer(vm)) {
            return Admission.machine(stated);
        }
        List<Refusal> refusals = new ArrayList<>(ReferenceCheck.of(stated));
        if (!refusals.isEmpty()) {
            return refusals;
        }
        Presets presets = lookUp.apply(vm);
        return switch (MachineTemplate.applied(stated, presets)) {
            case Unfit unfit -> unfit.refusals();
            case Fits fits -> fitting(stated, fits.template(), presets);
        };
    }

    /** Where to look goes by the machine's namespace, so one without metadata refers to nothing. */
    private static boolean canRefer(VirtualMachine vm) {
        return vm.metadata() != null
                && vm.spec() != null
                && (vm.spec().instancetype() != null || vm.spec().preference() != null);
    }

    private static List<Refusal> fitting(
            VirtualMachineSpec stated,
            VirtualMachineInstanceTemplateSpec template,
            Presets presets) {
        VirtualMachineSpec applied =
                VirtualMachineSpecBuilder.builder(stated).template(template).build();
        List<Refusal> refusals = new ArrayList<>();
        if (template != null && Defaults.canBeGiven(template.spec())) {
            Applied.unmet(presets, Defaults.of(template.spec()))
                    .map(MachineTemplate::unmet)
                    .ifPresent(refusals::add);
        }
        refusals.addAll(marked(Admission.machine(applied), Admission.machine(stated)));
        refusals.removeIf(one -> presets.isMissing() && isNeedOfMemory(one));
        return refusals;
    }

    /** The instancetype that is not there yet will state it. */
    private static boolean isNeedOfMemory(Refusal refusal) {
        return refusal.reason() == Cause.REQUIRED && refusal.field().equals(MEMORY);
    }

    /** Says of fields that are not in the template where they are. */
    private static List<Refusal> marked(List<Refusal> refusals, List<Refusal> ofTemplateAlone) {
        Set<Refusal> stated = new HashSet<>(ofTemplateAlone);
        return refusals.stream()
                .map(
                        one ->
                                stated.contains(one)
                                        ? one
                                        : new Refusal(
                                                one.reason(),
                                                one.field(),
                                                one.message()
                                                        + " (stated by the instancetype or the"
                                                        + " preference)"))
                .toList();
    }
}
