package io.kubevirt.ee.model.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.model.admission.Expansion.Expanded;
import io.kubevirt.ee.model.admission.Expansion.Impossible;
import io.kubevirt.ee.model.instancetype.Lookup;
import io.kubevirt.ee.model.instancetype.Presets;
import io.kubevirt.ee.model.instancetype.Yamls;
import io.kubevirt.ee.model.instancetype.v1beta1.VirtualMachineInstancetypeSpec;
import io.kubevirt.ee.model.instancetype.v1beta1.VirtualMachinePreferenceSpec;
import io.kubevirt.ee.model.v1.InstancetypeStatusRef;
import io.kubevirt.ee.model.v1.VirtualMachine;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A machine shown without its references. */
class ExpansionTest {
    private static final InstancetypeStatusRef REF =
            new InstancetypeStatusRef(null, null, null, "any", "any");
    private static final Presets PRESETS =
            new Presets(
                    new Lookup.Found<>(
                            Yamls.read(
                                    VirtualMachineInstancetypeSpec.class,
                                    "{cpu: {guest: 2}, memory: {guest: 64Mi}}"),
                            REF,
                            Optional.empty()),
                    new Lookup.Found<>(
                            Yamls.read(
                                    VirtualMachinePreferenceSpec.class,
                                    "{devices: {preferredDiskBus: virtio, preferredInterfaceModel:"
                                            + " e1000e}}"),
                            REF,
                            Optional.empty()));

    private static VirtualMachine vm(String domain) {
        return Yamls.read(
                VirtualMachine.class,
                ("{metadata: {name: till}, spec: {runStrategy: Halted, instancetype: {name: a},"
                                + " preference: {name: b}, template: {spec: {domain: %s,"
                                + " volumes: [{name: root, containerDisk: {image: i}}]}}}}")
                        .formatted(domain));
    }

    @Test
    void preferencesReachWhatIsAttachedUnasked() {
        Expansion expansion = Expansion.of(vm("{devices: {}}"), PRESETS);
        VirtualMachine expanded = ((Expanded) expansion).vm();
        var domain = expanded.spec().template().spec().domain();
        assertThat(expanded.spec().instancetype()).isNull();
        assertThat(expanded.spec().preference()).isNull();
        assertThat(expanded.spec().runStrategy()).isEqualTo("Halted");
        assertThat(domain.cpu().sockets()).isEqualTo(2);
        assertThat(domain.memory().guest().toSuffixedString()).isEqualTo("64Mi");
        assertThat(domain.devices().disks())
                .singleElement()
                .matches(disk -> disk.name().equals("root"))
                .matches(disk -> disk.disk().bus().equals("virtio"));
        assertThat(domain.devices().interfaces())
                .singleElement()
                .matches(nic -> nic.model().equals("e1000e"));
        assertThat(Admission.review(expanded)).isEmpty();
    }

    @Test
    void aMachineWithoutReferencesIsShownAsItIs() {
        VirtualMachine plain =
                Yamls.read(VirtualMachine.class, "{spec: {template: {spec: {domain: {}}}}}");
        assertThat(Expansion.of(plain, Presets.NONE)).isEqualTo(new Expanded(plain));
    }

    @Test
    void whatIsMissingOrDoesNotGoTogetherIsSaid() {
        assertThat(
                        Expansion.of(
                                vm("{devices: {}}"),
                                new Presets(new Lookup.Missing<>("gone"), PRESETS.preference())))
                .isEqualTo(new Impossible("gone"));
        assertThat(Expansion.of(vm("{devices: {}, memory: {guest: 1Gi}}"), PRESETS))
                .isEqualTo(
                        new Impossible(
                                "VM field(s) spec.template.spec.domain.memory.guest conflicts with"
                                        + " selected instance type"));
    }
}
