package io.kubevirt.ee.simulation.world;

import com.google.gson.JsonObject;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** A component's cache of one kind: always some changes behind, and not told of all of them. */
final class Watch {
    private static final int LAG = 15;

    private final List<Change> log;
    private final Chance chance;
    private final Predicate<JsonObject> selector;
    private final NavigableMap<ObjectId, JsonObject> objects = new TreeMap<>();
    private final Map<ObjectId, Long> ahead = new HashMap<>();
    private int position;
    private boolean broken;

    Watch(List<Change> log, Chance chance, Predicate<JsonObject> selector) {
        this.log = log;
        this.chance = chance;
        this.selector = selector;
        list(log.size());
    }

    boolean behind() {
        return broken || position < log.size();
    }

    /** Lists anew; the ids of all objects that are there or went away. */
    Set<ObjectId> relist() {
        boolean lags = log.size() > 1 && chance.strikes(Fault.STALE_LIST, 4);
        return list(lags ? log.size() - 1 - chance.below(Math.min(LAG, log.size())) : log.size());
    }

    /** As the API server had it after so many changes. */
    private Set<ObjectId> list(int changes) {
        Set<ObjectId> touched = new LinkedHashSet<>(objects.keySet());
        objects.clear();
        ahead.clear();
        for (Change change : log.subList(0, changes)) {
            keep(change);
        }
        position = changes;
        broken = false;
        touched.addAll(objects.keySet());
        return touched;
    }

    private boolean keep(Change change) {
        boolean known = objects.containsKey(change.id());
        if (!change.removed() && selector.test(change.object())) {
            objects.put(change.id(), change.object());
            return true;
        }
        objects.remove(change.id());
        return known;
    }

    /** Takes in some of the changes it has not seen; the ids of those it was told of. */
    Set<ObjectId> advance() {
        if (broken || (position < log.size() && chance.strikes(Fault.EXPIRED_WATCH, 150))) {
            return relist();
        }
        int unseen = log.size() - position;
        Set<ObjectId> told = new LinkedHashSet<>();
        if (unseen > 2 && chance.strikes(Fault.REORDERED_CHANGES, 12)) {
            jumpAhead(log.get(position + 1 + chance.below(unseen - 1)).id(), told);
            return told;
        }
        int taken = chance.faultsAllowed() ? 1 + chance.below(unseen) : unseen;
        for (int end = position + taken; position < end && !broken; position++) {
            take(log.get(position), told);
        }
        return told;
    }

    /** All changes of one object, before those of others that came earlier. */
    private void jumpAhead(ObjectId id, Set<ObjectId> told) {
        for (Change change : log.subList(position, log.size())) {
            if (change.id().equals(id)) {
                tell(change, told);
                ahead.put(id, change.version());
            }
        }
    }

    private void take(Change change, Set<ObjectId> told) {
        if (change.version() <= ahead.getOrDefault(change.id(), 0L)) {
            return;
        }
        if (chance.strikes(Fault.MISSED_CHANGE, 80)) {
            broken = true;
            return;
        }
        tell(change, told);
    }

    private void tell(Change change, Set<ObjectId> told) {
        if (keep(change) && !told.add(change.id())) {
            chance.count(Fault.MERGED_CHANGES);
        }
    }

    Optional<JsonObject> get(ObjectId id) {
        return Optional.ofNullable(objects.get(id));
    }

    Collection<JsonObject> all() {
        return objects.values();
    }
}
