package io.kubevirt.ee.handler.host;

import io.kubevirt.ee.handler.downward.GuestMetrics;
import io.kubevirt.ee.model.domain.GuestResources;
import io.kubevirt.ee.model.downward.VhostmdDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Figures' disks and channels of this node's guests. */
public final class NodeGuestMetrics implements GuestMetrics {

    private final GuestDirectories directories;

    /** Guests are where {@code settings} say. */
    public NodeGuestMetrics(HostSettings settings) {
        directories = new GuestDirectories(settings.guests(), settings.firstUid());
    }

    /** Where a volume's disk is. */
    static Path disk(GuestDirectory guest, String volume) {
        return guest.disks().resolve(volume + ".vhostmd");
    }

    /** Makes a disk without figures; one that is there stays. */
    static Path make(GuestDirectory guest, String volume) throws IOException {
        Path disk = disk(guest, volume);
        if (!Files.exists(disk)) {
            Path beside = disk.resolveSibling(disk.getFileName() + ".new");
            Files.deleteIfExists(beside);
            try (FileChannel file =
                    FileChannel.open(
                            beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                file.write(ByteBuffer.allocate(1), VhostmdDisk.SIZE_BYTES - 1L);
                fill(file, new VhostmdDisk("<metrics></metrics>\n"));
            }
            // Whoever could come here may read it: the guest alone can.
            Files.setPosixFilePermissions(beside, PosixFilePermissions.fromString("rw-r--r--"));
            Files.move(beside, disk);
        }
        return disk;
    }

    @Override
    public void write(String vmiUid, String volume, String text) throws IOException {
        Path disk = disk(guest(vmiUid), volume);
        try (FileChannel file =
                FileChannel.open(disk, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            fill(file, new VhostmdDisk(text));
        }
    }

    /** A reader that sees the first header waits, or finds that the sum is another. */
    private static void fill(FileChannel file, VhostmdDisk disk) throws IOException {
        write(file, ByteBuffer.wrap(disk.lockedHeader()), 0);
        write(file, ByteBuffer.wrap(disk.body()), VhostmdDisk.HEADER_BYTES);
        write(file, ByteBuffer.wrap(disk.header()), 0);
    }

    private static void write(FileChannel file, ByteBuffer bytes, long at) throws IOException {
        long next = at;
        while (bytes.hasRemaining()) {
            next += file.write(bytes, next);
        }
    }

    @Override
    public ByteChannel connect(String vmiUid) throws IOException {
        return ConsoleSockets.connect(guest(vmiUid), GuestResources.METRICS_SOCKET);
    }

    private GuestDirectory guest(String vmiUid) throws IOException {
        return directories
                .find(vmiUid)
                .orElseThrow(() -> new IOException("no guest %s here".formatted(vmiUid)));
    }
}
