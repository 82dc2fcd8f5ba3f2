package io.kubevirt.ee.model.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.model.instancetype.Topology;
import io.kubevirt.ee.model.instancetype.Yamls;
import io.kubevirt.ee.model.instancetype.v1beta1.VirtualMachineInstancetypeSpec;
import io.kubevirt.ee.model.instancetype.v1beta1.VirtualMachinePreferenceSpec;
import io.kubevirt.ee.model.v1.VirtualMachine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DeprecationsTest {
    @ParameterizedTest
    @CsvSource({
        "'{spec: {running: true}}', 1",
        "'{spec: {running: false}}', 1",
        "'{spec: {runStrategy: Always}}', 0",
        "'{}', 0"
    })
    void runningIsWarnedOfWhateverItSays(String vm, int warnings) {
        assertThat(Deprecations.of(Yamls.read(VirtualMachine.class, vm)))
                .hasSize(warnings)
                .allMatch(w -> w.startsWith("spec.running is deprecated, please use spec.runStr"));
    }

    @ParameterizedTest
    @EnumSource
    void theOlderNameOfATopologyIsWarnedOfAndTheNewOneIsNot(Topology topology) {
        assertThat(Deprecations.of(preference(topology.olderValue())))
                .containsExactly(
                        "PreferredCPUTopology "
                                + topology.olderValue()
                                + " is deprecated for removal in a future release, please use "
                                + topology.value()
                                + " instead");
        assertThat(Deprecations.of(preference(topology.value()))).isEmpty();
    }

    @Test
    void aPreferenceThatStatesNothingIsFine() {
        assertThat(Deprecations.of(Yamls.read(VirtualMachinePreferenceSpec.class, "{}"))).isEmpty();
    }

    @Test
    void launchSecurityOfAnInstancetypeIsWarnedOf() {
        assertThat(Deprecations.of(instancetype("launchSecurity: {}")))
                .singleElement()
                .asString()
                .startsWith("launchSecurity is deprecated");
        assertThat(Deprecations.of(instancetype("cpu: {guest: 1}"))).isEmpty();
    }

    private static VirtualMachinePreferenceSpec preference(String topology) {
        return Yamls.read(
                VirtualMachinePreferenceSpec.class,
                "{cpu: {preferredCPUTopology: %s}}".formatted(topology));
    }

    private static VirtualMachineInstancetypeSpec instancetype(String spec) {
        return Yamls.read(VirtualMachineInstancetypeSpec.class, "{" + spec + "}");
    }
}
