package io.kubevirt.ee.handler.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What stat(2) says of a file.
 *
 * @param mode type and permission bits
 * @param uid owner
 * @param gid group
 * @param sizeBytes length
 */
record FileFacts(int mode, int uid, int gid, long sizeBytes) {

    private static final int TYPE = 0170000;
    private static final int REGULAR = 0100000;
    private static final int DIRECTORY = 0040000;
    private static final int FIFO = 0010000;
    private static final int SOCKET = 0140000;
    private static final int SYMLINK = 0120000;
    private static final int CHARACTER_DEVICE = 0020000;
    private static final int BLOCK_DEVICE = 0060000;
    private static final int GROUP_READ = 040;
    private static final int OTHERS_READ = 04;

    /** Follows the last link: {@code file} is a descriptor's path. */
    static FileFacts of(Path file) throws IOException {
        Map<String, Object> read = Files.readAttributes(file, "unix:mode,uid,gid,size");
        return new FileFacts(
                (Integer) read.get("mode"),
                (Integer) read.get("uid"),
                (Integer) read.get("gid"),
                (Long) read.get("size"));
    }

    boolean isRegular() {
        return type() == REGULAR;
    }

    boolean isSocket() {
        return type() == SOCKET;
    }

    boolean isDirectory() {
        return type() == DIRECTORY;
    }

    boolean isBlockDevice() {
        return type() == BLOCK_DEVICE;
    }

    /** Whether a process of another uid and the given group may read it, by its mode. */
    boolean readableByGroup(int processGid) {
        return (mode & (gid == processGid ? GROUP_READ : OTHERS_READ)) != 0;
    }

    /** The file's type in words. */
    String typeInWords() {
        return switch (type()) {
            case REGULAR -> "a file";
            case DIRECTORY -> "a directory";
            case FIFO -> "a named pipe";
            case SOCKET -> "a socket";
            case SYMLINK -> "a symbolic link";
            case CHARACTER_DEVICE, BLOCK_DEVICE -> "a device";
            default -> "of an unknown type";
        };
    }

    private int type() {
        return mode & TYPE;
    }
}
