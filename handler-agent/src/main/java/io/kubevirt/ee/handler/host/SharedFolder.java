package io.kubevirt.ee.handler.host;

import io.kubevirt.ee.handler.port.GuestRefused;
import io.kubevirt.ee.model.guest.FilesystemNeed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A folder that the kubelet keeps in the launcher's container, mounted on the node: read-only, and
 * the folder itself, so that what the kubelet changes there is seen.
 */
final class SharedFolder {

    private SharedFolder() {}

    /** Mounts it unless it is. */
    static void mount(PinnedProcess launcher, FilesystemNeed need, Path target)
            throws IOException, GuestRefused {
        if (MountTable.own().isMountPoint(target)) {
            return;
        }
        String what = "filesystem \"%s\"".formatted(need.name());
        try (PodRoot root = launcher.root();
                Descriptor folder = root.locate(need.folder())) {
            if (!folder.facts().isDirectory()) {
                throw new GuestRefused(
                        GuestRefused.Kind.NEVER,
                        "%s: the launcher pod has %s, not a folder"
                                .formatted(what, folder.facts().typeInWords()));
            }
            if (!Files.exists(target)) {
                Files.createDirectory(target);
            }
            attach(launcher, folder, target);
        } catch (ErrnoException failed) {
            throw PodFolder.missing(failed, what);
        }
    }

    private static void attach(PinnedProcess launcher, Descriptor folder, Path target)
            throws IOException {
        try (Descriptor namespace = launcher.open("ns/mnt", 0);
                Descriptor mount = BindMounts.copy(namespace, folder)) {
            Syscalls.restrictMount(mount.fd());
            Syscalls.attachMount(mount.fd(), target.toString());
        }
    }
}
