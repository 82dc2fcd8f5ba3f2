package io.kubevirt.ee.handler.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How early the kernel ends a process when memory is short (proc_pid_oom_score_adj(5)). What the
 * node's daemons start inherits the protection of the node's daemons: a guest must not keep it.
 */
final class OomScore {

    private OomScore() {}

    /** Gives a process the adjustment of another. Raising it is always allowed. */
    static void copy(PinnedProcess from, long pid) throws IOException {
        String wanted = of(from);
        if (!wanted.equals(read(file(pid)))) {
            Files.writeString(file(pid), wanted);
        }
    }

    /** Whether two processes have the same adjustment. */
    static boolean same(PinnedProcess one, long pid) throws IOException {
        return of(one).equals(read(file(pid)));
    }

    /** The adjustment of a process, as text: -1000 (never) to 1000 (first). */
    static String of(PinnedProcess process) throws IOException {
        return read(process.path("oom_score_adj"));
    }

    private static Path file(long pid) {
        return Path.of("/proc/" + pid + "/oom_score_adj");
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file).strip();
    }
}
