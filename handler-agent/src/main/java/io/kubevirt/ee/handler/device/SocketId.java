package io.kubevirt.ee.handler.device;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/**
 * Which socket a file is: a program that starts anew makes another at the same path.
 *
 * @param file device and inode; a number may be used again
 * @param made when it was made
 */
record SocketId(Object file, FileTime made) {

    /** The one at a path, if there is one. */
    static Optional<SocketId> at(Path path) {
        try {
            BasicFileAttributes seen =
                    Files.readAttributes(
                            path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return Optional.of(new SocketId(seen.fileKey(), seen.lastModifiedTime()));
        } catch (IOException none) {
            return Optional.empty();
        }
    }
}
