package io.kubevirt.ee.model.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.JSON;
import io.kubevirt.ee.model.v1.KubeVirt;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureGatesTest {

    @Test
    void thoseOfTheFirstResourceByNameAreOpen() {
        FeatureGates gates =
                FeatureGates.of(
                        List.of(
                                kubeVirt("b", gates("[\"Other\"]")),
                                kubeVirt("a", gates("[\"DownwardMetrics\", \"Unheard\"]"))));

        assertThat(gates.opened(FeatureGates.DOWNWARD_METRICS)).isTrue();
        assertThat(gates.opened("Other")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"configuration\": {}}",
                "{\"configuration\": {\"developerConfiguration\": {}}}",
                "{\"configuration\": {\"developerConfiguration\": {\"featureGates\": []}}}",
            })
    void noneIsOpenThatIsNotNamed(String spec) {
        assertThat(FeatureGates.of(List.of(kubeVirt("a", spec)))).isEqualTo(FeatureGates.NONE);
    }

    @Test
    void noneIsOpenWithoutAResource() {
        assertThat(FeatureGates.of(List.of())).isEqualTo(FeatureGates.NONE);
    }

    private static String gates(String list) {
        return "{\"configuration\": {\"developerConfiguration\": {\"featureGates\": "
                + list
                + "}}}";
    }

    private static KubeVirt kubeVirt(String name, String spec) {
        return JSON.deserialize(
                "{\"metadata\": {\"name\": \"%s\"}, \"spec\": %s}".formatted(name, spec),
                KubeVirt.class);
    }
}
