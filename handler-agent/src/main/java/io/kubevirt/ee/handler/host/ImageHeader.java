package io.kubevirt.ee.handler.host;

import io.kubevirt.ee.model.domain.GuestResources.ImageFormat;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * What the first bytes of a user's image say. Only two formats are known: qcow2 by its magic,
 * everything else is raw bytes. An image that names another file is refused here, before qemu or
 * qemu-img sees it. See docs/interop/qcow2.rst of qemu.
 */
sealed interface ImageHeader {

    /** How many bytes of an image have to be read. */
    int LENGTH_BYTES = 104;

    /** Above it no image is meant: qemu itself cannot address a qcow2 image of 2 PiB. */
    long VIRTUAL_SIZE_LIMIT_BYTES = 1L << 50;

    int SECTOR_BYTES = 512;

    /** An image that may be used, and the size of the disk in it. */
    record Usable(ImageFormat format, long virtualSizeBytes) implements ImageHeader {}

    /** An image that is not used; {@code why} completes "the image …". */
    record Refused(String why) implements ImageHeader {}

    /**
     * Examines an image.
     *
     * @param head its first {@link #LENGTH_BYTES} bytes, fewer when it is shorter
     * @param fileBytes its length
     */
    static ImageHeader examine(ByteBuffer head, long fileBytes) {
        ByteBuffer bytes = head.order(ByteOrder.BIG_ENDIAN);
        if (bytes.remaining() >= 4 && bytes.getInt(bytes.position()) == Qcow2.MAGIC) {
            return Qcow2.examine(bytes.slice());
        }
        if (fileBytes == 0) {
            return new Refused("is empty");
        }
        long wholeSectors = Math.ceilDiv(fileBytes, SECTOR_BYTES) * SECTOR_BYTES;
        return sized(ImageFormat.RAW, wholeSectors);
    }

    private static ImageHeader sized(ImageFormat format, long virtualSizeBytes) {
        return virtualSizeBytes <= 0 || virtualSizeBytes > VIRTUAL_SIZE_LIMIT_BYTES
                ? new Refused("says its disk has %d bytes".formatted(virtualSizeBytes))
                : new Usable(format, virtualSizeBytes);
    }

    /** The fields of a qcow2 header, at their offsets. */
    final class Qcow2 {
        static final int MAGIC = 0x514649fb;
        private static final int VERSION = 4;
        private static final int BACKING_FILE_OFFSET = 8;
        private static final int BACKING_FILE_SIZE = 16;
        private static final int CLUSTER_BITS = 20;
        private static final int SIZE = 24;
        private static final int CRYPT_METHOD = 32;
        private static final int INCOMPATIBLE_FEATURES = 72;
        private static final int HEADER_LENGTH = 100;
        private static final int V2_LENGTH = 72;
        private static final int V3_LENGTH = 104;
        private static final long FEATURE_CORRUPT = 1 << 1;
        private static final long FEATURE_EXTERNAL_DATA = 1 << 2;

        private Qcow2() {}

        private static ImageHeader examine(ByteBuffer header) {
            if (header.remaining() < V2_LENGTH) {
                return new Refused("ends within its qcow2 header");
            }
            int version = header.getInt(VERSION);
            if (version != 2 && version != 3) {
                return new Refused("is qcow2 of the unknown version " + version);
            }
            if (header.getLong(BACKING_FILE_OFFSET) != 0 || header.getInt(BACKING_FILE_SIZE) != 0) {
                return new Refused("names a backing file");
            }
            if (header.getInt(CRYPT_METHOD) != 0) {
                return new Refused("is encrypted");
            }
            int clusterBits = header.getInt(CLUSTER_BITS);
            if (clusterBits < 9 || clusterBits > 21) {
                return new Refused("says its clusters have 2^%d bytes".formatted(clusterBits));
            }
            if (version == 3) {
                Optional<String> why = refusedByVersion3(header, clusterBits);
                if (why.isPresent()) {
                    return new Refused(why.get());
                }
            }
            return sized(ImageFormat.QCOW2, header.getLong(SIZE));
        }

        private static Optional<String> refusedByVersion3(ByteBuffer header, int clusterBits) {
            if (header.remaining() < V3_LENGTH) {
                return Optional.of("ends within its qcow2 header");
            }
            int length = header.getInt(HEADER_LENGTH);
            if (length < V3_LENGTH || length > 1 << clusterBits) {
                return Optional.of(
                        "says its header has %d bytes".formatted(Integer.toUnsignedLong(length)));
            }
            long features = header.getLong(INCOMPATIBLE_FEATURES);
            if ((features & FEATURE_EXTERNAL_DATA) != 0) {
                return Optional.of("keeps its data in another file");
            }
            return (features & FEATURE_CORRUPT) != 0
                    ? Optional.of("is marked as corrupt")
                    : Optional.empty();
        }
    }
}
