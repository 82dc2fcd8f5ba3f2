package io.kubevirt.ee.handler.host;

import io.kubevirt.ee.handler.port.KnownGuest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The directory of one guest: first made and last removed, so that whatever is left of a guest can
 * be found after any crash. The directory is root's (0711); what qemu opens or makes in it is the
 * guest's uid's and nobody else's.
 *
 * @param path {@code <guests>/<VMI uid>}
 * @param uid the guest's user id
 * @param guest whose it is
 */
record GuestDirectory(Path path, int uid, KnownGuest guest) {

    /** Images: {@code <volume>.base} (bind mount), {@code <volume>.qcow2}, {@code <volume>.iso}. */
    Path disks() {
        return path.resolve("disks");
    }

    /** Kernel and initrd (bind mounts). */
    Path boot() {
        return path.resolve("boot");
    }

    /** The only directory that the guest's qemu may write: its sockets. */
    Path sockets() {
        return path.resolve("sockets");
    }

    Path serialSocket() {
        return sockets().resolve("serial0.sock");
    }

    Path vncSocket() {
        return sockets().resolve("vnc.sock");
    }

    Path dhcpConfiguration() {
        return path.resolve("dnsmasq.conf");
    }

    /** Makes the subdirectories; what is there stays. */
    void makeSubdirectories() throws IOException {
        makeDirectory(disks(), 0, "rwx--x--x");
        makeDirectory(boot(), 0, "rwx--x--x");
        makeDirectory(sockets(), uid, "rwx------");
    }

    /** An empty file that only the guest's uid may open; one that is there is emptied. */
    Path emptyFile(Path file) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.setAttribute(file, "unix:uid", uid);
        return file;
    }

    private static void makeDirectory(Path directory, int owner, String mode) throws IOException {
        if (!Files.exists(directory)) {
            Files.createDirectory(directory);
        }
        Files.setAttribute(directory, "unix:uid", owner);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(mode));
    }
}
