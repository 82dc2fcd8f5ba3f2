package io.kubevirt.ee.model.guest;

/** What a guest may do with the disk in a claim, and so who may have it at the same time. */
public enum ClaimUse {
    /** Read and write it, alone. */
    ALONE,
    /** Read and write it together with guests that do the same. */
    SHARED,
    /** Read it. */
    READ,
    /** Read it below an overlay of its own, which takes the writes and is thrown away. */
    BELOW_OVERLAY;

    /** Whether the disk itself is never written to. */
    public boolean readsOnly() {
        return switch (this) {
            case ALONE, SHARED -> false;
            case READ, BELOW_OVERLAY -> true;
        };
    }

    /** Whether another guest may have the disk in this way while this one has it in its own. */
    public boolean goesWith(ClaimUse other) {
        return this == SHARED ? other == SHARED : readsOnly() && other.readsOnly();
    }
}
