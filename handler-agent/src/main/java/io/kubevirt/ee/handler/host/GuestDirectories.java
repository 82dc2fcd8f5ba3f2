package io.kubevirt.ee.handler.host;

import com.google.gson.Gson;
import io.kubevirt.ee.handler.port.KnownGuest;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * All guests of this node that something was made for, and the uids they have. A directory appears
 * with its record inside, at once, so a crash leaves no guest without a name or uid.
 */
final class GuestDirectories {

    private static final Pattern UID = Pattern.compile("[0-9A-Za-z][0-9A-Za-z-]{0,62}");
    private static final String RECORD = "guest.json";
    private static final String UNFINISHED = ".new-";
    private static final Gson GSON = new Gson();

    private final Path root;
    private final int firstUid;

    GuestDirectories(Path root, int firstUid) {
        this.root = root;
        this.firstUid = firstUid;
    }

    private record Recorded(String namespace, String name, int uid) {}

    /** The guest's directory; made, with the lowest uid that is free, when it is not there. */
    synchronized GuestDirectory make(KnownGuest guest) throws IOException {
        Optional<GuestDirectory> there = find(guest.vmiUid());
        if (there.isPresent()) {
            return there.get();
        }
        Files.createDirectories(root);
        int uid = lowestFree(all().stream().map(GuestDirectory::uid).collect(Collectors.toSet()));
        Path unfinished = root.resolve(UNFINISHED + guest.vmiUid());
        removeTree(unfinished);
        Files.createDirectory(unfinished);
        Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rwx--x--x"));
        writeDurably(
                unfinished.resolve(RECORD),
                GSON.toJson(new Recorded(guest.namespace(), guest.name(), uid)));
        Files.move(unfinished, path(guest.vmiUid()), StandardCopyOption.ATOMIC_MOVE);
        force(root);
        return new GuestDirectory(path(guest.vmiUid()), uid, guest);
    }

    Optional<GuestDirectory> find(String vmiUid) throws IOException {
        Path record = path(vmiUid).resolve(RECORD);
        return Files.exists(record) ? Optional.of(read(vmiUid)) : Optional.empty();
    }

    List<GuestDirectory> all() throws IOException {
        List<GuestDirectory> found = new ArrayList<>();
        if (Files.isDirectory(root)) {
            try (DirectoryStream<Path> directories = Files.newDirectoryStream(root, "[!.]*")) {
                for (Path directory : directories) {
                    find(directory.getFileName().toString()).ifPresent(found::add);
                }
            }
        }
        return found;
    }

    /** Removes a guest's directory with all in it, the record last. Nothing is mounted below. */
    synchronized void remove(GuestDirectory guest) throws IOException {
        for (Path part : List.of(guest.disks(), guest.boot(), guest.sockets())) {
            removeTree(part);
        }
        Path gone = root.resolve(UNFINISHED + guest.guest().vmiUid());
        removeTree(gone);
        Files.move(guest.path(), gone, StandardCopyOption.ATOMIC_MOVE);
        removeTree(gone);
    }

    private Path path(String vmiUid) {
        if (!UID.matcher(vmiUid).matches()) {
            throw new IllegalArgumentException("not a uid: " + vmiUid);
        }
        return root.resolve(vmiUid);
    }

    private int lowestFree(Set<Integer> taken) {
        int uid = firstUid;
        while (taken.contains(uid)) {
            uid++;
        }
        return uid;
    }

    private GuestDirectory read(String vmiUid) throws IOException {
        Path directory = path(vmiUid);
        Recorded recorded =
                GSON.fromJson(Files.readString(directory.resolve(RECORD)), Recorded.class);
        return new GuestDirectory(
                directory,
                recorded.uid(),
                new KnownGuest(vmiUid, recorded.namespace(), recorded.name()));
    }

    private static void writeDurably(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        force(file);
        force(file.getParent());
    }

    private static void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static void removeTree(Path tree) throws IOException {
        if (!Files.exists(tree, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(
                tree,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.delete(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(Path directory, IOException failed)
                            throws IOException {
                        if (failed != null) {
                            throw failed;
                        }
                        Files.delete(directory);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
