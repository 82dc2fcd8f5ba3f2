package io.kubevirt.ee.handler.host;

import io.kubevirt.ee.handler.port.LauncherRef;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Sees at once (inotify) what launchers write, and within half a second that one has ended. One
 * thread for all launchers of the node.
 */
final class LauncherWatcher implements AutoCloseable {

    private static final Duration LOOK_FOR_THE_ENDED = Duration.ofMillis(500);

    private final ProcessTable processes;
    private final WatchService files;
    private final Map<LauncherRef, Watched> watched = new ConcurrentHashMap<>();

    private record Watched(WatchKey folder, Consumer<String> changed) {}

    LauncherWatcher(ProcessTable processes) throws IOException {
        this.processes = processes;
        this.files = FileSystems.getDefault().newWatchService();
        Thread.ofPlatform().daemon().name("launcher-watcher").start(this::run);
    }

    /** Watches a launcher until it has ended; twice is once. */
    void watch(LauncherRef launcher, Consumer<String> changed) {
        if (!watched.containsKey(launcher)) {
            try (LauncherFiles folder = LauncherFiles.of(launcher)) {
                WatchKey key = folder.path().register(files, StandardWatchEventKinds.ENTRY_CREATE);
                watched.putIfAbsent(launcher, new Watched(key, changed));
            } catch (ProcessGone ended) {
                changed.accept(launcher.vmiUid());
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }

    private void run() {
        try {
            while (true) {
                WatchKey written = files.poll(LOOK_FOR_THE_ENDED.toMillis(), TimeUnit.MILLISECONDS);
                if (written != null) {
                    written.pollEvents();
                    written.reset();
                    tellWriter(written);
                }
                tellEnded();
            }
        } catch (InterruptedException | ClosedWatchServiceException closed) {
            watched.clear();
        }
    }

    private void tellWriter(WatchKey written) {
        watched.forEach(
                (launcher, watch) -> {
                    if (watch.folder().equals(written)) {
                        watch.changed().accept(launcher.vmiUid());
                    }
                });
    }

    private void tellEnded() {
        watched.forEach(
                (launcher, watch) -> {
                    if (!processes.lives(launcher.pid(), launcher.startTicks())) {
                        watched.remove(launcher);
                        watch.folder().cancel();
                        watch.changed().accept(launcher.vmiUid());
                    }
                });
    }

    @Override
    public void close() {
        try {
            files.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
