package io.kubevirt.ee.handler.host;

import io.kubevirt.ee.handler.port.GuestRefused;
import io.kubevirt.ee.model.guest.ClaimPlace;
import io.kubevirt.ee.model.guest.ClaimUse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.OptionalLong;

/**
 * The image in a claim, or in a folder of the node, that the launcher's container has. It is opened
 * once, as a reference, and neither it nor its folder's last step may be a link: what is there, any
 * pod may have put there.
 *
 * @param owner the launcher's first process
 * @param file the disk
 * @param name the disk in words
 * @param what the volume in the user's words
 */
record ClaimFile(PinnedProcess owner, Descriptor file, String name, String what)
        implements AutoCloseable {

    private static final long NO_WAY_OUT =
            Syscalls.RESOLVE_BENEATH
                    | Syscalls.RESOLVE_NO_SYMLINKS
                    | Syscalls.RESOLVE_NO_MAGICLINKS;
    private static final int OWN_MODE = 0600;

    /** What KubeVirt leaves free: a file system that is full to its last byte serves nobody. */
    private static final long RESERVE_BYTES = 128 << 10;

    /** A claim's file system takes some of it: that much smaller a disk may be. */
    private static final double SMALLEST_SHARE = 0.9;

    /** Opens the disk, and makes it first where the guest may write it and it is not there. */
    static ClaimFile open(PinnedProcess owner, ClaimPlace.Folder place, ClaimUse use, String what)
            throws IOException, GuestRefused {
        try (PodRoot root = owner.root();
                Descriptor folder = root.locate(place.path())) {
            Descriptor file = locate(folder, place, use, what);
            try {
                requireDisk(folder, file, place, use, what);
                return new ClaimFile(owner, file, place.words(), what);
            } catch (IOException | GuestRefused failed) {
                file.close();
                throw failed;
            }
        }
    }

    private static Descriptor locate(
            Descriptor folder, ClaimPlace.Folder place, ClaimUse use, String what)
            throws IOException, GuestRefused {
        try {
            return beneath(folder, place, Syscalls.O_PATH, 0);
        } catch (ErrnoException failed) {
            if (failed.errno() == ErrnoException.ELOOP) {
                throw never("%s: %s is a link".formatted(what, place.words()));
            }
            if (failed.errno() != ErrnoException.ENOENT) {
                throw failed;
            }
        }
        if (use.readsOnly()) {
            throw never("%s: there is no %s".formatted(what, place.words()));
        }
        // As long as it is empty, its making is not done.
        sizeFor(folder, place, what);
        long create = Syscalls.O_WRONLY | Syscalls.O_CREAT | Syscalls.O_EXCL;
        beneath(folder, place, create, OWN_MODE).close();
        return beneath(folder, place, Syscalls.O_PATH, 0);
    }

    private static Descriptor beneath(
            Descriptor folder, ClaimPlace.Folder place, long flags, long mode) throws IOException {
        return new Descriptor(Syscalls.openat2(folder.fd(), place.file(), flags, mode, NO_WAY_OUT));
    }

    private static void requireDisk(
            Descriptor folder, Descriptor file, ClaimPlace.Folder place, ClaimUse use, String what)
            throws IOException, GuestRefused {
        FileFacts facts = file.facts();
        if (!facts.isRegular()) {
            throw never(
                    "%s: %s is %s, not a file".formatted(what, place.words(), facts.typeInWords()));
        }
        if (facts.sizeBytes() == 0) {
            if (use.readsOnly()) {
                throw never("%s: %s is empty".formatted(what, place.words()));
            }
            extend(file, sizeFor(folder, place, what));
        }
    }

    /** The claim's size, or what its file system has if that is little less. */
    private static long sizeFor(Descriptor folder, ClaimPlace.Folder place, String what)
            throws IOException, GuestRefused {
        OptionalLong wanted = place.sizeBytes();
        if (wanted.isEmpty()) {
            throw new GuestRefused(
                    GuestRefused.Kind.MAY_PASS,
                    "%s: there is no %s, and its size is not known".formatted(what, place.words()));
        }
        long free = Math.max(0, freeBytes(folder) - RESERVE_BYTES);
        if (free < wanted.getAsLong() * SMALLEST_SHARE) {
            throw new GuestRefused(
                    GuestRefused.Kind.MAY_PASS,
                    "%s: a disk of %d bytes does not fit, there is room for %d"
                            .formatted(what, wanted.getAsLong(), free));
        }
        return Math.min(free, wanted.getAsLong())
                / ImageHeader.SECTOR_BYTES
                * ImageHeader.SECTOR_BYTES;
    }

    // Java looks for the mount, and that is the pod's.
    private static long freeBytes(Descriptor folder) throws IOException {
        String[] blocks =
                Command.run(
                                List.of(
                                        "stat",
                                        "--file-system",
                                        "--format=%a %S",
                                        folder.path().toString()))
                        .strip()
                        .split(" ");
        return Long.parseLong(blocks[0]) * Long.parseLong(blocks[1]);
    }

    /** Sparse: a byte takes room when the guest writes it. */
    private static void extend(Descriptor file, long bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(1), bytes - 1);
            channel.force(true);
        }
    }

    /** Lets the guest open it: alone by its owner, else by the group of all guests. */
    void giveTo(GuestDirectory guest, ClaimUse use) throws IOException, GuestRefused {
        switch (use) {
            case ALONE -> {
                Files.setAttribute(file.path(), "unix:uid", guest.uid());
                Files.setPosixFilePermissions(
                        file.path(), PosixFilePermissions.fromString("rw-------"));
            }
            case SHARED -> {
                Files.setAttribute(file.path(), "unix:gid", HostSettings.GUEST_GID);
                Files.setPosixFilePermissions(
                        file.path(), PosixFilePermissions.fromString("rw-rw----"));
            }
            case READ, BELOW_OVERLAY -> openForReading();
        }
    }

    private void openForReading() throws IOException, GuestRefused {
        if (file.facts().readableByGroup(HostSettings.GUEST_GID)) {
            return;
        }
        try {
            Files.setAttribute(file.path(), "unix:gid", HostSettings.GUEST_GID);
            Files.setPosixFilePermissions(
                    file.path(), PosixFilePermissions.fromString("rw-r-----"));
        } catch (IOException readOnly) {
            FileFacts facts = file.facts();
            throw never(
                    "%s: %s has owner %d:%d and mode %04o: guests run with group %d and cannot read it"
                            .formatted(
                                    what,
                                    name,
                                    facts.uid(),
                                    facts.gid(),
                                    facts.mode() & 07777,
                                    HostSettings.GUEST_GID));
        }
    }

    /** Makes the disk appear at {@code target}, an existing file, by bind mount. */
    void mountAt(Path target, ClaimUse use) throws IOException {
        try (Descriptor namespace = owner.open("ns/mnt", 0);
                Descriptor mount = BindMounts.copy(namespace, file)) {
            if (use.readsOnly()) {
                Syscalls.restrictMount(mount.fd());
            } else {
                Syscalls.restrictWritableMount(mount.fd());
            }
            Syscalls.attachMount(mount.fd(), target.toString());
        }
    }

    @Override
    public void close() {
        file.close();
    }

    private static GuestRefused never(String message) {
        return new GuestRefused(GuestRefused.Kind.NEVER, message);
    }
}
