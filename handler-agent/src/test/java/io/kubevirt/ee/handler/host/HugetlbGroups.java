package io.kubevirt.ee.handler.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The hierarchy in which the machine counts huge pages: cgroup v1 where it is mounted, else v2,
 * which is told to count them, and told not to at the end. A group's limits are set as the kubelet
 * does.
 */
final class HugetlbGroups implements AutoCloseable {

    private static final String CONTROL = "cgroup.subtree_control";

    private final Path root;
    private final boolean unified;
    private final boolean told;

    HugetlbGroups() throws IOException {
        MountTable.Mount mount =
                MountTable.own().mounts().stream()
                        .filter(HugetlbGroups::mayCount)
                        .min((one, other) -> one.type().compareTo(other.type()))
                        .orElseThrow(() -> new IOException("no cgroups of huge pages here"));
        root = Path.of(mount.target());
        unified = mount.type().equals("cgroup2");
        told = unified && !counts(mount);
        if (told) {
            Files.writeString(root.resolve(CONTROL), "+hugetlb");
        }
    }

    private static boolean mayCount(MountTable.Mount mount) {
        try {
            return mount.type().equals("cgroup2")
                    ? Files.readString(Path.of(mount.target(), "cgroup.controllers"))
                            .contains("hugetlb")
                    : mount.type().equals("cgroup") && mount.superOptions().contains("hugetlb");
        } catch (IOException hidden) {
            return false;
        }
    }

    /** Whether this is a hierarchy of cgroup v2 that counts huge pages. */
    static boolean counts(MountTable.Mount mount) throws IOException {
        return mount.type().equals("cgroup2")
                && mayCount(mount)
                && Files.readString(Path.of(mount.target(), CONTROL)).contains("hugetlb");
    }

    /** A new group counts what its parent does, for which the parent has to be told (v2). */
    static void inherit(Path parent, Path group) throws IOException {
        if (Files.exists(parent.resolve(CONTROL))
                && !Files.exists(group.resolve("hugetlb.2MB.current"))) {
            Files.writeString(parent.resolve(CONTROL), "+hugetlb");
        }
    }

    Path root() {
        return root;
    }

    /** A pod's group and its container's, in which there is a process. */
    Path holding(String pod, long pid) throws IOException {
        Path container = root.resolve(pod).resolve("container");
        Files.createDirectory(container.getParent());
        inherit(root, container.getParent());
        Files.createDirectory(container);
        inherit(container.getParent(), container);
        limit(container.getParent(), 0);
        limit(container, 0);
        Files.writeString(container.resolve("cgroup.procs"), Long.toString(pid));
        return container;
    }

    void limit(Path group, long bytes) throws IOException {
        for (String kind : List.of("", "rsvd.")) {
            Files.writeString(
                    group.resolve("hugetlb.2MB." + kind + (unified ? "max" : "limit_in_bytes")),
                    Long.toString(bytes));
        }
    }

    /** What is taken, and what is reserved. */
    List<Long> bytes(Path group) throws IOException {
        String file = unified ? "current" : "usage_in_bytes";
        return List.of(
                read(group.resolve("hugetlb.2MB." + file)),
                read(group.resolve("hugetlb.2MB.rsvd." + file)));
    }

    private static long read(Path file) throws IOException {
        return Long.parseLong(Files.readString(file).strip());
    }

    @Override
    public void close() throws IOException {
        if (told) {
            Files.writeString(root.resolve(CONTROL), "-hugetlb");
        }
    }
}
