package io.kubevirt.ee.handler.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Puts processes into a launcher's cgroups, in every hierarchy: cgroup v1 (one path per
 * controller), v2, and hybrid nodes. Proven on v1; see docs.
 */
final class Cgroups {

    private final Path root;

    /**
     * @param root where the node's cgroup hierarchies are mounted: the node's own, not a
     *     container's view of its part
     */
    Cgroups(Path root) {
        this.root = root;
    }

    /** The files a process id is written to, to join the cgroups of {@code member}. */
    List<Path> processFiles(CgroupMembership member) throws IOException {
        List<Path> files = new ArrayList<>();
        MountTable mounts = MountTable.own();
        for (CgroupMembership.Hierarchy hierarchy : member.hierarchies()) {
            files.add(
                    mountOf(hierarchy, mounts)
                            .resolve(hierarchy.path().substring(1))
                            .resolve("cgroup.procs"));
        }
        return files;
    }

    /** Moves a process, with all of its threads, into the cgroups of another. */
    void join(long pid, PinnedProcess member) throws IOException {
        CgroupMembership target = membership(member);
        // On cgroup v1 a process that is ending shows the root cgroups: no place for a guest.
        member.requireAlive();
        if (!membership(pid).equals(target)) {
            for (Path file : processFiles(target)) {
                Files.writeString(file, Long.toString(pid));
            }
        }
    }

    /** Whether two processes are in the same cgroups, in every hierarchy. */
    boolean together(long pid, PinnedProcess member) throws IOException {
        return membership(pid).equals(membership(member));
    }

    /** The directory of the cgroup that counts a process's memory; empty: nothing counts it. */
    Optional<Path> memoryGroup(PinnedProcess process) throws IOException {
        return groupOf("memory", membership(process));
    }

    /** The same of its huge pages. */
    Optional<Path> hugePagesGroup(long pid) throws IOException {
        return groupOf("hugetlb", membership(pid));
    }

    private Optional<Path> groupOf(String controller, CgroupMembership member) throws IOException {
        List<CgroupMembership.Hierarchy> counting =
                member.hierarchies().stream()
                        .filter(h -> h.unified() || h.controllers().contains(controller))
                        // A hybrid node has a v2 hierarchy beside, without this controller.
                        .sorted(Comparator.comparing(CgroupMembership.Hierarchy::unified))
                        .toList();
        if (counting.isEmpty()) {
            return Optional.empty();
        }
        CgroupMembership.Hierarchy first = counting.getFirst();
        return Optional.of(mountOf(first, MountTable.own()).resolve(first.path().substring(1)));
    }

    static CgroupMembership membership(PinnedProcess process) throws IOException {
        return CgroupMembership.parse(Files.readAllLines(process.path("cgroup")));
    }

    private static CgroupMembership membership(long pid) throws IOException {
        return CgroupMembership.parse(Files.readAllLines(Path.of("/proc/" + pid + "/cgroup")));
    }

    private Path mountOf(CgroupMembership.Hierarchy hierarchy, MountTable mounts)
            throws IOException {
        String below = root + "/";
        return mounts.mounts().stream()
                .filter(mount -> (mount.target() + "/").startsWith(below))
                .filter(mount -> mount.root().equals("/"))
                .filter(mount -> holds(mount, hierarchy))
                .map(mount -> Path.of(mount.target()))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IOException(
                                        "the node's cgroup hierarchy %s is not mounted below %s"
                                                .formatted(
                                                        hierarchy.unified()
                                                                ? "v2"
                                                                : hierarchy.controllers(),
                                                        root)));
    }

    private static boolean holds(MountTable.Mount mount, CgroupMembership.Hierarchy hierarchy) {
        return hierarchy.unified()
                ? mount.type().equals("cgroup2")
                : mount.type().equals("cgroup")
                        && mount.superOptions().containsAll(hierarchy.controllers());
    }
}
