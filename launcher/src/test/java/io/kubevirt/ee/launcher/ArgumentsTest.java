package io.kubevirt.ee.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ArgumentsTest {

    @Test
    void nameNamespaceAndUidAreEnough() {
        assertThat(Arguments.parse("--vmi-name", "a", "--vmi-namespace", "b", "--vmi-uid", "c"))
                .isEqualTo(new Arguments("a", "b", "c", Path.of("/var/run/kubevirt")));
    }

    @Test
    void whatIsMissingOrUnknownIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Arguments.parse("--vmi-name", "a", "--vmi-namespace", "b"))
                .withMessage("--vmi-uid is missing");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Arguments.parse("--vmi-name"))
                .withMessage("--vmi-name has no value");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Arguments.parse("--color", "red"))
                .withMessage("unknown argument --color");
    }
}
