package io.kubevirt.ee.model.admission;

import io.kubevirt.ee.model.instancetype.Topology;
import io.kubevirt.ee.model.instancetype.v1beta1.CPUPreferences;
import io.kubevirt.ee.model.instancetype.v1beta1.VirtualMachineInstancetypeSpec;
import io.kubevirt.ee.model.instancetype.v1beta1.VirtualMachinePreferenceSpec;
import io.kubevirt.ee.model.v1.VirtualMachine;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Warns of fields and words that work and will not always: in KubeVirt's sentences, which kubectl
 * shows.
 */
public final class Deprecations {
    private Deprecations() {}

    /** Of a machine. */
    public static List<String> of(VirtualMachine vm) {
        return vm.spec() == null || vm.spec().running() == null
                ? List.of()
                : List.of("spec.running is deprecated, please use spec.runStrategy instead.");
    }

    /** Of an instancetype. */
    public static List<String> of(VirtualMachineInstancetypeSpec spec) {
        return spec.launchSecurity() == null
                ? List.of()
                : List.of(
                        "launchSecurity is deprecated and will be removed in a future release. Use"
                                + " preference instead.");
    }

    /** Of a preference. */
    public static List<String> of(VirtualMachinePreferenceSpec spec) {
        Optional<String> name =
                Optional.ofNullable(spec.cpu()).map(CPUPreferences::preferredCPUTopology);
        return Stream.of(Topology.values())
                .filter(topology -> name.equals(Optional.of(topology.olderValue())))
                .map(
                        topology ->
                                "PreferredCPUTopology %s is deprecated for removal in a future release, please use %s instead"
                                        .formatted(topology.olderValue(), topology.value()))
                .toList();
    }
}
