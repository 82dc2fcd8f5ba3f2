package io.kubevirt.ee.handler.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Which disk it is, whatever its name: a device by its number, a file by its file system and inode.
 *
 * @param device number of the device, or of the one that the file is on
 * @param inode zero for a device
 */
record DiskIdentity(long device, long inode) {

    private static final int TYPE = 0170000;
    private static final int BLOCK_DEVICE = 0060000;

    /** Of a file that exists. */
    static DiskIdentity of(Path file) throws IOException {
        Map<String, Object> read = Files.readAttributes(file, "unix:mode,dev,ino,rdev");
        boolean block = ((Integer) read.get("mode") & TYPE) == BLOCK_DEVICE;
        return block
                ? new DiskIdentity((Long) read.get("rdev"), 0)
                : new DiskIdentity((Long) read.get("dev"), (Long) read.get("ino"));
    }

    /** As the C library takes a device's number apart. */
    int major() {
        return (int) ((device >>> 8 & 0xfff) | (device >>> 32 & ~0xfffL));
    }

    int minor() {
        return (int) ((device & 0xff) | (device >>> 12 & ~0xffL));
    }
}
