package io.kubevirt.ee.model.launcher;

/** Where the launcher's container has what the volumes of an instance hold. */
public final class VolumePaths {
    /** Where the kubelet puts the token of a pod's service account. */
    public static final String SERVICE_ACCOUNT = "/var/run/secrets/kubernetes.io/serviceaccount";

    /** The file in the folder of the serial console's log. */
    public static final String SERIAL_LOG = "serial0.log";

    private static final String ROOT = "/var/run/kubevirt-private/";

    /** The folder of the serial console's log, a small volume in memory. */
    public static final String SERIAL_LOG_FOLDER = ROOT + "console-log";

    /** The claim that keeps the machine's own memory. */
    public static final String STATE = ROOT + "vm-state";

    private VolumePaths() {}

    /** The folder of a claim with a file system; the disk in it is {@code disk.img}. */
    public static String claim(String volume) {
        return ROOT + "vmi-disks/" + volume;
    }

    /** The files of a ConfigMap, of a Secret or of the pod itself. */
    public static String files(String volume) {
        return ROOT + "files/" + volume;
    }

    /** The Secret that holds network data for cloud-init. */
    public static String networkData(String volume) {
        return ROOT + "network-data/" + volume;
    }

    /** A claim that is a device; the prefix keeps a volume named {@code null} from being that. */
    public static String device(String volume) {
        return "/dev/vmi-" + volume;
    }
}
