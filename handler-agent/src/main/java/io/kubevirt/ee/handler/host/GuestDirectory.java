package io.kubevirt.ee.handler.host;

import io.kubevirt.ee.handler.port.KnownGuest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The directory of one guest: first made and last removed, so that whatever is left of a guest can
 * be found after any crash. Root owns it and every directory in it, so that no name in it is ever a
 * guest's to replace; of the guests' uids only this one may pass through it.
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

    /** Kernel and initrd (bind mounts), tables of ACPI. */
    Path boot() {
        return path.resolve("boot");
    }

    /**
     * Sockets of consoles, root's alone: libvirtd binds them itself and hands qemu the descriptor.
     * It gives them to the guest and to the group of all guests, so nobody else may come here.
     */
    Path console() {
        return path.resolve("console");
    }

    Path serialSocket() {
        return console().resolve("serial0.sock");
    }

    /**
     * What the guest says on it, if that is kept (bind mount): the socket's name and {@code .log}.
     */
    Path serialLog() {
        return console().resolve("serial0.sock.log");
    }

    /** What the machine remembers; libvirtd makes the files and gives them to the guest. */
    Path state() {
        return path.resolve("state");
    }

    /** UEFI's variables. */
    Path nvram() {
        return state().resolve("nvram.fd");
    }

    /** What the TPM keeps from one start to the next (bind mount), if it keeps anything. */
    Path tpmState() {
        return state().resolve("swtpm");
    }

    /** The TPM's socket, and what it keeps until its end, in a directory of the guest's own. */
    Path tpm() {
        return state().resolve("tpm");
    }

    /** Where qemu finds the TPM. */
    Path tpmSocket() {
        return tpm().resolve("control.sock");
    }

    /** What the pod has of the guest's folders (bind mounts), by their number. */
    Path sharedFolder(int index) {
        return folders().resolve(Integer.toString(index));
    }

    /** The last words of who serves it. */
    Path folderLog(int index) {
        return folders().resolve(index + ".log");
    }

    /** Where who serves folders makes sockets, in a directory of the guest's own. */
    Path folderSockets() {
        return state().resolve("fs");
    }

    /** Where qemu finds who serves a folder: by number, as a socket's path is to be short. */
    Path folderSocket(int index) {
        return folderSockets().resolve(index + ".sock");
    }

    /** passt's socket and its last words, in a directory of the guest's own. */
    Path passt() {
        return state().resolve("net");
    }

    /** Where qemu finds passt. */
    Path passtSocket() {
        return passt().resolve("passt.sock");
    }

    Path passtLog() {
        return passt().resolve("passt.log");
    }

    private Path folders() {
        return path.resolve("folders");
    }

    /** Names the memory cgroup that the guest was moved to. */
    Path memoryGroup() {
        return path.resolve("memory-cgroup");
    }

    /** Is there once the guest's huge pages are its pod's. */
    Path hugePages() {
        return path.resolve("huge-pages");
    }

    /** Is there if the node ended the guest by itself. */
    Path fenced() {
        return path.resolve("fenced");
    }

    /** Says until when at most the guest's file systems are to be frozen. */
    Path thawAt() {
        return path.resolve("thaw-at");
    }

    /** What the pod's interface was before its guest took it over. */
    Path podLink() {
        return path.resolve("pod-link");
    }

    Path dhcpConfiguration() {
        return path.resolve("dnsmasq.conf");
    }

    /** Makes the subdirectories; what is there stays. */
    void makeSubdirectories() throws IOException {
        makeDirectory(disks(), "rwx--x--x");
        makeDirectory(boot(), "rwx--x--x");
        makeDirectory(console(), "rwx------");
        makeDirectory(state(), "rwx--x--x");
        makeDirectory(folders(), "rwx--x--x");
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

    /** A directory that only the guest's uid may enter, unless it is there. */
    void makeOwn(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            Files.createDirectory(
                    directory,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        }
        Files.setAttribute(directory, "unix:uid", uid);
    }

    private static void makeDirectory(Path directory, String mode) throws IOException {
        if (!Files.exists(directory)) {
            Files.createDirectory(directory);
        }
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(mode));
    }
}
