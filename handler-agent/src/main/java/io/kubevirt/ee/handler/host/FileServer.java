package io.kubevirt.ee.handler.host;

import io.kubevirt.ee.handler.port.GuestRefused;
import io.kubevirt.ee.model.guest.FilesystemNeed;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Serves a guest folders of its pod: a virtiofsd for each, in namespaces of its own where it sees
 * nothing but that folder, and cannot write to it. It ends when qemu does.
 */
final class FileServer {

    private static final Duration START_DEADLINE = Duration.ofSeconds(20);
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);
    private static final int OPEN_FILES = 20_000;

    // It does not go to the background by itself, and what it says would be unbounded: beyond 64
    // KiB a write fails. Its only other file is the one with its pid.
    private static final String RUN_IN_BACKGROUND =
            "trap '' XFSZ; ulimit -f 128; said=$1; shift; setsid \"$@\" </dev/null >\"$said\" 2>&1 &";

    private final GuestHelpers helpers;

    FileServer(GuestHelpers helpers) {
        this.helpers = helpers;
    }

    /** Serves every folder; what is served stays. Returns the sockets by the filesystems' names. */
    Map<String, String> ensure(
            GuestDirectory guest, List<FilesystemNeed> needs, PinnedProcess launcher)
            throws IOException, GuestRefused {
        Map<String, String> sockets = new HashMap<>();
        if (needs.isEmpty()) {
            return sockets;
        }
        guest.makeOwn(guest.folderSockets());
        for (int i = 0; i < needs.size(); i++) {
            SharedFolder.mount(launcher, needs.get(i), guest.sharedFolder(i));
            ensure(guest, i, needs.get(i), launcher);
            sockets.put(needs.get(i).name(), guest.folderSocket(i).toString());
        }
        return sockets;
    }

    /** Ends what runs of them. */
    void end(GuestDirectory guest) throws IOException {
        for (int i = 0; Files.exists(guest.sharedFolder(i)); i++) {
            helpers.end(guest, socketOption(guest, i));
        }
    }

    private void ensure(
            GuestDirectory guest, int index, FilesystemNeed need, PinnedProcess launcher)
            throws IOException, GuestRefused {
        String option = socketOption(guest, index);
        if (helpers.confined(guest, option)) {
            return;
        }
        // One that stopped halfway would never be ready.
        helpers.end(guest, option);
        Files.deleteIfExists(guest.folderSocket(index));
        Command.run(command(guest, index, launcher));
        if (!becomesConfined(guest, option)) {
            throw new GuestRefused(
                    GuestRefused.Kind.MAY_PASS,
                    "filesystem \"%s\": virtiofsd is not ready after %d s: %s"
                            .formatted(
                                    need.name(),
                                    START_DEADLINE.toSeconds(),
                                    Files.readString(guest.folderLog(index)).strip()));
        }
    }

    private List<String> command(GuestDirectory guest, int index, PinnedProcess launcher)
            throws IOException {
        List<String> command = helpers.joining(launcher);
        command.addAll(List.of("sh", "-euc", RUN_IN_BACKGROUND, "run"));
        command.add(guest.folderLog(index).toString());
        command.addAll(GuestUser.unprivileged(guest.uid()));
        command.addAll(
                List.of(
                        "/usr/libexec/virtiofsd",
                        socketOption(guest, index),
                        "--shared-dir=" + guest.sharedFolder(index),
                        "--readonly",
                        "--sandbox=namespace",
                        "--seccomp=kill",
                        "--cache=auto",
                        "--rlimit-nofile=" + OPEN_FILES,
                        "--log-level=error"));
        return command;
    }

    /** It listens before it locks itself in: only then it is ready. */
    private boolean becomesConfined(GuestDirectory guest, String option) throws IOException {
        long end = System.nanoTime() + START_DEADLINE.toNanos();
        while (!helpers.confined(guest, option)) {
            if (System.nanoTime() > end) {
                return false;
            }
            pause();
        }
        return true;
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(LOOK_EVERY);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while virtiofsd starts", interrupted);
        }
    }

    private static String socketOption(GuestDirectory guest, int index) {
        return "--socket-path=" + guest.folderSocket(index);
    }
}
