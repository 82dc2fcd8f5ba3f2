package io.kubevirt.ee.handler.host;

import io.kubevirt.ee.model.domain.GuestResources.DiskSource;
import io.kubevirt.ee.model.domain.GuestResources.ImageFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An ISO 9660 image of a few small files, which only its guest may read. */
final class IsoImage {

    private IsoImage() {}

    /** Where a guest has the image of a volume. */
    static Path path(GuestDirectory guest, String volume) {
        return guest.disks().resolve(volume + ".iso");
    }

    /** The image as qemu opens it. */
    static DiskSource source(Path image) {
        return new DiskSource(image.toString(), ImageFormat.RAW, Optional.empty());
    }

    /**
     * Makes the image.
     *
     * @param files content by path below the image's root
     */
    static void make(GuestDirectory guest, Path image, String label, Map<String, byte[]> files)
            throws IOException {
        Path folder = image.resolveSibling(image.getFileName() + ".files");
        Path unfinished = guest.emptyFile(image.resolveSibling(image.getFileName() + ".new"));
        try {
            makeFolder(folder);
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                Path written = folder.resolve(file.getKey());
                Files.createDirectories(written.getParent());
                Files.write(written, file.getValue());
            }
            Command.run(
                    List.of(
                            "xorrisofs",
                            "-quiet",
                            "-volid",
                            label,
                            "-joliet",
                            "-rock",
                            "-output",
                            unfinished.toString(),
                            folder.toString()));
        } finally {
            GuestDirectories.removeTree(folder);
        }
        Files.move(unfinished, image, StandardCopyOption.ATOMIC_MOVE);
    }

    // Only root may look: the files often are passwords and keys.
    private static void makeFolder(Path folder) throws IOException {
        GuestDirectories.removeTree(folder);
        Files.createDirectory(
                folder,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
}
