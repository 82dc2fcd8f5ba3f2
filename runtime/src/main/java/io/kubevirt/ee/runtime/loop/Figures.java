package io.kubevirt.ee.runtime.loop;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How a loop is doing, at one moment.
 *
 * @param ready keys that wait for a worker
 * @param waiting keys that wait for their time
 * @param inWork keys that workers have
 * @param longestInWork how long the oldest of those has been in work; zero if none
 * @param unfinishedWork how long all of those have been in work, added up
 * @param workers workers that are alive
 * @param passes passes so far
 * @param failures passes that failed
 * @param rejections passes that found something which cannot be done
 * @param lastSuccess when a pass last ended without failure
 * @param lastFailure when a pass last failed
 */
public record Figures(
        int ready,
        int waiting,
        int inWork,
        Duration longestInWork,
        Duration unfinishedWork,
        int workers,
        long passes,
        long failures,
        long rejections,
        Optional<Instant> lastSuccess,
        Optional<Instant> lastFailure) {

    /** One line for health checks. */
    public String inWords() {
        return "%d passes, %d failures, %d ready, %d waiting, %d in work, %d workers"
                .formatted(passes, failures, ready, waiting, inWork, workers);
    }
}
