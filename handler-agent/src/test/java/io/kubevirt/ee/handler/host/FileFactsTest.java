package io.kubevirt.ee.handler.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileFactsTest {

    @ParameterizedTest
    @CsvSource({
        "0440, 107, 107, true",
        "0440, 0, 0, false",
        "0444, 0, 0, true",
        "0400, 107, 107, false",
        // The group's bits count for its members, even when others may read.
        "0404, 0, 107, false",
        "0640, 0, 107, true"
    })
    void aGuestReadsWhatItsGroupOrOthersMayRead(String mode, int uid, int gid, boolean readable) {
        FileFacts file = new FileFacts(0100000 | Integer.parseInt(mode, 8), uid, gid, 1);

        assertThat(file.readableByGroup(107)).isEqualTo(readable);
    }
}
