package io.kubevirt.ee.controller.election;

import java.time.Duration;
import java.util.Optional;

/**
 * What a replica knows of the election.
 *
 * @param identity who it is; no other process is ever called so
 * @param leading whether its term is open
 * @param lease as it was just read
 * @param unchanged for how long it has seen the lease as it is, by its own steady clock
 */
record ElectionView(
        String identity, boolean leading, Optional<LeaseRecord> lease, Duration unchanged) {}
