package io.kubevirt.ee.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What this machine, the cluster's node, shows of guests: processes, mounts, cgroups, files,
 * network.
 */
final class NodeView {

    private static final Path PROC = Path.of("/proc");
    private static final Path KUBEVIRT = Path.of("/var/lib/kubevirt-ee");
    private static final int START_FIELD = 19;

    /** The URI of the node's libvirt. */
    static final String LIBVIRT = "qemu:///system?socket=/run/kubevirt-ee/libvirt/libvirt-sock";

    private NodeView() {}

    /** The qemu process of a domain. */
    static Optional<Long> qemu(String domain) {
        return processes("guest=" + domain + ",").stream()
                .filter(pid -> executable(pid).contains("qemu-system"))
                .findFirst();
    }

    /** Processes whose command line holds a text. */
    static List<Long> processes(String text) {
        try (Stream<Path> all = Files.list(PROC)) {
            return all.filter(p -> p.getFileName().toString().matches("[0-9]+"))
                    .filter(p -> commandLine(p).contains(text))
                    .map(p -> Long.valueOf(p.getFileName().toString()))
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Real uid of a process. */
    static long uid(long pid) {
        return lines(PROC.resolve(pid + "/status")).stream()
                .filter(line -> line.startsWith("Uid:"))
                .map(line -> Long.valueOf(line.split("\\s+")[1]))
                .findFirst()
                .orElseThrow();
    }

    /** The cgroups of a process, one a hierarchy; hierarchies without groups are left out. */
    static List<String> cgroups(long pid) {
        return lines(PROC.resolve(pid + "/cgroup")).stream()
                .map(line -> line.substring(line.indexOf(':', line.indexOf(':') + 1) + 1))
                .filter(group -> !group.equals("/"))
                .toList();
    }

    /** A line for each thing on the node that still belongs to a guest. */
    static List<String> traces(GuestIdentity guest) {
        List<String> traces = new ArrayList<>();
        processes(guest.vmiUid()).forEach(pid -> traces.add("process " + pid));
        processes("guest=" + guest.domain() + ",").forEach(pid -> traces.add("qemu " + pid));
        lines(PROC.resolve("self/mounts")).stream()
                .filter(line -> line.contains(guest.vmiUid()) || line.contains(guest.podUid()))
                .forEach(line -> traces.add("mount " + line));
        below(Path.of("/sys/fs/cgroup"), guest.podUid(), traces);
        below(Path.of("/sys/fs/cgroup"), guest.podUid().replace('-', '_'), traces);
        below(KUBEVIRT.resolve("guests"), guest.vmiUid(), traces);
        below(KUBEVIRT, guest.domain(), traces);
        // The local storage class names a claim's folder as a domain is named; claims stay.
        traces.removeIf(trace -> trace.startsWith("file " + KUBEVIRT.resolve("cluster/volumes")));
        below(Path.of("/run/kubevirt-ee/libvirt"), guest.domain(), traces);
        lines(PROC.resolve("net/unix")).stream()
                .filter(line -> line.contains(guest.vmiUid()))
                .forEach(line -> traces.add("socket " + line));
        definitions().stream()
                .filter(guest.domain()::equals)
                .forEach(domain -> traces.add("definition " + domain));
        networkOfGuests().forEach(traces::add);
        return traces;
    }

    /** Names of libvirt's domains, running or not. */
    static List<String> definitions() {
        return Shell.virsh("list", "--all", "--name")
                .lines()
                .map(String::strip)
                .filter(l -> !l.isEmpty())
                .toList();
    }

    /**
     * One process for good.
     *
     * @param ticks its start, in clock ticks since boot
     */
    record Started(long pid, long ticks) {}

    static Started started(long pid) {
        String stat = lines(PROC.resolve(pid + "/stat")).getFirst();
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return new Started(pid, Long.parseLong(fields[START_FIELD]));
    }

    /** The processes of a pod's containers, the pause container's apart. */
    static List<Long> ofPod(String podUid) {
        return processes("").stream()
                .filter(pid -> cgroupsIfAlive(pid).contains("pod" + podUid))
                .filter(pid -> !executable(pid).endsWith("/pause"))
                .toList();
    }

    /** The cgroup of a process in the v1 hierarchy of one controller. */
    static String cgroup(long pid, String controller) {
        return lines(PROC.resolve(pid + "/cgroup")).stream()
                .map(line -> line.split(":", 3))
                .filter(line -> List.of(line[1].split(",")).contains(controller))
                .map(line -> line[2])
                .findFirst()
                .orElseThrow();
    }

    private static String cgroupsIfAlive(long pid) {
        try {
            return Files.readString(PROC.resolve(pid + "/cgroup"));
        } catch (IOException _) {
            return "";
        }
    }

    /**
     * Taps and rules of guests in the node's own network namespace, where a running guest has none.
     */
    private static List<String> networkOfGuests() {
        List<String> found = new ArrayList<>();
        Shell.run("", List.of("ip", "-o", "link"))
                .output()
                .lines()
                .filter(line -> line.matches("[0-9]+: tap[0-9a-f]{11}[:@].*"))
                .forEach(line -> found.add("tap " + line));
        Shell.run("", List.of("nft", "list", "tables"))
                .output()
                .lines()
                .filter(line -> line.contains("guest"))
                .forEach(line -> found.add("nft " + line));
        return found;
    }

    private static void below(Path root, String name, List<String> traces) {
        if (!Files.exists(root)) {
            return;
        }
        try (Stream<Path> all = Files.walk(root, 12, new FileVisitOption[0])) {
            all.filter(p -> p.getFileName().toString().contains(name))
                    .forEach(p -> traces.add("file " + p));
        } catch (IOException | java.io.UncheckedIOException _) {
            // What goes away while we look is no trace; the caller looks again until nothing is
            // found.
            traces.add("file tree " + root + " changes");
        }
    }

    /** The program that a process runs; "" for one that has ended. */
    static String executable(long pid) {
        try {
            return Files.readSymbolicLink(PROC.resolve(pid + "/exe")).toString();
        } catch (IOException _) {
            return "";
        }
    }

    private static String commandLine(Path process) {
        try {
            return new String(
                            Files.readAllBytes(process.resolve("cmdline")), StandardCharsets.UTF_8)
                    .replace('\0', ' ');
        } catch (IOException _) {
            // The process has ended.
            return "";
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new AssertionError(file.toString(), e);
        }
    }
}
