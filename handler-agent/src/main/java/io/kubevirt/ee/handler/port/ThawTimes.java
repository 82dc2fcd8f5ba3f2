package io.kubevirt.ee.handler.port;

import java.time.Instant;
import java.util.Optional;

/** Until when at most guests' file systems are to be frozen: kept across any restart. */
public interface ThawTimes {

    /**
     * Remembers the time of one guest, until the guest is released.
     *
     * @param at empty: it is not frozen
     */
    void rememberThaw(String vmiUid, Optional<Instant> at);

    /** What was remembered last. */
    Optional<Instant> thawAt(String vmiUid);
}
