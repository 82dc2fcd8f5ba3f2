package io.kubevirt.ee.simulation.world;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.JSON;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The simulated API server: objects, resource versions, finalizers, owner references and the log
 * that watches read. It follows the API conventions of Kubernetes as far as the components rely on
 * them: optimistic locking, graceful deletion of pods, removal once the last finalizer is gone.
 * What it hands out is shared and never changed: every write makes a new object.
 */
public final class ApiServer {
    private static final String POD = "Pod";
    private static final List<String> FIXED =
            List.of("uid", "resourceVersion", "creationTimestamp");

    static {
        // The client's JSON is configured by its first instance.
        JSON.setLenientOnJson(false);
    }

    private final Map<String, NavigableMap<ObjectId, JsonObject>> objects = new TreeMap<>();
    private final Map<String, List<Change>> logs = new HashMap<>();
    private final Map<String, ObjectId> uids = new HashMap<>();
    private final Map<JsonObject, Object> typed = new IdentityHashMap<>();
    private final InstantSource clock;
    private final Predicate<ObjectId> restless;
    private long version;
    private long lastUid;
    private long steadyChanges;

    /**
     * @param clock its wall clock
     * @param restless objects that change for ever: they are not counted by {@link #changes}
     */
    public ApiServer(InstantSource clock, Predicate<ObjectId> restless) {
        this.clock = clock;
        this.restless = restless;
    }

    /** All changes of one kind, oldest first. */
    public List<Change> log(String kind) {
        return logs.computeIfAbsent(kind, any -> new ArrayList<>());
    }

    /** How many changes there have been of objects that come to rest. */
    public long changes() {
        return steadyChanges;
    }

    /** The object, if it exists. */
    public Optional<JsonObject> get(ObjectId id) {
        return Optional.ofNullable(kind(id.kind()).get(id));
    }

    /** All objects of one kind, ordered by name. */
    public List<JsonObject> list(String kind) {
        return List.copyOf(kind(kind).values());
    }

    /** The names of all objects of one kind. */
    public List<ObjectId> ids(String kind) {
        return List.copyOf(kind(kind).keySet());
    }

    /** An object as the client library's type; always the same one for the same version. */
    public <T> T typed(JsonObject json, Class<T> type) {
        return type.cast(typed.computeIfAbsent(json, any -> JSON.getGson().fromJson(json, type)));
    }

    private NavigableMap<ObjectId, JsonObject> kind(String kind) {
        return objects.computeIfAbsent(kind, any -> new TreeMap<>());
    }

    /** Creates an object. */
    public JsonObject create(ObjectId id, JsonObject wanted) {
        if (kind(id.kind()).containsKey(id)) {
            throw Refusal.alreadyExists(id);
        }
        JsonObject object = wanted.deepCopy();
        JsonObject metadata = Json.metadata(object);
        String uid = "uid-%04d".formatted(++lastUid);
        metadata.addProperty("uid", uid);
        metadata.addProperty("generation", 1);
        metadata.addProperty("creationTimestamp", now());
        metadata.remove("deletionTimestamp");
        uids.put(uid, id);
        store(id, object);
        return object;
    }

    private String now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /**
     * Applies an RFC 7386 merge patch.
     *
     * @throws Refusal without the object, or where the patch names another resource version or uid
     *     than the object's
     */
    public JsonObject patch(ObjectId id, JsonObject patch) {
        JsonObject current = require(id);
        checkPreconditions(id, current, patch.getAsJsonObject("metadata"));
        JsonObject next = current.deepCopy();
        JsonObject change = patch.deepCopy();
        if (change.has("metadata")) {
            FIXED.forEach(change.getAsJsonObject("metadata")::remove);
        }
        Json.merge(next, change);
        return replace(id, current, next);
    }

    private JsonObject replace(ObjectId id, JsonObject current, JsonObject next) {
        if (next.equals(current)) {
            return current;
        }
        if (!Objects.equals(current.get("spec"), next.get("spec"))) {
            JsonObject metadata = Json.metadata(next);
            metadata.addProperty("generation", metadata.get("generation").getAsLong() + 1);
        }
        store(id, next);
        removeIfDone(id, next);
        return next;
    }

