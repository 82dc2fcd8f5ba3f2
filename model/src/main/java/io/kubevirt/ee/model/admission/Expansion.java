package io.kubevirt.ee.model.admission;

import io.kubevirt.ee.model.admission.MachineTemplate.Fits;
import io.kubevirt.ee.model.admission.MachineTemplate.Unfit;
import io.kubevirt.ee.model.instancetype.Presets;
import io.kubevirt.ee.model.v1.VirtualMachine;
import io.kubevirt.ee.model.v1.VirtualMachineBuilder;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceTemplateSpec;
import io.kubevirt.ee.model.v1.VirtualMachineSpecBuilder;

/** A machine that needs no instancetype and no preference, as they are in its template. */
public sealed interface Expansion {
    /**
     * It can be shown.
     *
     * @param vm the machine itself if it refers to nothing
     */
    record Expanded(VirtualMachine vm) implements Expansion {}

    /**
     * It cannot.
     *
     * @param why what is missing, or does not go together
     */
    record Impossible(String why) implements Expansion {}

    /** Expands a machine with what it refers to. */
    static Expansion of(VirtualMachine vm, Presets presets) {
        if (vm.spec().instancetype() == null && vm.spec().preference() == null) {
            return new Expanded(vm);
        }
        return presets.instancetype()
                .missing()
                .or(() -> presets.preference().missing())
                .<Expansion>map(Impossible::new)
                .orElseGet(
                        () ->
                                switch (MachineTemplate.applied(vm.spec(), presets)) {
                                    case Fits fits -> new Expanded(with(vm, fits.template()));
                                    case Unfit unfit -> new Impossible(unfit.why());
                                });
    }

    /** With the defaults of its instances, and without the references: it can be applied as is. */
    private static VirtualMachine with(
            VirtualMachine vm, VirtualMachineInstanceTemplateSpec template) {
        return VirtualMachineBuilder.builder(vm)
                .spec(
                        Defaults.ofTemplate(
                                VirtualMachineSpecBuilder.builder(vm.spec())
                                        .template(template)
                                        .instancetype(null)
                                        .preference(null)
                                        .build()))
                .build();
    }
}
