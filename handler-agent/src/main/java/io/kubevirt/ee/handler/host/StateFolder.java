package io.kubevirt.ee.handler.host;

import io.kubevirt.ee.handler.port.GuestRefused;
import io.kubevirt.ee.model.launcher.VolumePaths;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder in the claim that keeps a machine's own memory. Whatever any pod put into that claim, no
 * name in it leads out of it: each is opened beneath its folder, and none may be a link.
 *
 * @param owner the launcher's first process
 * @param folder opened as a reference
 * @param what the folder in words
 */
record StateFolder(PinnedProcess owner, Descriptor folder, String what) implements AutoCloseable {

    private static final long NO_WAY_OUT =
            Syscalls.RESOLVE_BENEATH
                    | Syscalls.RESOLVE_NO_SYMLINKS
                    | Syscalls.RESOLVE_NO_MAGICLINKS;
    private static final int OWN_MODE = 0600;
    private static final int MOST_FILES = 100;

    /** Opens the folder of this name, and makes it first where it is not there. */
    static StateFolder open(PinnedProcess owner, String name) throws IOException, GuestRefused {
        String what = "the folder %s in the claim of its state".formatted(name);
        try (PodRoot root = owner.root();
                Descriptor claim = root.locate(VolumePaths.STATE)) {
            try {
                Files.createDirectory(claim.path().resolve(name));
            } catch (FileAlreadyExistsException there) {
                // What it is, is looked at below.
            }
            Descriptor folder = beneath(claim, name, what, Syscalls.O_PATH, 0);
            if (!folder.facts().isDirectory()) {
                try (folder) {
                    throw never("%s is %s".formatted(what, folder.facts().typeInWords()));
                }
            }
            return new StateFolder(owner, folder, what);
        }
    }

    /** A file of it as a reference. */
    Descriptor file(String name) throws IOException, GuestRefused {
        String file = "%s in %s".formatted(name, what);
        Descriptor found = beneath(folder, name, file, Syscalls.O_PATH, 0);
        if (!found.facts().isRegular()) {
            try (found) {
                throw never("%s is %s, not a file".formatted(file, found.facts().typeInWords()));
            }
        }
        return found;
    }

    /** A new file, to be written to; there is none of that name. */
    Descriptor newFile(String name) throws IOException, GuestRefused {
        return beneath(
                folder,
                name,
                "%s in %s".formatted(name, what),
                Syscalls.O_WRONLY | Syscalls.O_CREAT | Syscalls.O_EXCL,
                OWN_MODE);
    }

    /** The path of a name in it, whose last step is for calls that follow no link. */
    Path path(String name) {
        return folder.path().resolve(name);
    }

    /** Makes all that is in it, and itself, the guest's alone. */
    void giveTo(GuestDirectory guest) throws IOException, GuestRefused {
        for (String name : names()) {
            try (Descriptor file = file(name)) {
                own(file, guest, "rw-------");
            }
        }
        own(folder, guest, "rwx------");
    }

    /** Makes one of its files the guest's alone. */
    static void own(Descriptor file, GuestDirectory guest, String mode) throws IOException {
        Files.setAttribute(file.path(), "unix:uid", guest.uid());
        Files.setPosixFilePermissions(file.path(), PosixFilePermissions.fromString(mode));
    }

    private List<String> names() throws IOException, GuestRefused {
        try (Stream<Path> files = Files.list(folder.path())) {
            List<String> names =
                    files.map(file -> file.getFileName().toString())
                            .limit(MOST_FILES + 1L)
                            .toList();
            if (names.size() > MOST_FILES) {
                throw never("%s has more than %d files".formatted(what, MOST_FILES));
            }
            return names;
        }
    }

    /** Makes one of its files, or itself, appear at an existing file or folder, by bind mount. */
    void mount(Descriptor one, Path target) throws IOException {
        try (Descriptor namespace = owner.open("ns/mnt", 0);
                Descriptor mount = BindMounts.copy(namespace, one)) {
            Syscalls.restrictLinklessMount(mount.fd());
            Syscalls.attachMount(mount.fd(), target.toString());
        }
    }

    private static Descriptor beneath(
            Descriptor folder, String name, String what, long flags, long mode)
            throws IOException, GuestRefused {
        try {
            return new Descriptor(Syscalls.openat2(folder.fd(), name, flags, mode, NO_WAY_OUT));
        } catch (ErrnoException failed) {
            if (failed.errno() == ErrnoException.ELOOP) {
                throw never(what + " is a link");
            }
            throw failed;
        }
    }

    @Override
    public void close() {
        folder.close();
    }

    private static GuestRefused never(String message) {
        return new GuestRefused(GuestRefused.Kind.NEVER, message);
    }
}
