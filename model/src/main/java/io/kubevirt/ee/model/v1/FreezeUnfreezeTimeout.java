package io.kubevirt.ee.model.v1;

import java.time.Duration;
import java.util.Optional;

/**
 * Body of a freeze request.
 *
 * @param unfreezeTimeout after which it ends by itself, such as {@code 5m0s}; zero: it does not
 */
public record FreezeUnfreezeTimeout(String unfreezeTimeout) {

    /**
     * The time; nothing when it is not stated.
     *
     * @throws IllegalArgumentException when it is none
     */
    public Optional<Duration> duration() {
        return Optional.ofNullable(unfreezeTimeout).map(GoDuration::parse);
    }
}
