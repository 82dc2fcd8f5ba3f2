package io.kubevirt.ee.simulation.world;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * A component's cache of the API server, filled by watches: always some changes behind, and never
 * told of all of them.
 */
public final class WatchCache {
    private final ApiServer api;
    private final Chance chance;
    private final Set<String> kinds;
    private final Predicate<JsonObject> selector;
    private final Map<String, JsonObject> objects = new TreeMap<>();
    private int position;

    /**
     * A cache that starts with a list of what there is.
     *
     * @param kinds what is watched
     * @param selector which objects of these kinds
     */
    public WatchCache(
            ApiServer api, Chance chance, Set<String> kinds, Predicate<JsonObject> selector) {
        this.api = api;
        this.chance = chance;
        this.kinds = Set.copyOf(kinds);
        this.selector = selector;
        relist();
    }

    /** Lists everything anew; the ids of all objects that are there or went away. */
    public Set<ObjectId> relist() {
        Set<ObjectId> touched = new LinkedHashSet<>();
        objects.clear();
        for (ObjectId id : api.all()) {
            JsonObject object = kinds.contains(id.kind()) ? api.get(id).orElseThrow() : null;
            if (object != null && selector.test(object)) {
                objects.put(id.toString(), object);
                touched.add(id);
            }
        }
        position = api.logEnd();
        return touched;
    }

    /** Whether there are changes that this cache has not seen. */
    public boolean behind() {
        return position < api.logEnd();
    }

    /** Takes in some of the changes it has not seen; the ids of those it was told of. */
    public List<ObjectId> advance() {
        List<Change> unseen = api.logSince(position);
        int taken = chance.faultsAllowed() ? 1 + chance.below(unseen.size()) : unseen.size();
        Set<ObjectId> told = new LinkedHashSet<>();
        for (Change change : List.copyOf(unseen.subList(0, taken))) {
            take(change, told);
        }
        position += taken;
        return new ArrayList<>(told);
    }

    private void take(Change change, Set<ObjectId> told) {
        if (!kinds.contains(change.id().kind())) {
            return;
        }
        String key = change.id().toString();
        boolean wanted = !change.removed() && selector.test(change.object());
        if (!wanted && !objects.containsKey(key)) {
            return;
        }
        if (chance.strikes(Fault.MISSED_CHANGE, 60)) {
            return;
        }
        if (wanted) {
            objects.put(key, change.object());
        } else {
            objects.remove(key);
        }
        if (!told.add(change.id())) {
            chance.count(Fault.MERGED_CHANGES);
        }
    }

    /** The object as this cache knows it. */
    public Optional<JsonObject> get(ObjectId id) {
        if (behind() && chance.faultsAllowed()) {
            chance.count(Fault.STALE_READ);
        }
        return Optional.ofNullable(objects.get(id.toString())).map(JsonObject::deepCopy);
    }

    /** Copies of the objects of one kind as this cache knows them. */
    public List<JsonObject> list(String kind) {
        return objects.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(kind + " "))
                .map(entry -> entry.getValue().deepCopy())
                .toList();
    }
}
