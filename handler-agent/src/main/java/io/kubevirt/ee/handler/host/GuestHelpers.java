package io.kubevirt.ee.handler.host;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Processes that a guest needs beside qemu: in the launcher's cgroups, as the guest's uid, known by
 * one argument of their command line. They outlive the agent and its container.
 */
final class GuestHelpers {

    private static final Duration END_DEADLINE = Duration.ofSeconds(5);

    // Joins the cgroups before it becomes the helper: nothing of it is ever charged to the agent,
    // and nothing of it is protected as the agent is.
    private static final String JOIN_AND_RUN =
            "echo \"$1\" > /proc/$$/oom_score_adj; shift; while [ \"$1\" != -- ]; do echo $$ > \"$1\"; shift; done; shift; exec \"$@\"";

    private final ProcessTable processes;
    private final Cgroups cgroups;

    GuestHelpers(ProcessTable processes, Cgroups cgroups) {
        this.processes = processes;
        this.cgroups = cgroups;
    }

    /** What stands before the command of a helper of the launcher's guest. */
    List<String> joining(PinnedProcess launcher) throws IOException {
        List<String> command = new ArrayList<>(List.of("sh", "-euc", JOIN_AND_RUN, "join"));
        command.add(OomScore.of(launcher));
        cgroups.processFiles(Cgroups.membership(launcher)).stream()
                .map(Path::toString)
                .forEach(command::add);
        command.add("--");
        return command;
    }

    /** Whether the helper with this argument runs. */
    boolean runs(GuestDirectory guest, String argument) throws IOException {
        return !pids(guest, argument).isEmpty();
    }

    /** Whether the helper with this argument runs, and has locked itself in. */
    boolean confined(GuestDirectory guest, String argument) throws IOException {
        return pids(guest, argument).stream().anyMatch(processes::filtersSystemCalls);
    }

    /** Ends the helper with this argument. */
    void end(GuestDirectory guest, String argument) throws IOException {
        for (long pid : pids(guest, argument)) {
            end(pid);
        }
    }

    private List<Long> pids(GuestDirectory guest, String argument) throws IOException {
        List<Long> pids = new ArrayList<>();
        for (ProcessFacts process :
                processes.find(
                        found -> !found.zombie() && found.commandLine().contains(argument))) {
            // Anybody may imitate a command line, nobody the uid of this guest.
            if (processes.uid(process.pid()).filter(uid -> uid == guest.uid()).isPresent()) {
                pids.add(process.pid());
            }
        }
        return pids;
    }

    private static void end(long pid) throws IOException {
        ProcessHandle process = ProcessHandle.of(pid).orElse(null);
        if (process == null) {
            return;
        }
        process.destroyForcibly();
        try {
            process.onExit().get(END_DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while process " + pid + " ends", interrupted);
        } catch (ExecutionException | TimeoutException late) {
            throw new IOException("process " + pid + " does not end", late);
        }
    }
}
