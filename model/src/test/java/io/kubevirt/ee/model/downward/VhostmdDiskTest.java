package io.kubevirt.ee.model.downward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class VhostmdDiskTest {
    private final VhostmdDisk disk = new VhostmdDisk("<a>\u00e4</a>\n");

    @Test
    void theHeaderHasSignatureLockSumAndLength() {
        // 3c 61 3e c3 a4 3c 2f 61 3e 0a
        assertThat(hex(disk.lockedHeader()))
                .isEqualTo("6d766264" + "00000001" + "00000356" + "0000000a");
        assertThat(hex(disk.header())).isEqualTo("6d766264" + "00000000" + "00000356" + "0000000a");
        assertThat(hex(disk.body())).isEqualTo("3c613ec3a43c2f613e0a");
    }

    @Test
    void whatDoesNotFitIsRefused() {
        String fits = "x".repeat(VhostmdDisk.SIZE_BYTES - VhostmdDisk.HEADER_BYTES);
        assertThat(new VhostmdDisk(fits).body()).hasSize(fits.length());
        assertThatThrownBy(() -> new VhostmdDisk(fits + "x"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
