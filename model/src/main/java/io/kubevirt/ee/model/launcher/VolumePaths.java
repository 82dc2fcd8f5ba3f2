package io.kubevirt.ee.model.launcher;

/** Where the launcher's container has what the volumes of an instance hold. */
public final class VolumePaths {
    private static final String ROOT = "/var/run/kubevirt-private/";

    private VolumePaths() {}

    /** The folder of a claim with a file system; the disk in it is {@code disk.img}. */
    public static String claim(String volume) {
        return ROOT + "vmi-disks/" + volume;
    }

    /** A claim that is a device; the prefix keeps a volume named {@code null} from being that. */
    public static String device(String volume) {
        return "/dev/vmi-" + volume;
    }
}
