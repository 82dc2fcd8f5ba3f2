package io.kubevirt.ee.handler.host;

import io.kubevirt.ee.model.domain.GuestResources.DiskSource;
import io.kubevirt.ee.model.domain.GuestResources.ImageType;
import java.io.File;

/** Whether an image can grow. */
final class DiskRoom {

    /** A write of a guest, and the tables of a qcow2 image that it makes grow. */
    private static final long SMALLEST_BYTES = 1 << 20;

    private DiskRoom() {}

    static boolean isUsedUp(DiskSource disk) {
        File image = new File(disk.path());
        // Unlike a FileStore it does not look for the mount, and of a file that is gone says 0.
        return disk.type() == ImageType.FILE
                && image.exists()
                && image.getUsableSpace() < SMALLEST_BYTES;
    }
}
