package io.kubevirt.ee.handler.host;

import io.kubevirt.ee.handler.port.GuestRefused;
import io.kubevirt.ee.model.guest.ClaimUse;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Which guests of this node have which disk of a claim. Qemu locks what it opens as well: this is
 * for the words, and for what must not happen to a disk before qemu sees it.
 */
final class ClaimUsers {

    private final GuestDirectories directories;

    ClaimUsers(GuestDirectories directories) {
        this.directories = directories;
    }

    /** Where a guest has the disk of a volume; the name tells how it uses it. */
    static Path path(GuestDirectory guest, String volume, ClaimUse use) {
        return guest.disks().resolve(volume + suffix(use));
    }

    private static String suffix(ClaimUse use) {
        return ".claim-" + use.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Refuses a disk that another guest has in a way that does not go together with {@code use}.
     *
     * @throws GuestRefused that names the other guest
     */
    void requireFree(GuestDirectory guest, DiskIdentity disk, ClaimUse use, String what)
            throws IOException, GuestRefused {
        for (GuestDirectory other : directories.all()) {
            if (!other.path().equals(guest.path())) {
                for (ClaimUse theirs : ClaimUse.values()) {
                    if (!theirs.goesWith(use) && has(other, disk, theirs)) {
                        throw inUse(other, what);
                    }
                }
            }
        }
    }

    private static boolean has(GuestDirectory other, DiskIdentity disk, ClaimUse use)
            throws IOException {
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(other.disks(), "*" + suffix(use))) {
            for (Path file : files) {
                if (DiskIdentity.of(file).equals(disk)) {
                    return true;
                }
            }
            return false;
        } catch (NoSuchFileException released) {
            return false;
        }
    }

    private static GuestRefused inUse(GuestDirectory other, String what) {
        return new GuestRefused(
                GuestRefused.Kind.MAY_PASS,
                "%s: its disk is in use by %s/%s on this node; stop that one, or set shareable: true on the disk of both"
                        .formatted(what, other.guest().namespace(), other.guest().name()));
    }
}
