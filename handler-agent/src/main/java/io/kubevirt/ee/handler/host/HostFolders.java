package io.kubevirt.ee.handler.host;

import io.kubevirt.ee.handler.port.GuestRefused;
import io.kubevirt.ee.model.guest.ClaimPlace;
import io.kubevirt.ee.model.launcher.HostPaths;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Folders of the node that guests may have disks in. The kubelet follows links when it brings such
 * a folder into a pod; so what the pod got must be the folder that is found here without any.
 */
record HostFolders(HostPaths allowed, Path nodeRoot) {

    private static final long NO_WAY_OUT =
            Syscalls.RESOLVE_BENEATH
                    | Syscalls.RESOLVE_NO_SYMLINKS
                    | Syscalls.RESOLVE_NO_MAGICLINKS;

    /**
     * Refuses a disk that is not below an allowed folder.
     *
     * @throws GuestRefused it is elsewhere, by its name or by a link
     */
    void requireWithin(PinnedProcess launcher, ClaimPlace.Host place, String what)
            throws IOException, GuestRefused {
        String prefix =
                allowed.prefixOf(place.hostPath())
                        .orElseThrow(
                                () ->
                                        never(
                                                what,
                                                place,
                                                "is below no folder that this node allows"));
        Path folder = Path.of(prefix).relativize(Path.of(place.hostPath()).getParent());
        try (PodRoot node = node();
                Descriptor top = node.locate(prefix);
                Descriptor own = beneath(top, folder);
                PodRoot pod = launcher.root();
                Descriptor brought = pod.locate(place.path())) {
            if (!DiskIdentity.of(own.path()).equals(DiskIdentity.of(brought.path()))) {
                throw never(what, place, "leads elsewhere");
            }
        } catch (ErrnoException failed) {
            if (failed.errno() == ErrnoException.ELOOP || failed.errno() == ErrnoException.EXDEV) {
                throw never(what, place, "leads through a link");
            }
            throw failed;
        }
    }

    private PodRoot node() throws IOException {
        return new PodRoot(
                new Descriptor(
                        Syscalls.openat2(
                                Syscalls.AT_FDCWD, nodeRoot.toString(), Syscalls.O_PATH, 0, 0)));
    }

    private static Descriptor beneath(Descriptor top, Path folder) throws IOException {
        String name = folder.toString().isEmpty() ? "." : folder.toString();
        return new Descriptor(Syscalls.openat2(top.fd(), name, Syscalls.O_PATH, 0, NO_WAY_OUT));
    }

    private static GuestRefused never(String what, ClaimPlace.Host place, String why) {
        return new GuestRefused(
                GuestRefused.Kind.NEVER, "%s: %s %s".formatted(what, place.words(), why));
    }
}
