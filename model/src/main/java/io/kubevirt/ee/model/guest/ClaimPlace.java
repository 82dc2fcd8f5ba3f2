package io.kubevirt.ee.model.guest;

import java.util.OptionalLong;

/** Where the launcher's container has a disk that stays when its guest is gone. */
public sealed interface ClaimPlace {

    /** The path in the container. */
    String path();

    /** A folder that has the disk as a raw image. */
    sealed interface Folder extends ClaimPlace {

        /** The image's name in the folder. */
        String file();

        /** The disk in words. */
        String words();

        /** The disk's size, if it has to be made first. */
        OptionalLong sizeBytes();
    }

    /**
     * A claim with a file system: the disk is the raw image {@code disk.img} in it.
     *
     * @param sizeBytes the disk's size, if it has to be made first
     */
    record Claim(String path, OptionalLong sizeBytes) implements Folder {
        @Override
        public String file() {
            return "disk.img";
        }

        @Override
        public String words() {
            return "disk.img in the claim";
        }
    }

    /**
     * The folder of a file of the node.
     *
     * @param hostPath the file's path on the node
     * @param sizeBytes the disk's size, if it may be made
     */
    record Host(String path, String hostPath, OptionalLong sizeBytes) implements Folder {
        @Override
        public String file() {
            return hostPath.substring(hostPath.lastIndexOf('/') + 1);
        }

        @Override
        public String words() {
            return hostPath + " on the node";
        }
    }

    /** A block device, which is the disk. */
    record Device(String path) implements ClaimPlace {}
}
