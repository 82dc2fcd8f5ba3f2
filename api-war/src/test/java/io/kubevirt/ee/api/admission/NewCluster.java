package io.kubevirt.ee.api.admission;

import io.kubevirt.ee.api.kube.Cluster;
import io.kubevirt.ee.model.admission.FeatureGates;
import io.kubevirt.ee.model.instancetype.PresetKind;
import io.kubevirt.ee.model.instancetype.PresetSource;
import io.kubevirt.ee.model.instancetype.v1beta1.VirtualMachineInstancetype;
import io.kubevirt.ee.model.instancetype.v1beta1.VirtualMachinePreference;
import java.util.Optional;

/** A cluster in which nobody has made an instancetype or a preference yet, nor opened a gate. */
final class NewCluster extends Cluster {

    @Override
    public FeatureGates featureGates() {
        return FeatureGates.NONE;
    }

    @Override
    public PresetSource presets() {
        return new PresetSource() {
            @Override
            public Optional<VirtualMachineInstancetype> instancetype(
                    PresetKind kind, String namespace, String name) {
                return Optional.empty();
            }

            @Override
            public Optional<VirtualMachinePreference> preference(
                    PresetKind kind, String namespace, String name) {
                return Optional.empty();
            }

            @Override
            public Optional<VirtualMachineInstancetype> instancetypeRevision(
                    String namespace, String revision) {
                return Optional.empty();
            }

            @Override
            public Optional<VirtualMachinePreference> preferenceRevision(
                    String namespace, String revision) {
                return Optional.empty();
            }
        };
    }
}
