package io.kubevirt.ee.handler.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The node's processes, as /proc shows them: how pods are found without asking anybody. */
final class ProcessTable {

    private static final Path PROC = Path.of("/proc");
    private static final String SECCOMP_FILTER = "2";

    /**
     * The first process of a container of a pod: the oldest that matches, so that a later one that
     * only imitates its command line is not taken for it.
     */
    Optional<ProcessFacts> firstOfContainer(String podUid, String option, String value) {
        return find(process -> process.hasOption(option, value)).stream()
                .filter(process -> !process.zombie())
                .filter(process -> inPod(process.pid(), podUid) && firstInItsNamespace(process))
                .min(Comparator.comparingLong(ProcessFacts::startTicks));
    }

    /** All processes that match. */
    List<ProcessFacts> find(Predicate<ProcessFacts> matches) {
        List<ProcessFacts> found = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[1-9]*")) {
            for (Path directory : processes) {
                long pid = Long.parseLong(directory.getFileName().toString());
                ProcessFacts.read(directory, pid).filter(matches).ifPresent(found::add);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return found;
    }

    /** The living process with this pid and start. */
    boolean lives(long pid, long startTicks) {
        return ProcessFacts.read(PROC.resolve(Long.toString(pid)), pid)
                .filter(facts -> facts.startTicks() == startTicks && !facts.zombie())
                .isPresent();
    }

    /** The effective uid of a process; empty when it has ended. */
    Optional<Integer> uid(long pid) {
        return status(pid, "Uid:").map(ids -> Integer.parseInt(ids.split("\\s+")[1]));
    }

    /** Whether a process lives behind a filter of system calls (seccomp(2)). */
    boolean filtersSystemCalls(long pid) {
        return status(pid, "Seccomp:").filter(SECCOMP_FILTER::equals).isPresent();
    }

    /** The effective uids of all processes. */
    Set<Integer> uids() {
        return find(process -> true).stream()
                .flatMap(process -> uid(process.pid()).stream())
                .collect(Collectors.toSet());
    }

    private boolean inPod(long pid, String podUid) {
        try {
            return CgroupMembership.parse(Files.readAllLines(PROC.resolve(pid + "/cgroup")))
                    .ofPod(podUid);
        } catch (IOException ended) {
            return false;
        }
    }

    private boolean firstInItsNamespace(ProcessFacts process) {
        return status(process.pid(), "NSpid:")
                .map(pids -> pids.split("\\s+"))
                .map(pids -> pids.length > 1 && "1".equals(pids[pids.length - 1]))
                .orElse(false);
    }

    private static Optional<String> status(long pid, String field) {
        try {
            // ISO 8859-1: a process may name itself with any bytes.
            return Files.readAllLines(PROC.resolve(pid + "/status"), StandardCharsets.ISO_8859_1)
                    .stream()
                    .filter(line -> line.startsWith(field))
                    .map(line -> line.substring(field.length()).strip())
                    .findFirst();
        } catch (IOException ended) {
            return Optional.empty();
        }
    }
}
