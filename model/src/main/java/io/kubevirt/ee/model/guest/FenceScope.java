package io.kubevirt.ee.model.guest;

/** Which guests a node that is cut off ends by itself. */
public enum FenceScope {
    /** Those with a disk that another node can reach, and those of whose disks nothing is known. */
    SHARED,
    /** All of them. */
    ALL
}
