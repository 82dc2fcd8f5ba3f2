package io.kubevirt.ee.handler.reconcile;

import io.kubevirt.ee.runtime.loop.Key;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Refused starts and when the next is due. Kept in memory alone: a new agent may try at once. As
 * many entries as there are refused guests.
 */
final class HeldStarts {
    private record Held(String vmiUid, Instant until) {}

    private final Map<Key, Held> starts = new ConcurrentHashMap<>();

    void hold(Key key, String vmiUid, Instant until) {
        starts.put(key, new Held(vmiUid, until));
    }

    /** Empty for another VMI of the name: it was never refused. */
    Optional<Instant> until(Key key, String vmiUid) {
        return Optional.ofNullable(starts.get(key))
                .filter(held -> held.vmiUid().equals(vmiUid))
                .map(Held::until);
    }

    void release(Key key) {
        starts.remove(key);
    }
}
