package io.kubevirt.ee.handler.host;

import io.kubevirt.ee.handler.port.LauncherRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A small claim: a loop device, with ext4 on it where pods mount it, as a local volume is. */
final class TestClaim implements AutoCloseable {

    private static final int LOOP_MAJOR = 7;

    private final Path device;

    /** A device of this many bytes, zeroes all. */
    TestClaim(Path image, long bytes) throws IOException {
        Command.run(List.of("truncate", "--size=" + bytes, image.toString()));
        device = Path.of(Command.run(List.of("losetup", "--find", "--show", image + "")).strip());
    }

    /** Makes a file system on it. */
    TestClaim formatted() throws IOException {
        Command.run(List.of("mkfs.ext4", "-q", "-m", "0", device.toString()));
        return this;
    }

    Path device() {
        return device;
    }

    int minor() {
        return Integer.parseInt(device.toString().replace("/dev/loop", ""));
    }

    /** Mounts it in a container, and returns the folder as this process sees it. */
    Path mountIn(LauncherRef container, String folder) throws IOException {
        Path root = Path.of("/proc/" + container.pid() + "/root");
        Files.createDirectories(root.resolve(folder.substring(1)));
        giveTo(container, "/loop");
        in(container, "mount -t ext4 /loop " + folder);
        return root.resolve(folder.substring(1));
    }

    /** Makes its node in a container. */
    void giveTo(LauncherRef container, String node) throws IOException {
        in(container, "mknod %s b %d %d".formatted(node, LOOP_MAJOR, minor()));
    }

    /** Runs busybox in a container. */
    static void in(LauncherRef container, String busybox) throws IOException {
        String process = "/proc/" + container.pid();
        Command.run(
                List.of(
                        "nsenter",
                        "--mount=" + process + "/ns/mnt",
                        "--root=" + process + "/root",
                        "/bin/busybox",
                        "sh",
                        "-euc",
                        "/bin/busybox " + busybox));
    }

    @Override
    public void close() throws IOException {
        Command.run(List.of("losetup", "--detach", device.toString()));
    }
}
