package io.kubevirt.ee.runtime.loop;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which keys are ready, waiting for their time, or in work. A key is in at most one place; one that
 * is reported again while in work becomes ready when that work is done. Holds at most {@code bound}
 * distinct keys. Plain data: time is passed in, {@link KeyQueue} guards it.
 */
final class KeySchedule {
    private record Due(Instant at, Key key) {}

    private final int bound;
    private final Set<Key> ready = new LinkedHashSet<>();
    private final Map<Key, Due> waiting = new HashMap<>();
    private final TreeSet<Due> byTime =
            new TreeSet<>(Comparator.comparing(Due::at).thenComparing(Due::key));
    private final Map<Key, Instant> inWork = new HashMap<>();
    private final Set<Key> changedInWork = new HashSet<>();

    KeySchedule(int bound) {
        if (bound < 1) {
            throw new IllegalArgumentException("a queue holds at least one key, not " + bound);
        }
        this.bound = bound;
    }

    /** Makes a key ready now; false if it is a new one and there is no room. */
    boolean offer(Key key) {
        if (inWork.containsKey(key)) {
            changedInWork.add(key);
            return true;
        }
        if (!ready.contains(key) && !waiting.containsKey(key) && size() >= bound) {
            return false;
        }
        stopWaiting(key);
        ready.add(key);
        return true;
    }

    /** The next key whose time has come, now in work. */
    Optional<Key> poll(Instant now) {
        while (!byTime.isEmpty() && !byTime.first().at().isAfter(now)) {
            Key key = byTime.first().key();
            stopWaiting(key);
            ready.add(key);
        }
        Optional<Key> next = ready.stream().findFirst();
        next.ifPresent(
                key -> {
                    ready.remove(key);
                    inWork.put(key, now);
                });
        return next;
    }

    /**
     * Ends the work on a key; it is due again at a time, if one is given, or at once, if it changed
     * meanwhile.
     */
    void complete(Key key, Optional<Instant> again) {
        if (inWork.remove(key) == null) {
            throw new IllegalStateException(key + " was not in work");
        }
        if (changedInWork.remove(key)) {
            ready.add(key);
        } else {
            again.ifPresent(at -> waitUntil(key, at));
        }
    }

    Optional<Instant> nextDue() {
        return byTime.isEmpty() ? Optional.empty() : Optional.of(byTime.first().at());
    }

    List<Instant> inWorkSince() {
        return List.copyOf(inWork.values());
    }

    int ready() {
        return ready.size();
    }

    int waiting() {
        return waiting.size();
    }

    int inWork() {
        return inWork.size();
    }

    int size() {
        return ready.size() + waiting.size() + inWork.size();
    }

    private void waitUntil(Key key, Instant at) {
        Due due = new Due(at, key);
        waiting.put(key, due);
        byTime.add(due);
    }

    private void stopWaiting(Key key) {
        Due due = waiting.remove(key);
        if (due != null) {
            byTime.remove(due);
        }
    }
}
