package io.kubevirt.ee.handler.host;

import io.kubevirt.ee.handler.port.LauncherLink;
import io.kubevirt.ee.handler.port.LauncherRef;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** Launchers as /proc shows them, and the files they share with the agent. */
public final class ProcLauncherLink implements LauncherLink, AutoCloseable {

    private final ProcessTable processes = new ProcessTable();
    private final LauncherWatcher watcher;

    /** Starts watching; {@link #close()} ends it. */
    public ProcLauncherLink() {
        try {
            watcher = new LauncherWatcher(processes);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public Optional<LauncherRef> find(String podUid, String vmiUid) {
        return processes
                .firstOfContainer(podUid, "--vmi-uid", vmiUid)
                .map(
                        process ->
                                new LauncherRef(
                                        podUid, vmiUid, process.pid(), process.startTicks()));
    }

    @Override
    public Optional<Instant> stopRequestedAt(LauncherRef launcher) {
        try (LauncherFiles files = LauncherFiles.of(launcher)) {
            return files.stopRequestedAt();
        } catch (ProcessGone ended) {
            return Optional.empty();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void guestEnded(LauncherRef launcher, boolean clean, String reason) {
        try (LauncherFiles files = LauncherFiles.of(launcher)) {
            files.writeGuestEnded(clean, reason);
        } catch (IOException failed) {
            // A launcher that ended meanwhile needs no word.
            if (processes.lives(launcher.pid(), launcher.startTicks())) {
                throw new UncheckedIOException(failed);
            }
        }
    }

    @Override
    public void watch(LauncherRef launcher, Consumer<String> changed) {
        watcher.watch(launcher, changed);
    }

    @Override
    public void close() {
        watcher.close();
    }
}
