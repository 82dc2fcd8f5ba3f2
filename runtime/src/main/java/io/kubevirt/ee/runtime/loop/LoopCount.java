package io.kubevirt.ee.runtime.loop;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Counts the passes of a loop. */
final class LoopCount {
    private long passes;
    private long failures;
    private long rejections;
    private Optional<Instant> lastSuccess = Optional.empty();
    private Optional<Instant> lastFailure = Optional.empty();

    synchronized void add(Outcome outcome, Instant now) {
        passes++;
        switch (outcome) {
            case Outcome.Settled settled -> lastSuccess = Optional.of(now);
            case Outcome.RetryAfter later -> lastSuccess = Optional.of(now);
            case Outcome.Rejected rejected -> {
                rejections++;
                lastSuccess = Optional.of(now);
            }
            case Outcome.Failed failed -> {
                failures++;
                lastFailure = Optional.of(now);
            }
        }
    }

    synchronized Figures figures(KeyQueue.Depths depths, List<Duration> inWork, int workers) {
        return new Figures(
                depths.ready(),
                depths.waiting(),
                depths.inWork(),
                inWork.stream().max(Comparator.naturalOrder()).orElse(Duration.ZERO),
                inWork.stream().reduce(Duration.ZERO, Duration::plus),
                workers,
                passes,
                failures,
                rejections,
                lastSuccess,
                lastFailure);
    }
}
