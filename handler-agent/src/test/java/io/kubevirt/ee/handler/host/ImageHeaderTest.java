package io.kubevirt.ee.handler.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.model.domain.GuestResources.ImageFormat;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ImageHeaderTest {

    private static final long GIB = 1L << 30;

    @Test
    void anythingWithoutAMagicIsRawAndCountsInWholeSectors() {
        assertThat(ImageHeader.examine(ByteBuffer.wrap(new byte[] {1, 2}), 2))
                .isEqualTo(new ImageHeader.Usable(ImageFormat.RAW, 512));
        assertThat(ImageHeader.examine(ByteBuffer.wrap("KDMV".getBytes()), GIB))
                .isEqualTo(new ImageHeader.Usable(ImageFormat.RAW, GIB));
    }

    @Test
    void qcow2OfBothVersionsTellsItsSize() {
        assertThat(examine(qcow2(2), 72)).isEqualTo(new ImageHeader.Usable(ImageFormat.QCOW2, GIB));
        assertThat(examine(qcow2(3), 104))
                .isEqualTo(new ImageHeader.Usable(ImageFormat.QCOW2, GIB));
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                row("names a backing file", header -> header.putLong(8, 0x70)),
                row("names a backing file", header -> header.putInt(16, 9)),
                row("keeps its data in another file", header -> header.putLong(72, 4)),
                row("is marked as corrupt", header -> header.putLong(72, 2)),
                row("is encrypted", header -> header.putInt(32, 2)),
                row("unknown version 4", header -> header.putInt(4, 4)),
                row("unknown version 1", header -> header.putInt(4, 1)),
                row("clusters have 2^8 bytes", header -> header.putInt(20, 8)),
                row("clusters have 2^63 bytes", header -> header.putInt(20, 63)),
                row("header has 4294967295 bytes", header -> header.putInt(100, -1)),
                row("header has 2147483647 bytes", header -> header.putInt(100, Integer.MAX_VALUE)),
                row("header has 72 bytes", header -> header.putInt(100, 72)),
                row("disk has 0 bytes", header -> header.putLong(24, 0)),
                row("disk has -1 bytes", header -> header.putLong(24, -1)),
                row("disk has 9223372036854775807 bytes", h -> h.putLong(24, Long.MAX_VALUE)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void anImageThatLiesOrNamesAnotherFileIsRefused(String words, Consumer<ByteBuffer> change) {
        ByteBuffer header = qcow2(3);
        change.accept(header);

        assertThat(examine(header, 104))
                .isInstanceOfSatisfying(
                        ImageHeader.Refused.class,
                        refused -> assertThat(refused.why()).contains(words));
    }

    @Test
    void anImageThatEndsInItsHeaderIsRefused() {
        assertThat(examine(qcow2(3), 103)).isInstanceOf(ImageHeader.Refused.class);
        assertThat(examine(qcow2(2), 71)).isInstanceOf(ImageHeader.Refused.class);
        assertThat(examine(qcow2(2), 4)).isInstanceOf(ImageHeader.Refused.class);
        assertThat(ImageHeader.examine(ByteBuffer.allocate(0), 0))
                .isEqualTo(new ImageHeader.Refused("is empty"));
    }

    private static Arguments row(String words, Consumer<ByteBuffer> change) {
        return Arguments.of(words, change);
    }

    private static ImageHeader examine(ByteBuffer header, int length) {
        return ImageHeader.examine(header.slice(0, length), 1 << 20);
    }

    private static ByteBuffer qcow2(int version) {
        return ByteBuffer.allocate(ImageHeader.LENGTH_BYTES)
                .putInt(0, ImageHeader.Qcow2.MAGIC)
                .putInt(4, version)
                .putInt(20, 16)
                .putLong(24, GIB)
                .putInt(100, 104);
    }
}
