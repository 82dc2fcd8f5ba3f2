package io.kubevirt.ee.handler.host;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * The cgroups of one process, from /proc/PID/cgroup (cgroups(7)): one hierarchy a line on cgroup
 * v1, the one line {@code 0::path} on v2, both on hybrid nodes.
 */
record CgroupMembership(List<Hierarchy> hierarchies) {

    /**
     * One hierarchy.
     *
     * @param controllers v1: controllers or {@code name=…}; empty: cgroup v2
     * @param path the process's cgroup in it, from the hierarchy's root
     */
    record Hierarchy(Set<String> controllers, String path) {
        boolean unified() {
            return controllers.isEmpty();
        }
    }

    static CgroupMembership parse(List<String> lines) {
        return new CgroupMembership(lines.stream().map(CgroupMembership::hierarchy).toList());
    }

    /**
     * Whether a hierarchy names the pod, in the spelling of the kubelet's driver {@code cgroupfs}
     * ({@code pod<uid>}) or {@code systemd} ({@code …pod<uid with underscores>.slice}).
     */
    boolean ofPod(String podUid) {
        String cgroupfs = "pod" + podUid;
        String systemd = "pod" + podUid.replace('-', '_') + ".slice";
        return hierarchies.stream()
                .flatMap(hierarchy -> Arrays.stream(hierarchy.path().split("/")))
                .anyMatch(name -> name.equals(cgroupfs) || name.endsWith("-" + systemd));
    }

    private static Hierarchy hierarchy(String line) {
        String[] parts = line.split(":", 3);
        Set<String> controllers = parts[1].isEmpty() ? Set.of() : Set.of(parts[1].split(","));
        return new Hierarchy(controllers, parts[2]);
    }
}
