package io.kubevirt.ee.handler.host;

import io.kubevirt.ee.model.domain.GuestResources.BlockSizes;
import io.kubevirt.ee.model.domain.GuestResources.DiskSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The block sizes of what an image is on: of a device the kernel's (sysfs), of a file those of its
 * file system, which knows one alone.
 */
final class BlockFacts {

    private static final Path DEVICES = Path.of("/sys/dev/block");

    /** Guests address no larger units: a page of theirs (Linux before 6.15). */
    private static final long MOST_LOGICAL_BYTES = 4096;

    /** qemu takes no larger ones. */
    private static final long MOST_PHYSICAL_BYTES = 2 << 20;

    private BlockFacts() {}

    static BlockSizes of(DiskSource disk) throws IOException {
        Path path = Path.of(disk.path());
        return switch (disk.type()) {
            case FILE -> ofFileSystem(Files.getFileStore(path).getBlockSize());
            case BLOCK -> ofDevice(DEVICES, number(path));
        };
    }

    /** One size for both; nothing that a disk cannot have. */
    static BlockSizes ofFileSystem(long bytes) {
        long whole = Long.highestOneBit(Math.max(bytes, 512));
        return new BlockSizes(
                (int) Math.min(whole, MOST_LOGICAL_BYTES),
                (int) Math.min(whole, MOST_PHYSICAL_BYTES));
    }

    /** As sysfs names it; the parts of a dev_t are where glibc's makedev(3) puts them. */
    private static String number(Path device) throws IOException {
        long number = (Long) Files.getAttribute(device, "unix:rdev");
        return "%d:%d"
                .formatted(
                        number >> 8 & 0xfff | number >> 32 & ~0xfffL,
                        number & 0xff | number >> 12 & ~0xffL);
    }

    /** A partition's are its device's. */
    static BlockSizes ofDevice(Path devices, String number) throws IOException {
        Path folder = devices.resolve(number).toRealPath();
        Path whole = Files.exists(folder.resolve("partition")) ? folder.getParent() : folder;
        return new BlockSizes(
                bytes(whole, "logical_block_size"), bytes(whole, "physical_block_size"));
    }

    private static int bytes(Path device, String name) throws IOException {
        return Integer.parseInt(Files.readString(device.resolve("queue").resolve(name)).strip());
    }
}
