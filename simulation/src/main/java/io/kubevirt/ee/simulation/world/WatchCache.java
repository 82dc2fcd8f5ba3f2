package io.kubevirt.ee.simulation.world;

import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** A component's caches of the API server: one watch for each kind, each with its own pace. */
public final class WatchCache {
    private final Chance chance;
    private final Map<String, Watch> watches = new LinkedHashMap<>();

    /**
     * Caches that start with a list of what there is.
     *
     * @param kinds what is watched
     * @param selector which objects of these kinds
     */
    public WatchCache(
            ApiServer api, Chance chance, List<String> kinds, Predicate<JsonObject> selector) {
        this.chance = chance;
        kinds.forEach(kind -> watches.put(kind, new Watch(api.log(kind), chance, selector)));
    }

    /** Lists everything anew; the ids of all objects that are there or went away. */
    public Set<ObjectId> relist() {
        Set<ObjectId> touched = new LinkedHashSet<>();
        watches.values().forEach(watch -> touched.addAll(watch.relist()));
        return touched;
    }

    /** Whether there are changes that this cache has not seen. */
    public boolean behind() {
        for (Watch watch : watches.values()) {
            if (watch.behind()) {
                return true;
            }
        }
        return false;
    }

    /** Takes in some changes of one kind; the ids of the objects it was told of. */
    public Set<ObjectId> advance() {
        return chance.oneOf(watches.values().stream().filter(Watch::behind).toList()).advance();
    }

    /** The object as this cache knows it. */
    public Optional<JsonObject> get(ObjectId id) {
        Watch watch = watches.get(id.kind());
        if (chance.faultsAllowed() && watch.behind()) {
            chance.count(Fault.STALE_READ);
        }
        return watch.get(id);
    }

    /** The objects of one kind as this cache knows them. */
    public List<JsonObject> list(String kind) {
        return List.copyOf(watches.get(kind).all());
    }
}
