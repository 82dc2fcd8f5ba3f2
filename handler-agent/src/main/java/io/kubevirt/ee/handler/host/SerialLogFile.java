package io.kubevirt.ee.handler.host;

import io.kubevirt.ee.handler.port.GuestRefused;
import io.kubevirt.ee.model.launcher.VolumePaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The file of a guest's serial log: in a volume of its pod, whose size bounds it, and seen in the
 * guest's directory, where libvirtd opens it. The folder is the pod's: nothing there is followed.
 */
final class SerialLogFile {

    private static final long IN_FOLDER = Syscalls.RESOLVE_BENEATH | Syscalls.RESOLVE_NO_SYMLINKS;
    private static final int OWN_MODE = 0600;

    private SerialLogFile() {}

    /** Makes it; what is there stays. */
    static void make(GuestDirectory guest, PinnedProcess launcher)
            throws IOException, GuestRefused {
        Path target = guest.serialLog();
        if (MountTable.own().isMountPoint(target)) {
            return;
        }
        try (PodRoot root = launcher.root();
                Descriptor folder = root.locate(VolumePaths.SERIAL_LOG_FOLDER);
                Descriptor file = file(folder)) {
            requireFile(file);
            // The guest appends, the pod prints, and libvirt gives what it opens for qemu to root:
            // so owner and group cannot tell who may. Nobody but the pod has its folder.
            Files.setAttribute(file.path(), "unix:uid", guest.uid());
            Files.setAttribute(file.path(), "unix:gid", HostSettings.GUEST_GID);
            Files.setPosixFilePermissions(
                    file.path(), PosixFilePermissions.fromString("rw-rw-rw-"));
            if (!Files.exists(target)) {
                Files.createFile(target);
            }
            mount(launcher, file, target);
        }
    }

    private static Descriptor file(Descriptor folder) throws IOException {
        try {
            long create = Syscalls.O_WRONLY | Syscalls.O_CREAT | Syscalls.O_EXCL;
            open(folder, create, OWN_MODE).close();
        } catch (ErrnoException failed) {
            if (failed.errno() != ErrnoException.EEXIST) {
                throw failed;
            }
        }
        return open(folder, Syscalls.O_PATH, 0);
    }

    private static Descriptor open(Descriptor folder, long flags, long mode) throws IOException {
        return new Descriptor(
                Syscalls.openat2(folder.fd(), VolumePaths.SERIAL_LOG, flags, mode, IN_FOLDER));
    }

    private static void requireFile(Descriptor file) throws IOException, GuestRefused {
        FileFacts facts = file.facts();
        if (!facts.isRegular()) {
            throw new GuestRefused(
                    GuestRefused.Kind.NEVER,
                    "logSerialConsole: the pod has %s where the log is to be, not a file"
                            .formatted(facts.typeInWords()));
        }
    }

    private static void mount(PinnedProcess launcher, Descriptor file, Path target)
            throws IOException {
        try (Descriptor namespace = launcher.open("ns/mnt", 0);
                Descriptor mount = BindMounts.copy(namespace, file)) {
            Syscalls.restrictWritableMount(mount.fd());
            Syscalls.attachMount(mount.fd(), target.toString());
        }
    }
}
