package io.kubevirt.ee.handler.host;

import io.kubevirt.ee.model.launcher.HostPaths;
import java.nio.file.Path;

/**
 * Where the agent works on its node.
 *
 * @param guests one directory per guest; the same path for the agent and for libvirtd
 * @param libvirtRun libvirtd's run directory
 * @param libvirtLogs where libvirtd, by its own account {@code /var/log/libvirt}, writes logs
 * @param cgroups the node's cgroup hierarchies
 * @param firstUid the lowest uid given to a guest
 * @param hostDisks where on the node disks of guests may be
 * @param firmware where the agent's image has the variables that OVMF comes with
 * @param nodeRoot the node's own root, as the agent sees it
 */
public record HostSettings(
        Path guests,
        Path libvirtRun,
        Path libvirtLogs,
        Path cgroups,
        int firstUid,
        HostPaths hostDisks,
        Path firmware,
        Path nodeRoot) {

    /** By the node's first process: the agent's container has not the node's files. */
    private static final Path NODE_ROOT = Path.of("/proc/1/root");

    private static final Path LIBVIRT_RUN = Path.of("/run/kubevirt-ee/libvirt");

    private static final Path FIRMWARE = Path.of("/usr/share/OVMF");

    /** The group of all guests: KubeVirt's containerDisks are readable by it. */
    public static final int GUEST_GID = 107;

    /** Of a node that allows no disks in files of its own. */
    public HostSettings(Path guests, Path libvirtLogs, Path cgroups, int firstUid) {
        this(
                guests,
                LIBVIRT_RUN,
                libvirtLogs,
                cgroups,
                firstUid,
                HostPaths.NONE,
                FIRMWARE,
                NODE_ROOT);
    }

    /** The same node, with disks below these folders of its root. */
    public HostSettings allowing(HostPaths disks, Path root) {
        return new HostSettings(
                guests, libvirtRun, libvirtLogs, cgroups, firstUid, disks, firmware, root);
    }

    /** The same node, with libvirtd's run directory elsewhere. */
    public HostSettings withLibvirtRun(Path run) {
        return new HostSettings(
                guests, run, libvirtLogs, cgroups, firstUid, hostDisks, firmware, nodeRoot);
    }

    /** The paths of the published manifests. */
    public static HostSettings defaults() {
        return new HostSettings(
                Path.of("/var/lib/kubevirt-ee/guests"),
                Path.of("/var/lib/kubevirt-ee/libvirt-log"),
                Path.of("/sys/fs/cgroup"),
                2_000_000);
    }
}
