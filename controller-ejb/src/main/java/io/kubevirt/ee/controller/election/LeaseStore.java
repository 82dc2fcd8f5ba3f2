package io.kubevirt.ee.controller.election;

import java.util.Optional;

/** Where the lease is. Each call ends within {@link LeaseTimes#callLimit}. */
public interface LeaseStore {
    /**
     * The lease as it is now; empty when there is none.
     *
     * @throws LeaseUnreachable when that cannot be told
     */
    Optional<LeaseRecord> read();

    /**
     * Stores the lease if it still is of the version that was read; creates it for an empty
     * version.
     *
     * @return whether it was stored; false when another replica was faster
     * @throws LeaseUnreachable when that cannot be told: it may have been stored
     */
    boolean write(LeaseRecord lease);
}
