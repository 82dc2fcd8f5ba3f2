package io.kubevirt.ee.handler.libvirt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;

/** A libvirtd of the tests' own, with its own sockets and directories: src/test/sh/libvirtd.sh. */
public final class PrivateLibvirtd implements AutoCloseable {

    private static final Path SCRIPT = Path.of("src/test/sh/libvirtd.sh").toAbsolutePath();

    /** Of no guest of a cluster here, whose end would take taps of its owner along. */
    private static final int GUEST_UID = 2_950_000;

    private final Path root;
    private final Process process;

    public PrivateLibvirtd() throws IOException, InterruptedException {
        root = Files.createTempDirectory("kubevirt-ee-libvirtd-");
        // Guests run under uids of their own and must come through.
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx--x--x"));
        run(SCRIPT.toString(), "install");
        process =
                new ProcessBuilder(SCRIPT.toString(), "serve", daemon().toString())
                        .redirectErrorStream(true)
                        .redirectOutput(root.resolve("serve.log").toFile())
                        .start();
    }

    private Path daemon() {
        return root.resolve("libvirtd");
    }

    public String uri() {
        return "qemu:///system?socket=" + daemon().resolve("run/libvirt-sock");
    }

    public Path runDirectory() {
        return daemon().resolve("run");
    }

    /** Kills libvirtd as a crash would; it is started again by the script. */
    public void kill() throws IOException {
        long pid = Long.parseLong(Files.readString(runDirectory().resolve("libvirtd.pid")).strip());
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    }

    /** A directory that the guests' uid may write, for images and sockets. */
    public Path guestDirectory() throws IOException {
        Path directory = Files.createTempDirectory(root, "guest-");
        Files.setAttribute(directory, "unix:uid", GUEST_UID);
        return directory;
    }

    /** A file of the guests' uid. */
    public Path guestFile(Path directory, String name, byte[] content) throws IOException {
        Path file = Files.write(directory.resolve(name), content);
        Files.setAttribute(file, "unix:uid", GUEST_UID);
        return file;
    }

    int guestUid() {
        return GUEST_UID;
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                throw new IOException("libvirtd.sh did not end within 20 s");
            }
            run("rm", "-rf", root.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public static void run(String... command) throws IOException, InterruptedException {
        output(command);
    }

    /** What a command that succeeds says. */
    public static String output(String... command) throws IOException, InterruptedException {
        Process tool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(tool.getInputStream().readAllBytes());
        if (tool.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + output.strip());
        }
        return output;
    }
}
