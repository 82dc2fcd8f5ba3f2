package io.kubevirt.ee.handler.host;

import java.io.IOException;
import java.nio.file.Path;

/**
 * One process for good: its directory in /proc is held open, so that everything read through it
 * belongs to that process and fails once it has ended, even when its pid is used again.
 */
final class PinnedProcess implements AutoCloseable {

    private final long pid;
    private final Descriptor directory;

    private PinnedProcess(long pid, Descriptor directory) {
        this.pid = pid;
        this.directory = directory;
    }

    /**
     * Pins the process {@code pid} that started at {@code startTicks}.
     *
     * @throws ProcessGone when there is no such process
     */
    static PinnedProcess of(long pid, long startTicks) throws IOException {
        PinnedProcess process;
        try {
            process =
                    new PinnedProcess(
                            pid,
                            new Descriptor(
                                    Syscalls.openat2(
                                            Syscalls.AT_FDCWD,
                                            "/proc/" + pid,
                                            Syscalls.O_PATH,
                                            0,
                                            0)));
        } catch (ErrnoException failed) {
            throw new ProcessGone(pid, failed);
        }
        boolean same =
                ProcessFacts.read(process.directory.path(), pid)
                        .filter(facts -> facts.startTicks() == startTicks && !facts.zombie())
                        .isPresent();
        if (!same) {
            process.close();
            throw new ProcessGone(pid, null);
        }
        return process;
    }

    /**
     * What was read through this until now was true.
     *
     * @throws ProcessGone when the process has ended, or is ending
     */
    void requireAlive() throws ProcessGone {
        if (ProcessFacts.read(directory.path(), pid).filter(facts -> !facts.zombie()).isEmpty()) {
            throw new ProcessGone(pid, null);
        }
    }

    /** A file of the process's directory in /proc. */
    Path path(String name) {
        return directory.path().resolve(name);
    }

    /** Opens a link of the process's directory, such as {@code ns/net} or {@code root}. */
    Descriptor open(String name, long flags) throws IOException {
        return new Descriptor(Syscalls.openat2(directory.fd(), name, flags, 0, 0));
    }

    /** The root of the process's file system: where its paths are resolved. */
    PodRoot root() throws IOException {
        return new PodRoot(open("root", Syscalls.O_PATH));
    }

    @Override
    public void close() {
        directory.close();
    }
}
