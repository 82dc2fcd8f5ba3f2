package io.kubevirt.ee.handler.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessorsTest {

    @Test
    void theKernelsListsAreRead() {
        assertThat(Processors.parse("\t0-2,5,8-9\n")).containsExactly(0, 1, 2, 5, 8, 9);
        assertThat(Processors.parse("7")).containsExactly(7);
        assertThat(Processors.parse("\n")).isEmpty();
    }

    @Test
    void aListIsWrittenAsItIsRead() {
        assertThat(Processors.list(List.of(1, 3))).isEqualTo("1,3");
    }
}
