package io.kubevirt.ee.handler.host;

import io.kubevirt.ee.handler.port.GuestRefused;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A file of a user's image, opened once: what is examined here is what is mounted later.
 *
 * @param owner the first process of the container it was found in
 * @param file the file, as a reference
 * @param what the file in the user's words, for refusals
 */
record PodFile(PinnedProcess owner, Descriptor file, String what) implements AutoCloseable {

    private static final String DISK_FOLDER = "/disk";

    /**
     * Opens the file at {@code path} in the container of {@code owner}.
     *
     * @throws GuestRefused in words when there is no such file or guests may not read it
     */
    static PodFile open(PinnedProcess owner, String path, String what)
            throws IOException, GuestRefused {
        try (PodRoot root = owner.root()) {
            Descriptor file = root.locate(path);
            try {
                requireReadable(file.facts(), "%s: %s in the image".formatted(what, path));
            } catch (IOException | GuestRefused failed) {
                file.close();
                throw failed;
            }
            return new PodFile(owner, file, what);
        } catch (ErrnoException failed) {
            throw refusal(failed, path, what);
        }
    }

    /** The path of the only file under {@code /disk}: where a disk is when no path is given. */
    static String onlyDisk(PinnedProcess owner, String what) throws IOException, GuestRefused {
        List<String> names = new ArrayList<>();
        try (PodRoot root = owner.root();
                Descriptor folder = root.locate(DISK_FOLDER)) {
            if (!folder.facts().isDirectory()) {
                throw never(what + ": /disk in the image is not a directory");
            }
            try (Stream<Path> files = Files.list(folder.path())) {
                files.limit(2).forEach(file -> names.add(file.getFileName().toString()));
            }
        } catch (ErrnoException failed) {
            throw refusal(failed, DISK_FOLDER, what);
        }
        if (names.size() != 1) {
            String found = names.isEmpty() ? "no file" : "more than one file";
            throw never(
                    "%s: the image holds %s under /disk; name the disk's file in containerDisk.path"
                            .formatted(what, found));
        }
        return DISK_FOLDER + "/" + names.getFirst();
    }

    /** What the file's first bytes say. */
    ImageHeader header() throws IOException {
        return header(file.path());
    }

    /** What the first bytes of a file say that is known to be a regular file. */
    static ImageHeader header(Path file) throws IOException {
        ByteBuffer head = ByteBuffer.allocate(ImageHeader.LENGTH_BYTES);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            while (head.hasRemaining() && channel.read(head) >= 0) {
                // read on until the header is whole or the file ends
            }
            return ImageHeader.examine(head.flip(), channel.size());
        }
    }

    /** Whether the pod itself cannot change the file: its mount is read-only there. */
    boolean unchangeable() throws IOException {
        int mountId = file.mountId();
        return MountTable.read(owner.path("mountinfo")).mounts().stream()
                .filter(mount -> mount.id() == mountId)
                .anyMatch(mount -> mount.options().contains("ro"));
    }

    /** Makes the file appear at {@code target}, an existing file: read-only, by bind mount. */
    void mountAt(Path target) throws IOException {
        try (Descriptor namespace = owner.open("ns/mnt", 0);
                Descriptor mount = BindMounts.copy(namespace, file)) {
            Syscalls.restrictMount(mount.fd());
            Syscalls.attachMount(mount.fd(), target.toString());
        }
    }

    @Override
    public void close() {
        file.close();
    }

    private static void requireReadable(FileFacts facts, String what) throws GuestRefused {
        if (!facts.isRegular()) {
            throw never("%s is %s, not a file".formatted(what, facts.typeInWords()));
        }
        if (!facts.readableByGroup(HostSettings.GUEST_GID)) {
            throw never(
                    "%s has owner %d:%d and mode %04o: guests run with group %d and cannot read it"
                            .formatted(
                                    what,
                                    facts.uid(),
                                    facts.gid(),
                                    facts.mode() & 07777,
                                    HostSettings.GUEST_GID));
        }
    }

    private static GuestRefused refusal(ErrnoException failed, String path, String what)
            throws IOException {
        return switch (failed.errno()) {
            case ErrnoException.ENOENT, ErrnoException.ENOTDIR ->
                    never("%s: the image holds no file %s".formatted(what, path));
            case ErrnoException.ELOOP, ErrnoException.EXDEV ->
                    never("%s: %s in the image is a link that leads nowhere".formatted(what, path));
            default -> throw failed;
        };
    }

    private static GuestRefused never(String message) {
        return new GuestRefused(GuestRefused.Kind.NEVER, message);
    }
}
