package io.kubevirt.ee.launcher;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The directory through which launcher and agent speak: one file of each. */
final class LauncherDirectory implements AutoCloseable {

    private static final String STOP_REQUESTED = "stop-requested";
    private static final String GUEST_ENDED = "guest-ended";

    private final Path stopRequested;
    private final Path guestEnded;
    private final WatchService changes;

    private LauncherDirectory(Path directory, WatchService changes) {
        this.stopRequested = directory.resolve(STOP_REQUESTED);
        this.guestEnded = directory.resolve(GUEST_ENDED);
        this.changes = changes;
    }

    static LauncherDirectory open(Path directory) throws IOException {
        WatchService changes = directory.getFileSystem().newWatchService();
        directory.register(
                changes,
                StandardWatchEventKinds.ENTRY_CREATE,
                StandardWatchEventKinds.ENTRY_MODIFY);
        return new LauncherDirectory(directory, changes);
    }

    void requestStop() throws IOException {
        try {
            Files.createFile(stopRequested);
        } catch (FileAlreadyExistsException _) {
            // Asked for already: nothing to add.
        }
    }

    boolean stopRequested() {
        return Files.exists(stopRequested);
    }

    Optional<GuestEnd> guestEnd() throws IOException {
        try {
            return GuestEnd.parse(Files.readString(guestEnded));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    /**
     * Returns when a file came or changed, at the latest after {@code atMost}: a lost notification
     * only costs time.
     */
    void awaitChange(Duration atMost) throws InterruptedException {
        WatchKey key = changes.poll(atMost.toMillis(), TimeUnit.MILLISECONDS);
        if (key != null) {
            key.pollEvents();
            key.reset();
        }
    }

    @Override
    public void close() throws IOException {
        changes.close();
    }
}
