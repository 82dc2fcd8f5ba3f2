package io.kubevirt.ee.handler.host;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import io.kubevirt.ee.handler.port.KnownGuest;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * All guests of this node that something was made for, and the uids they have. A directory appears
 * with its record inside, at once, so a crash leaves no guest without a name or uid.
 */
final class GuestDirectories {

    private static final Pattern UID = Pattern.compile("[0-9A-Za-z][0-9A-Za-z-]{0,62}");
    private static final Logger LOG = System.getLogger(GuestDirectories.class.getName());
    private static final String RECORD = "guest.json";
    private static final String UNFINISHED = ".new-";
    private static final Gson GSON = new Gson();

    private final Path root;
    private final int firstUid;
    private final ProcessTable processes = new ProcessTable();
    private final Set<Path> damaged = ConcurrentHashMap.newKeySet();

    GuestDirectories(Path root, int firstUid) {
        this.root = root;
        this.firstUid = firstUid;
    }

    private record Recorded(String namespace, String name, int uid) {
        boolean whole() {
            return namespace != null && name != null && uid > 0;
        }
    }

    /** The guest's directory; made, with the lowest uid that is free, when it is not there. */
    synchronized GuestDirectory make(KnownGuest guest) throws IOException {
        Optional<GuestDirectory> there = find(guest.vmiUid());
        if (there.isPresent()) {
            return there.get();
        }
        Files.createDirectories(root);
        int uid = lowestFree();
        Path unfinished = root.resolve(UNFINISHED + guest.vmiUid());
        removeTree(unfinished);
        Files.createDirectory(unfinished);
        openFor(unfinished, uid);
        writeDurably(
                unfinished.resolve(RECORD),
                GSON.toJson(new Recorded(guest.namespace(), guest.name(), uid)));
        Files.move(unfinished, path(guest.vmiUid()), StandardCopyOption.ATOMIC_MOVE);
        force(root);
        return new GuestDirectory(path(guest.vmiUid()), uid, guest);
    }

    Optional<GuestDirectory> find(String vmiUid) throws IOException {
        Path record = path(vmiUid).resolve(RECORD);
        return Files.exists(record) ? read(vmiUid, record) : Optional.empty();
    }

    List<GuestDirectory> all() throws IOException {
        List<GuestDirectory> found = new ArrayList<>();
        if (Files.isDirectory(root)) {
            try (DirectoryStream<Path> directories = Files.newDirectoryStream(root)) {
                for (Path directory : directories) {
                    String name = directory.getFileName().toString();
                    // Else it is none of ours, such as lost+found.
                    if (UID.matcher(name).matches()) {
                        find(name).ifPresent(found::add);
                    }
                }
            }
        }
        return found;
    }

    /** Removes what a crash left half made or half removed. */
    synchronized void removeUnfinished() throws IOException {
        if (!Files.isDirectory(root)) {
            return;
        }
        try (DirectoryStream<Path> unfinished = Files.newDirectoryStream(root, UNFINISHED + "*")) {
            for (Path tree : unfinished) {
                removeTree(tree);
            }
        }
    }

    /** Removes a guest's directory with all in it, the record last. Nothing is mounted below. */
    void remove(GuestDirectory guest) throws IOException {
        // Large images take their time: no other guest waits for that.
        for (Path part : List.of(guest.disks(), guest.boot(), guest.console(), guest.state())) {
            removeTree(part);
        }
        removeRest(guest);
    }

    private synchronized void removeRest(GuestDirectory guest) throws IOException {
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

    // A uid is taken while any process has it: a guest must never run as another one still does.
    private int lowestFree() throws IOException {
        Set<Integer> taken = new HashSet<>(processes.uids());
        all().forEach(guest -> taken.add(guest.uid()));
        int uid = firstUid;
        while (taken.contains(uid)) {
            uid++;
        }
        return uid;
    }

    // One damaged record must not hide the other guests.
    private Optional<GuestDirectory> read(String vmiUid, Path record) throws IOException {
        Optional<Recorded> recorded;
        try {
            recorded = parse(Files.readString(record));
        } catch (NoSuchFileException released) {
            return Optional.empty();
        }
        if (recorded.isEmpty() && damaged.add(record)) {
            LOG.log(
                    Level.ERROR,
                    "{0} is damaged: its guest is ignored; when no process of it is left, unmount"
                            + " what is below its directory and delete it",
                    record);
        }
        return recorded.map(
                whole ->
                        new GuestDirectory(
                                path(vmiUid),
                                whole.uid(),
                                new KnownGuest(vmiUid, whole.namespace(), whole.name())));
    }

    private static Optional<Recorded> parse(String text) {
        try {
            return Optional.ofNullable(GSON.fromJson(text, Recorded.class)).filter(Recorded::whole);
        } catch (JsonParseException damaged) {
            return Optional.empty();
        }
    }

    // The group is the same for all guests, so no mode can say this.
    private static void openFor(Path directory, int uid) throws IOException {
        String entries = "user::rwx,user:%d:--x,group::---,mask::--x,other::---".formatted(uid);
        Command.run(List.of("setfacl", "--set", entries, directory.toString()));
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

    /** Removes a tree; nothing there is no error. */
    static void removeTree(Path tree) throws IOException {
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
