package io.kubevirt.ee.runtime.loop;

import java.util.Objects;

/**
 * The size of a loop.
 *
 * @param workers threads
 * @param bound distinct keys it holds
 * @param backoff delays after failures
 */
public record LoopSettings(int workers, int bound, Backoff backoff) {
    /** Two workers; more keys than a cluster has virtual machines. */
    public static final LoopSettings STANDARD = new LoopSettings(2, 20_000, Backoff.STANDARD);

    public LoopSettings {
        if (workers < 1 || bound < 1) {
            throw new IllegalArgumentException(
                    "a loop needs at least one worker and room for one key");
        }
        Objects.requireNonNull(backoff, "backoff");
    }
}
