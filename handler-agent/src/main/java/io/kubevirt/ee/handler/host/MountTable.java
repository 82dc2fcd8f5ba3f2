package io.kubevirt.ee.handler.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The mounts of one mount namespace, from mountinfo (proc_pid_mountinfo(5)), oldest first. */
record MountTable(List<Mount> mounts) {

    /**
     * One mount.
     *
     * @param id as in /proc/PID/fdinfo
     * @param root which part of its file system is mounted
     * @param target where
     * @param options of the mount: {@code ro}, {@code nosuid} …
     * @param type of the file system
     * @param superOptions of the file system; names the controllers of a cgroup v1 hierarchy
     */
    record Mount(
            int id,
            String root,
            String target,
            Set<String> options,
            String type,
            Set<String> superOptions) {}

    /** The mounts this process sees. */
    static MountTable own() throws IOException {
        return read(Path.of("/proc/self/mountinfo"));
    }

    static MountTable read(Path mountinfo) throws IOException {
        try (Stream<String> lines = Files.lines(mountinfo)) {
            return parse(lines);
        }
    }

    static MountTable parse(Stream<String> lines) {
        return new MountTable(lines.map(MountTable::mount).toList());
    }

    /** Mount points at or below a path, the topmost mount first. */
    List<String> targetsAtOrBelow(Path path) {
        String below = path + "/";
        return mounts.reversed().stream()
                .map(Mount::target)
                .filter(target -> target.equals(path.toString()) || target.startsWith(below))
                .toList();
    }

    boolean isMountPoint(Path path) {
        return mounts.stream().anyMatch(mount -> mount.target().equals(path.toString()));
    }

    private static Mount mount(String line) {
        String[] fields = line.split(" ");
        // Optional fields end with a lone hyphen.
        int dash = Arrays.asList(fields).indexOf("-");
        return new Mount(
                Integer.parseInt(fields[0]),
                unescape(fields[3]),
                unescape(fields[4]),
                set(fields[5]),
                fields[dash + 1],
                set(fields[dash + 3]));
    }

    private static Set<String> set(String options) {
        return Arrays.stream(options.split(",")).collect(Collectors.toUnmodifiableSet());
    }

    private static String unescape(String field) {
        return field.replace("\\040", " ")
                .replace("\\011", "\t")
                .replace("\\012", "\n")
                .replace("\\134", "\\");
    }
}