    private static void checkPreconditions(ObjectId id, JsonObject current, JsonObject wanted) {
        if (wanted == null) {
            return;
        }
        for (String field : List.of("resourceVersion", "uid")) {
            if (Json.has(wanted, field)
                    && !Json.text(wanted, field).equals(Json.text(Json.metadata(current), field))) {
                throw Refusal.conflict(id);
            }
        }
    }

    /**
     * Asks for an object's deletion. A pod that has a node stays until its kubelet removes it; an
     * object with finalizers stays until they are gone.
     *
     * @param uid the uid that the object must have; empty for any
     * @param grace a pod's, instead of its own
     */
    public void delete(ObjectId id, String uid, Optional<Duration> grace) {
        JsonObject object = require(id);
        JsonObject metadata = Json.metadata(object);
        if (!uid.isEmpty() && !uid.equals(Json.text(metadata, "uid"))) {
            throw Refusal.conflict(id);
        }
        if (Json.has(metadata, "deletionTimestamp") && grace.isEmpty()) {
            return;
        }
        JsonObject next = object.deepCopy();
        if (!Json.has(metadata, "deletionTimestamp")) {
            Json.metadata(next).addProperty("deletionTimestamp", now());
        }
        grace.ifPresent(
                time ->
                        Json.metadata(next)
                                .addProperty("deletionGracePeriodSeconds", time.toSeconds()));
        if (!next.equals(object)) {
            store(id, next);
        }
        removeIfDone(id, next);
    }

    /** Removes an object for good, as a kubelet does with a pod when every container has ended. */
    public void remove(ObjectId id) {
        drop(id, require(id));
    }

    private void removeIfDone(ObjectId id, JsonObject object) {
        boolean deleting = Json.has(Json.metadata(object), "deletionTimestamp");
        if (deleting && Json.finalized(object) && !awaitsKubelet(id, object)) {
            drop(id, object);
        }
    }

    /** One that runs, or may; the API server removes others at once. */
    private static boolean awaitsKubelet(ObjectId id, JsonObject object) {
        String phase = Json.at(object, "status", "phase");
        return id.kind().equals(POD)
                && !Json.at(object, "spec", "nodeName").isEmpty()
                && !phase.equals("Succeeded")
                && !phase.equals("Failed")
                && !Json.at(object, "metadata", "deletionGracePeriodSeconds").equals("0");
    }

    private void drop(ObjectId id, JsonObject last) {
        kind(id.kind()).remove(id);
        uids.remove(Json.at(last, "metadata", "uid"));
        note(new Change(++version, id, last, true));
    }

    private void store(ObjectId id, JsonObject object) {
        Json.metadata(object).addProperty("resourceVersion", Long.toString(++version));
        kind(id.kind()).put(id, object);
        note(new Change(version, id, object, false));
    }

    private void note(Change change) {
        log(change.id().kind()).add(change);
        if (!restless.test(change.id())) {
            steadyChanges++;
        }
    }

    private JsonObject require(ObjectId id) {
        return get(id).orElseThrow(() -> Refusal.notFound(id));
    }

    /** One object whose owners are all gone: what the garbage collector deletes next. */
    public Optional<ObjectId> orphan() {
        return objects.values().stream()
                .flatMap(kind -> kind.entrySet().stream())
                .filter(entry -> ownersGone(Json.metadata(entry.getValue())))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private boolean ownersGone(JsonObject metadata) {
        JsonElement owners = metadata.get("ownerReferences");
        if (owners == null || !owners.isJsonArray() || Json.has(metadata, "deletionTimestamp")) {
            return false;
        }
        for (JsonElement owner : owners.getAsJsonArray()) {
            if (uids.containsKey(Json.text(owner.getAsJsonObject(), "uid"))) {
                return false;
            }
        }
        return !owners.getAsJsonArray().isEmpty();
    }
}
