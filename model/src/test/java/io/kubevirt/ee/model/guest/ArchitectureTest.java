package io.kubevirt.ee.model.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubevirt.ee.model.v1.VirtualMachineInstanceSpec;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceSpecBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchitectureTest {

    private static VirtualMachineInstanceSpec spec(String architecture) {
        return VirtualMachineInstanceSpecBuilder.builder().architecture(architecture).build();
    }

    @ParameterizedTest
    @CsvSource({", AMD64", "'', AMD64", "amd64, AMD64", "arm64, ARM64"})
    void itIsWhatIsStatedElseAmd64(String stated, Architecture architecture) {
        assertThat(Architecture.of(spec(stated))).isEqualTo(architecture);
    }

    @Test
    void oneThatThereAreNoGuestsOfIsNotTakenForAnother() {
        assertThatThrownBy(() -> Architecture.of(spec("s390x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("s390x");
        assertThat(Architecture.ofLibvirt("riscv64")).isEmpty();
        assertThat(Architecture.ofLibvirt("aarch64")).contains(Architecture.ARM64);
    }
}
