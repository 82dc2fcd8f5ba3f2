package io.kubevirt.ee.handler.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What /proc says of one process.
 *
 * @param pid process id as the node sees it
 * @param startTicks start in clock ticks since boot
 * @param zombie it has ended and waits for its parent, or is about to: what /proc says of its
 *     cgroups is true no more
 * @param commandLine its arguments; empty for kernel threads and zombies
 */
record ProcessFacts(long pid, long startTicks, boolean zombie, List<String> commandLine) {

    private static final int STATE_FIELD = 0;
    private static final int FLAGS_FIELD = 6;
    // PF_EXITING: its memory, files and cgroups go, before its state says so.
    private static final long EXITING = 0x4;
    private static final int START_FIELD = 19;

    /** Reads a process's directory in /proc; empty when the process ended meanwhile. */
    static Optional<ProcessFacts> read(Path directory, long pid) {
        try {
            return Optional.of(
                    parse(
                            pid,
                            Files.readString(
                                    directory.resolve("stat"), StandardCharsets.ISO_8859_1),
                            Files.readString(
                                    directory.resolve("cmdline"), StandardCharsets.ISO_8859_1)));
        } catch (IOException ended) {
            return Optional.empty();
        }
    }

    /** The contents of {@code stat} (proc_pid_stat(5)) and {@code cmdline}. */
    static ProcessFacts parse(long pid, String stat, String commandLine) {
        // The name in parentheses may itself hold spaces and parentheses.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        boolean ended =
                "Z".equals(fields[STATE_FIELD])
                        || "X".equals(fields[STATE_FIELD])
                        || (Long.parseLong(fields[FLAGS_FIELD]) & EXITING) != 0;
        List<String> arguments =
                commandLine.isEmpty() ? List.of() : List.of(commandLine.split("\0"));
        return new ProcessFacts(pid, Long.parseLong(fields[START_FIELD]), ended, arguments);
    }

    /** Whether the option {@code name} is given with exactly this value, as two arguments. */
    boolean hasOption(String name, String value) {
        for (int i = 0; i + 1 < commandLine.size(); i++) {
            if (commandLine.get(i).equals(name) && commandLine.get(i + 1).equals(value)) {
                return true;
            }
        }
        return false;
    }
}
