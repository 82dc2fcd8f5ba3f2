package io.kubevirt.ee.handler.host;

import io.kubevirt.ee.handler.port.GuestRefused;
import io.kubevirt.ee.model.domain.HugePages;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Charges guests' huge pages to their pods. libvirt has qemu take all of them when it starts, which
 * is in the cgroups of libvirtd. Before the guest runs, a process in those of its pod gives them
 * back and takes them anew (ADR 20).
 *
 * @param libvirtRun libvirtd's run directory
 */
record PagesOfPods(Path libvirtRun, Cgroups cgroups, GuestHelpers helpers) {

    private static final String GUEST_MEMORY = "/memfd:memory-backend-memfd";
    private static final String TAKE_ANEW =
            "fallocate --punch-hole --offset \"$1\" --length \"$2\" \"$3\""
                    + " && fallocate --offset \"$1\" --length \"$2\" \"$3\"";

    // So that the tool has done in time with one part.
    private static final long PART_BYTES = 1L << 30;

    // What cgroup v1 says for "no limit": the largest number of whole pages.
    private static final long UNLIMITED_BYTES = 1L << 60;

    /**
     * Takes the limit away that the kubelet sets for all pods without huge pages of their own: 0.
     * Each time, as a change of the container's processors may bring it back.
     */
    void allowLibvirt() throws IOException, GuestRefused {
        Optional<Path> group = cgroups.hugePagesGroup(libvirtPid());
        if (group.isPresent()) {
            allow(group.get().getParent());
            allow(group.get());
        }
    }

    private long libvirtPid() throws IOException, GuestRefused {
        Path file = libvirtRun.resolve("libvirtd.pid");
        try {
            return Long.parseLong(Files.readString(file).strip());
        } catch (NoSuchFileException older) {
            throw new GuestRefused(
                    GuestRefused.Kind.MAY_PASS,
                    "hugepages: virt-libvirtd of this node is of an older version, which does not"
                            + " write %s: delete its pod".formatted(file));
        }
    }

    /** A group without such files is the root, or is not one. */
    private static void allow(Path group) throws IOException {
        try (DirectoryStream<Path> limits =
                Files.newDirectoryStream(group, "hugetlb.*{.limit_in_bytes,.max}")) {
            for (Path limit : limits) {
                String bytes = Files.readString(limit).strip();
                if (!bytes.equals("max") && Long.parseLong(bytes) < UNLIMITED_BYTES) {
                    Files.writeString(limit, limit.toString().endsWith(".max") ? "max" : "-1");
                }
            }
        }
    }

    /**
     * Charges all pages to the launcher's pod, once.
     *
     * @param qemuPid of a guest that has not run yet: what it had in its memory would be lost
     */
    void charge(GuestDirectory guest, HugePages size, long qemuPid, PinnedProcess launcher)
            throws IOException {
        if (Files.exists(guest.hugePages())) {
            return;
        }
        Path memory = memory(qemuPid);
        List<String> joining = helpers.joining(launcher);
        for (EmptyPages pages : EmptyPages.of(memory, size.bytes(), PART_BYTES)) {
            List<String> command = new ArrayList<>(joining);
            command.addAll(List.of("sh", "-euc", TAKE_ANEW, "take-anew"));
            command.add(Long.toString(pages.offset()));
            command.add(Long.toString(pages.length()));
            command.add(memory.toString());
            Command.run(command);
        }
        Files.writeString(guest.hugePages(), "");
    }

    private static Path memory(long qemuPid) throws IOException {
        Path descriptors = Path.of("/proc/" + qemuPid + "/fd");
        try (DirectoryStream<Path> open = Files.newDirectoryStream(descriptors)) {
            for (Path descriptor : open) {
                if (Files.readSymbolicLink(descriptor).toString().startsWith(GUEST_MEMORY)) {
                    return descriptor;
                }
            }
        }
        throw new IOException("process %d has no memory of a guest".formatted(qemuPid));
    }
}
