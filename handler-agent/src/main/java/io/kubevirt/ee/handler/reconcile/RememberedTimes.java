package io.kubevirt.ee.handler.reconcile;

import io.kubevirt.ee.runtime.loop.Key;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One time for each of some guests. Kept in memory alone: a new agent may try at once what another
 * has tried a moment ago.
 */
final class RememberedTimes {
    private record Remembered(String vmiUid, Instant at) {}

    private final Map<Key, Remembered> times = new ConcurrentHashMap<>();

    void remember(Key key, String vmiUid, Instant at) {
        times.put(key, new Remembered(vmiUid, at));
    }

    /** Empty for another VMI of the name. */
    Optional<Instant> of(Key key, String vmiUid) {
        return Optional.ofNullable(times.get(key))
                .filter(remembered -> remembered.vmiUid().equals(vmiUid))
                .map(Remembered::at);
    }

    void forget(Key key) {
        times.remove(key);
    }
}
