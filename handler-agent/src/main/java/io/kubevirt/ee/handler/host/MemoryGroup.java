package io.kubevirt.ee.handler.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/**
 * The memory cgroup of a container, as far as it tells of processes that the kernel ended for lack
 * of memory: cgroup v1 ({@code memory.oom_control}) and v2 ({@code memory.events}).
 *
 * @param directory of the cgroup; the container's end removes it, then its pod's is asked, which on
 *     v2 counts its containers as well
 * @param killsBefore what had been counted when the guest was moved there; the end of a helper of
 *     the guest is followed by another move
 * @see <a href="https://docs.kernel.org/admin-guide/cgroup-v2.html">cgroup v2, memory.events</a>
 */
record MemoryGroup(Path directory, long killsBefore) {

    private static final String COUNTER = "oom_kill ";
    // What cgroup v1 says for "no limit": the largest number of whole pages.
    private static final long UNLIMITED_BYTES = 1L << 60;

    /** A cgroup that a guest is moved to. */
    static MemoryGroup from(Path directory) throws IOException {
        return new MemoryGroup(directory, new MemoryGroup(directory, 0).counted());
    }

    /** What {@link #toString()} wrote. */
    static MemoryGroup parse(String text) {
        String[] parts = text.split(" ", 2);
        return new MemoryGroup(Path.of(parts[1]), Long.parseLong(parts[0]));
    }

    @Override
    public String toString() {
        return killsBefore + " " + directory;
    }

    /** Processes ended for lack of memory; 0 as well where nobody counts any more. */
    long outOfMemoryKills() throws IOException {
        return Math.max(0, counted() - killsBefore);
    }

    private long counted() throws IOException {
        for (Path group : List.of(directory, directory.getParent())) {
            for (String file : List.of("memory.oom_control", "memory.events")) {
                OptionalLong kills = counted(group.resolve(file));
                if (kills.isPresent()) {
                    return kills.getAsLong();
                }
            }
        }
        return 0;
    }

    /** What the container may use at most; empty: it has no limit, or is gone. */
    OptionalLong limitBytes() throws IOException {
        for (String file : List.of("memory.limit_in_bytes", "memory.max")) {
            for (String line : lines(directory.resolve(file))) {
                if (!line.equals("max") && Long.parseLong(line) < UNLIMITED_BYTES) {
                    return OptionalLong.of(Long.parseLong(line));
                }
            }
        }
        return OptionalLong.empty();
    }

    private static OptionalLong counted(Path file) throws IOException {
        return lines(file).stream()
                .filter(line -> line.startsWith(COUNTER))
                .mapToLong(line -> Long.parseLong(line.substring(COUNTER.length())))
                .findFirst();
    }

    private static List<String> lines(Path file) throws IOException {
        try {
            return Files.readAllLines(file);
        } catch (NoSuchFileException otherVersion) {
            return List.of();
        } catch (IOException gone) {
            // A cgroup that is removed while it is read answers ENODEV.
            if (Files.exists(file)) {
                throw gone;
            }
            return List.of();
        }
    }
}
