package io.kubevirt.ee.model.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.custom.Quantity;
import io.kubevirt.ee.model.v1.KubeVirtConfigurationBuilder;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KvmResourceTest {

    @Test
    void aGuestTakesItWhereItIsNotEmulated() {
        assertThat(KvmResource.ofGuest(false))
                .isEqualTo(Map.of("devices.kubevirt.io/kvm", new Quantity("1")));
        assertThat(KvmResource.ofGuest(true)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        ", 1000",
        "0, 0",
        "1, 1",
        "250, 250",
        "10000, 10000",
        "10001, 10000",
        "-1, 1000",
        "9223372036854775807, 10000"
    })
    void aNodeOffersItForAsManyGuestsAsAreStated(Long stated, int offered) {
        assertThat(
                        KvmResource.perNode(
                                Optional.of(
                                        KubeVirtConfigurationBuilder.builder()
                                                .virtualMachineInstancesPerNode(stated)
                                                .build())))
                .isEqualTo(offered);
    }

    @Test
    void withoutAKubeVirtResourceItIsForAThousand() {
        assertThat(KvmResource.perNode(Optional.empty())).isEqualTo(1000);
    }

    @Test
    void adviceIsForThoseAloneWhoLackIt() {
        assertThat(
                        KvmResource.advice(
                                "0/1 nodes are available: 1 Insufficient devices.kubevirt.io/kvm."))
                .hasValueSatisfying(
                        advice -> assertThat(advice).contains("/dev/kvm", "useEmulation"));
        assertThat(KvmResource.advice("0/1 nodes are available: 1 Insufficient memory.")).isEmpty();
    }
}
