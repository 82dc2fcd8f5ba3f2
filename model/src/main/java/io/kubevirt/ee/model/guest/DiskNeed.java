package io.kubevirt.ee.model.guest;

import java.util.Optional;

/** A disk to make ready; {@link #volume()} is the name of the VMI's volume, unique in the VMI. */
public sealed interface DiskNeed {

    /** The volume's name. */
    String volume();

    /**
     * An image file inside the launcher pod's container {@code volume<name>}, to be used below an
     * overlay that is thrown away with the guest.
     *
     * @param path the file in the image; absent: the only file under {@code /disk}
     */
    record ContainerDisk(String volume, Optional<String> path) implements DiskNeed {}

    /**
     * The disk in a PersistentVolumeClaim that the launcher pod has.
     *
     * @param place where the pod has it
     * @param use what the guest may do with it
     */
    record ClaimDisk(String volume, ClaimPlace place, ClaimUse use) implements DiskNeed {}

    /** An empty, sparse qcow2 image that is thrown away with the guest. */
    record EmptyDisk(String volume, long capacityBytes) implements DiskNeed {}

    /**
     * A cloud-init NoCloud seed: an ISO 9660 image labelled {@code cidata}.
     *
     * @param instanceId changes when cloud-init shall run again: the VMI's uid
     * @param hostname {@code local-hostname} of the meta-data
     * @param userData the file user-data, decoded
     * @param networkData the file network-config, decoded; absent: no such file
     */
    record CloudInitNoCloud(
            String volume,
            String instanceId,
            String hostname,
            String userData,
            Optional<String> networkData)
            implements DiskNeed {}
}
