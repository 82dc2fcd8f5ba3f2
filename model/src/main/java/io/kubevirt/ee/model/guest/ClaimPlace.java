package io.kubevirt.ee.model.guest;

import java.util.OptionalLong;

/** Where the launcher's container has a claim. */
public sealed interface ClaimPlace {

    /** The path in the container. */
    String path();

    /**
     * A folder: the disk is the raw image {@code disk.img} in it.
     *
     * @param sizeBytes the disk's size, if it has to be made first
     */
    record Folder(String path, OptionalLong sizeBytes) implements ClaimPlace {}

    /** A block device, which is the disk. */
    record Device(String path) implements ClaimPlace {}
}
