package io.kubevirt.ee.handler.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Processors of the node that a process or thread may run on, as the kernel tells it, whatever kind
 * of cgroup or call says so (proc_pid_status(5)).
 */
final class Processors {

    private static final String ALLOWED = "Cpus_allowed_list:";
    private static final Path NODE = Path.of("/sys/devices/system/cpu");

    private Processors() {}

    /** Those of a process, by their numbers, and those of one core together. */
    static List<List<Integer>> cores(PinnedProcess process) throws IOException {
        Map<String, List<Integer>> cores = new LinkedHashMap<>();
        for (int processor : allowed(process.path("status"))) {
            cores.computeIfAbsent(core(processor), _ -> new ArrayList<>()).add(processor);
        }
        return List.copyOf(cores.values());
    }

    /** Those that a status file of /proc names. */
    static SortedSet<Integer> allowed(Path status) throws IOException {
        // ISO 8859-1: a process may name itself with any bytes.
        return Files.readAllLines(status, StandardCharsets.ISO_8859_1).stream()
                .filter(line -> line.startsWith(ALLOWED))
                .map(line -> parse(line.substring(ALLOWED.length())))
                .findFirst()
                .orElseThrow(() -> new IOException(status + " names no processors"));
    }

    /** A list in the kernel's words, such as {@code 0-3,8} (cpuset(7)). */
    static SortedSet<Integer> parse(String list) {
        return Arrays.stream(list.strip().split(","))
                .filter(range -> !range.isEmpty())
                .flatMapToInt(Processors::range)
                .boxed()
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The same the other way. */
    static String list(Collection<Integer> processors) {
        return processors.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    private static IntStream range(String range) {
        String[] ends = range.split("-", 2);
        int first = Integer.parseInt(ends[0]);
        return IntStream.rangeClosed(first, ends.length == 1 ? first : Integer.parseInt(ends[1]));
    }

    /** What all processors of a core have in common; where the kernel does not say, each is one. */
    private static String core(int processor) throws IOException {
        Path siblings = NODE.resolve("cpu" + processor + "/topology/thread_siblings_list");
        return Files.exists(siblings)
                ? Files.readString(siblings).strip()
                : Integer.toString(processor);
    }
}
