package io.kubevirt.ee.handler.host;

import io.kubevirt.ee.model.domain.GuestResources.Backing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Makes qcow2 images with qemu-img, which runs as the guest's own uid without capabilities and
 * never opens a user's image: format and size are stated.
 */
final class QemuImages {

    private QemuImages() {}

    /** An empty image; one that is there stays as it is. */
    static void makeEmpty(GuestDirectory guest, Path image, long capacityBytes) throws IOException {
        make(guest, image, List.of(), capacityBytes);
    }

    /** An image whose unwritten sectors are those of {@code backing}. */
    static void makeOverlay(GuestDirectory guest, Path image, Backing backing, long sizeBytes)
            throws IOException {
        String format = backing.format().name().toLowerCase(Locale.ROOT);
        // -u: do not open the backing file, it is a user's.
        make(guest, image, List.of("-u", "-F", format, "-b", backing.path()), sizeBytes);
    }

    private static void make(GuestDirectory guest, Path image, List<String> options, long size)
            throws IOException {
        if (Files.exists(image)) {
            return;
        }
        Path unfinished = guest.emptyFile(image.resolveSibling(image.getFileName() + ".new"));
        List<String> command = new ArrayList<>(GuestUser.unprivileged(guest.uid()));
        command.addAll(List.of("qemu-img", "create", "-q", "-f", "qcow2"));
        command.addAll(options);
        command.addAll(List.of(unfinished.toString(), Long.toString(size)));
        Command.run(command);
        Files.move(unfinished, image, StandardCopyOption.ATOMIC_MOVE);
    }
}
