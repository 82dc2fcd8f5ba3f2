package io.kubevirt.ee.runtime.kube;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * When a watch last heard of the API server (an event, a bookmark or a list), and what last went
 * wrong.
 */
public final class WatchLiveness {
    private final InstantSource clock;
    private Optional<Instant> lastHeard = Optional.empty();
    private Optional<Instant> liveSince = Optional.empty();
    private Optional<String> trouble = Optional.empty();

    /** Nothing heard yet. */
    public WatchLiveness(InstantSource clock) {
        this.clock = clock;
    }

    synchronized void heard() {
        lastHeard = Optional.of(clock.instant());
        trouble = Optional.empty();
        liveSince = liveSince.or(() -> lastHeard);
    }

    synchronized void failed(String what) {
        trouble = Optional.of(what);
        liveSince = Optional.empty();
    }

    /**
     * Whether something was heard recently.
     *
     * @param limit longer than the minute between bookmarks
     */
    public synchronized boolean live(Duration limit) {
        return lastHeard.filter(at -> at.plus(limit).isAfter(clock.instant())).isPresent();
    }

    /** When something was last heard. */
    public synchronized Optional<Instant> lastHeard() {
        return lastHeard;
    }

    /** Since when it has heard without trouble; empty while there is trouble. */
    public synchronized Optional<Instant> liveSince() {
        return liveSince;
    }

    /** What went wrong since something was last heard, in words. */
    public synchronized Optional<String> trouble() {
        return trouble;
    }
}
