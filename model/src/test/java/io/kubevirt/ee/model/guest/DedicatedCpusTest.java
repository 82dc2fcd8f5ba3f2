package io.kubevirt.ee.model.guest;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.JSON;
import io.kubevirt.ee.model.v1.DomainSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DedicatedCpusTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"cores\": 2, \"threads\": 2, \"dedicatedCpuPlacement\": true} | 4 | 2 | false",
                "{\"cores\": 2, \"dedicatedCpuPlacement\": true, \"isolateEmulatorThread\": true} | 2 | 1 | true",
                "{\"sockets\": 2, \"maxSockets\": 4, \"dedicatedCpuPlacement\": true} | 2 | 1 | false",
                "{\"dedicatedCpuPlacement\": true} | 3 | 1 | false",
            })
    void eachProcessorOfTheGuestGetsOne(String cpu, int vcpus, int threads, boolean isolate) {
        assertThat(DedicatedCpus.of(domain(cpu)))
                .contains(new DedicatedCpus(vcpus, threads, isolate));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{}", "{\"dedicatedCpuPlacement\": false}", "{\"cores\": 2}"})
    void whoDoesNotAskHasNone(String cpu) {
        assertThat(DedicatedCpus.of(domain(cpu))).isEmpty();
    }

    /** Cores are separated by semicolons. */
    @ParameterizedTest(name = "{0}: {4}")
    @CsvSource(
            delimiter = '|',
            value = {
                "one for one               | 1 | 1 | 3;4        | 3     | 3,4",
                "in their order            | 2 | 1 | 3;5        | 3,5   | 3,5",
                "threads of a core together| 2 | 2 | 1;2,6      | 2,6   | 1,2,6",
                "half cores last           | 4 | 2 | 1;2,6;3    | 2,6,1,3 | 1,2,3,6",
                "a core of four threads    | 2 | 2 | 0,1,2,3    | 0,1   | 0,1,2,3",
            })
    void threadsOfACoreStayTogether(
            String what, int vcpus, int threads, String cores, String pins, String emulator) {
        CpuPins dealt = new DedicatedCpus(vcpus, threads, false).pins(cores(cores)).orElseThrow();

        assertThat(dealt.vcpus()).isEqualTo(numbers(pins));
        assertThat(dealt.emulator()).containsExactlyElementsOf(numbers(emulator));
    }

    @Test
    void whatIsIsolatedGetsTheOneAfterTheGuests() {
        CpuPins pins = new DedicatedCpus(2, 1, true).pins(cores("1;3;5;7")).orElseThrow();

        assertThat(pins.vcpus()).containsExactly(1, 3);
        assertThat(pins.emulator()).containsExactly(5);
    }

    @Test
    void tooFewAreNone() {
        assertThat(new DedicatedCpus(2, 1, false).pins(cores("1"))).isEqualTo(Optional.empty());
        assertThat(new DedicatedCpus(2, 1, true).pins(cores("1;2"))).isEqualTo(Optional.empty());
    }

    private static List<List<Integer>> cores(String text) {
        return Arrays.stream(text.split(";")).map(DedicatedCpusTest::numbers).toList();
    }

    private static List<Integer> numbers(String text) {
        return Arrays.stream(text.split(",")).map(Integer::valueOf).toList();
    }

    private static DomainSpec domain(String cpu) {
        return JSON.deserialize(
                "{\"cpu\": %s, \"resources\": {\"limits\": {\"cpu\": \"3\"}}, \"devices\": {}}"
                        .formatted(cpu),
                DomainSpec.class);
    }
}
