package io.kubevirt.ee.model.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.kubernetes.client.custom.Quantity;
import io.kubevirt.ee.model.v1.CPUTopology;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GuestSizeTest {

    @ParameterizedTest
    @CsvSource({"1Gi, 1073741824", "1500m, 2", "0, 0", "1e3, 1000", "128M, 128000000"})
    void quantitiesAreRoundedUp(String quantity, long units) {
        assertThat(GuestSize.wholeUnits(new Quantity(quantity))).isEqualTo(units);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "1e-999999999", "9999999999999999999"})
    void quantitiesNobodyCanWriteOutAreRefusedAtOnce(String quantity) {
        assertTimeoutPreemptively(
                Duration.ofSeconds(2),
                () ->
                        assertThatThrownBy(() -> GuestSize.wholeUnits(new Quantity(quantity)))
                                .isInstanceOf(IllegalArgumentException.class));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"devices\": {}} | 1 | 1 | 1",
                "{\"devices\": {}, \"cpu\": {\"cores\": 4}} | 4 | 1 | 1",
                "{\"devices\": {}, \"cpu\": {\"model\": \"x\"}} | 1 | 1 | 1",
                "{\"devices\": {}, \"resources\": {\"requests\": {\"cpu\": \"100m\"}}} | 1 | 1 | 1",
                "{\"devices\": {}, \"resources\": {\"requests\": {\"cpu\": \"1\"}, \"limits\": {\"cpu\": \"3\"}}} | 1 | 3 | 1",
            })
    void aTopologyIsStatedOrComesFromTheResources(
            String domain, int cores, int sockets, int threads) {
        assertThat(GuestSize.topology(Requests.vmi(domain, "[]", "[]").spec().domain()))
                .isEqualTo(new CPUTopology(cores, sockets, threads));
    }

    @Test
    void cpusAreTheProductOfATopology() {
        assertThat(GuestSize.vcpus(new CPUTopology(2, 3, 4))).isEqualTo(24);
    }
}
