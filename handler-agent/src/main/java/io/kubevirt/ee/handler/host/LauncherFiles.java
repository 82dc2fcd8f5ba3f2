package io.kubevirt.ee.handler.host;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.kubevirt.ee.handler.port.LauncherRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The folder through which a launcher and the agent talk, {@code /var/run/kubevirt} in the
 * launcher's root. It is the pod's: links in it are not followed, nothing in it is opened but by
 * name in the folder itself.
 */
final class LauncherFiles implements AutoCloseable {

    private static final String FOLDER = "/var/run/kubevirt";
    private static final String STOP_REQUESTED = "stop-requested";
    private static final String GUEST_ENDED = "guest-ended";
    private static final long IN_FOLDER = Syscalls.RESOLVE_BENEATH | Syscalls.RESOLVE_NO_SYMLINKS;
    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

    private final Descriptor folder;

    private LauncherFiles(Descriptor folder) {
        this.folder = folder;
    }

    /**
     * Opens the folder of a living launcher.
     *
     * @throws ProcessGone when the launcher has ended
     */
    static LauncherFiles of(LauncherRef launcher) throws IOException {
        try (PinnedProcess process = PinnedProcess.of(launcher.pid(), launcher.startTicks());
                PodRoot root = process.root()) {
            return new LauncherFiles(root.locate(FOLDER));
        }
    }

    /** The folder, as long as it is open. */
    Path path() {
        return folder.path();
    }

    /** When the launcher asked for its guest's shutdown. */
    Optional<Instant> stopRequestedAt() throws IOException {
        try (Descriptor file = open(STOP_REQUESTED, Syscalls.O_PATH, 0)) {
            return Optional.of(Files.getLastModifiedTime(file.path()).toInstant());
        } catch (ErrnoException failed) {
            if (failed.errno() == ErrnoException.ENOENT) {
                return Optional.empty();
            }
            throw failed;
        }
    }

    /**
     * Tells the launcher how its guest ended; the file appears with all of its contents. The
     * launcher reads JSON without escapes.
     */
    void writeGuestEnded(boolean clean, String reason) throws IOException {
        Map<String, Object> ended = new LinkedHashMap<>();
        ended.put("clean", clean);
        ended.put("reason", reason.replaceAll("[\"\\\\\\p{Cntrl}]", "'"));
        Path unfinished = path().resolve(GUEST_ENDED + ".new");
        Files.deleteIfExists(unfinished);
        long create = Syscalls.O_WRONLY | Syscalls.O_CREAT | Syscalls.O_EXCL;
        try (Descriptor file = open(GUEST_ENDED + ".new", create, 0644)) {
            Files.writeString(file.path(), GSON.toJson(ended) + "\n", StandardOpenOption.WRITE);
        }
        Files.move(unfinished, path().resolve(GUEST_ENDED), StandardCopyOption.ATOMIC_MOVE);
    }

    private Descriptor open(String name, long flags, long mode) throws IOException {
        return new Descriptor(Syscalls.openat2(folder.fd(), name, flags, mode, IN_FOLDER));
    }

    @Override
    public void close() {
        folder.close();
    }
}
