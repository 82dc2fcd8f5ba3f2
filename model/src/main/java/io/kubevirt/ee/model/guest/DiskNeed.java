package io.kubevirt.ee.model.guest;

import java.util.List;
import java.util.Optional;

/** A disk to make ready; {@link #volume()} is the name of the VMI's volume, unique in the VMI. */
public sealed interface DiskNeed {

    /** The volume's name. */
    String volume();

    /** Whether what the guest writes makes files on the node, or in a claim, grow. */
    default boolean grows() {
        return switch (this) {
            case ContainerDisk image -> true;
            case ClaimDisk claim -> claim.use() != ClaimUse.READ;
            case EmptyDisk empty -> true;
            case CloudInit seed -> false;
            case Files files -> false;
            case Metrics metrics -> false;
        };
    }

    /**
     * An image file inside the launcher pod's container {@code volume<name>}, to be used below an
     * overlay that is thrown away with the guest.
     *
     * @param path the file in the image; absent: the only file under {@code /disk}
     */
    record ContainerDisk(String volume, Optional<String> path) implements DiskNeed {}

    /**
     * The disk in a PersistentVolumeClaim, or in a file of the node, that the launcher pod has.
     *
     * @param place where the pod has it
     * @param use what the guest may do with it
     * @param lun whether the guest's SCSI commands shall reach it, which takes a device
     */
    record ClaimDisk(String volume, ClaimPlace place, ClaimUse use, boolean lun)
            implements DiskNeed {

        /** Of one that qemu reads and writes. */
        public ClaimDisk(String volume, ClaimPlace place, ClaimUse use) {
            this(volume, place, use, false);
        }
    }

    /** An empty, sparse qcow2 image that is thrown away with the guest. */
    record EmptyDisk(String volume, long capacityBytes) implements DiskNeed {}

    /**
     * A seed of cloud-init: a small ISO 9660 image.
     *
     * @param source which data source of cloud-init finds it
     * @param instanceId changes when cloud-init shall run again: the VMI's uid
     * @param hostname what the guest is told its name is
     * @param userData absent: it is empty
     * @param networkData absent: no such file
     * @param keys that log into the guest
     * @param devices that it is told of, on a config drive
     */
    record CloudInit(
            String volume,
            Source source,
            String instanceId,
            String hostname,
            Optional<SeedText> userData,
            Optional<SeedText> networkData,
            List<KeySecret> keys,
            List<TaggedDevice> devices)
            implements DiskNeed {

        /** Copies the lists. */
        public CloudInit {
            keys = List.copyOf(keys);
            devices = List.copyOf(devices);
        }

        /** One that tells of no device. */
        public CloudInit(
                String volume,
                Source source,
                String instanceId,
                String hostname,
                Optional<SeedText> userData,
                Optional<SeedText> networkData,
                List<KeySecret> keys) {
            this(volume, source, instanceId, hostname, userData, networkData, keys, List.of());
        }

        /**
         * A Secret whose texts are public keys.
         *
         * @param secret its name
         * @param folder its files in the launcher's container
         */
        public record KeySecret(String secret, String folder) {}

        /** The data sources of cloud-init, as its own documentation names them. */
        public enum Source {
            NO_CLOUD,
            CONFIG_DRIVE
        }
    }

    /**
     * Files that the kubelet brought into the launcher pod (of a ConfigMap, a Secret, a service
     * account, the pod itself), as they are when the guest starts: an ISO 9660 image.
     *
     * @param folder the files in the launcher's container
     * @param label the image's
     */
    record Files(String volume, String folder, String label) implements DiskNeed {}

    /** The disk on which the guest is told figures of itself and of its node, as by vhostmd. */
    record Metrics(String volume) implements DiskNeed {}
}
