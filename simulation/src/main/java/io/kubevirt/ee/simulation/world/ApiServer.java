package io.kubevirt.ee.simulation.world;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The simulated API server: objects, resource versions, finalizers, owner references and the log
 * that watches read. It follows the API conventions of Kubernetes as far as the components rely on
 * them: optimistic locking, graceful deletion of pods, removal once the last finalizer is gone.
 */
public final class ApiServer {
    private final Map<String, JsonObject> objects = new TreeMap<>();
    private final Map<String, ObjectId> ids = new TreeMap<>();
    private final List<Change> log = new ArrayList<>();
    private final Supplier<Instant> clock;
    private long version;
    private long uids;

    /**
     * @param clock the simulation's time
     */
    public ApiServer(Supplier<Instant> clock) {
        this.clock = clock;
    }

    /** The changes since {@code from} (an index into the log), oldest first. */
    public List<Change> logSince(int from) {
        return log.subList(from, log.size());
    }

    /** How many changes there have been: the next index of the log. */
    public int logEnd() {
        return log.size();
    }

    /** The object, as a copy, if it exists. */
    public Optional<JsonObject> get(ObjectId id) {
        return Optional.ofNullable(objects.get(id.toString())).map(JsonObject::deepCopy);
    }

    /** Copies of all objects of one kind, ordered by name. */
    public List<JsonObject> list(String kind) {
        List<JsonObject> found = new ArrayList<>();
        for (Map.Entry<String, ObjectId> entry : ids.entrySet()) {
            if (entry.getValue().kind().equals(kind)) {
                found.add(objects.get(entry.getKey()).deepCopy());
            }
        }
        return found;
    }

    /** The names of all objects there are. */
    public Collection<ObjectId> all() {
        return List.copyOf(ids.values());
    }

    /** Creates an object; gives it a uid unless it has none yet. */
    public JsonObject create(ObjectId id, JsonObject wanted) {
        if (objects.containsKey(id.toString())) {
            throw Refusal.alreadyExists(id);
        }
        JsonObject object = wanted.deepCopy();
        JsonObject metadata = Json.metadata(object);
        metadata.addProperty("uid", "uid-%04d".formatted(++uids));
        metadata.addProperty("generation", 1);
        metadata.addProperty("creationTimestamp", clock.get().toString());
        metadata.remove("deletionTimestamp");
        ids.put(id.toString(), id);
        store(id, object);
        return object.deepCopy();
    }

    /**
     * Applies an RFC 7386 merge patch.
     *
     * @throws Refusal 404 without the object, 409 where the patch names another resource version or
     *     uid than the object's
     */
    public JsonObject patch(ObjectId id, JsonObject patch) {
        JsonObject current = require(id);
        checkPreconditions(id, current, patch.getAsJsonObject("metadata"));
        JsonObject next = current.deepCopy();
        JsonObject change = patch.deepCopy();
        if (change.has("metadata")) {
            for (String fixed : List.of("uid", "resourceVersion", "creationTimestamp")) {
                change.getAsJsonObject("metadata").remove(fixed);
            }
        }
        Json.merge(next, change);
        return replace(id, current, next);
    }

    private JsonObject replace(ObjectId id, JsonObject current, JsonObject next) {
        if (next.equals(current)) {
            return current.deepCopy();
        }
        if (!java.util.Objects.equals(current.get("spec"), next.get("spec"))) {
            JsonObject metadata = Json.metadata(next);
            metadata.addProperty("generation", metadata.get("generation").getAsLong() + 1);
        }
        store(id, next);
        removeIfDone(id);
        return next.deepCopy();
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
     */
    public void delete(ObjectId id, String uid) {
        JsonObject object = require(id);
        JsonObject metadata = Json.metadata(object);
        if (!uid.isEmpty() && !uid.equals(Json.text(metadata, "uid"))) {
            throw Refusal.conflict(id);
        }
        if (Json.has(metadata, "deletionTimestamp")) {
            return;
        }
        JsonObject next = object.deepCopy();
        Json.metadata(next).addProperty("deletionTimestamp", clock.get().toString());
        store(id, next);
        removeIfDone(id);
    }

    /** Removes a pod for good, as its kubelet does when every container has ended. */
    public void removePod(ObjectId id) {
        require(id);
        drop(id);
    }

    private void removeIfDone(ObjectId id) {
        JsonObject object = objects.get(id.toString());
        boolean deleting = Json.has(Json.metadata(object), "deletionTimestamp");
        if (deleting && Json.finalized(object) && !awaitsKubelet(id, object)) {
            drop(id);
        }
    }

    private static boolean awaitsKubelet(ObjectId id, JsonObject object) {
        return id.kind().equals("Pod")
                && object.has("spec")
                && !Json.text(object.getAsJsonObject("spec"), "nodeName").isEmpty();
    }

    private void drop(ObjectId id) {
        JsonObject last = objects.remove(id.toString());
        ids.remove(id.toString());
        log.add(new Change(++version, id, last, true));
    }

    private void store(ObjectId id, JsonObject object) {
        Json.metadata(object).addProperty("resourceVersion", Long.toString(++version));
        objects.put(id.toString(), object);
        log.add(new Change(version, id, object.deepCopy(), false));
    }

    private JsonObject require(ObjectId id) {
        JsonObject object = objects.get(id.toString());
        if (object == null) {
            throw Refusal.notFound(id);
        }
        return object;
    }

    /** Deletes one object whose controlling owner is gone; whether there was one. */
    public boolean collectOneOrphan() {
        for (ObjectId id : all()) {
            JsonObject metadata = Json.metadata(objects.get(id.toString()));
            if (!Json.has(metadata, "deletionTimestamp") && ownersGone(metadata)) {
                delete(id, "");
                return true;
            }
        }
        return false;
    }

    private boolean ownersGone(JsonObject metadata) {
        JsonElement references = metadata.get("ownerReferences");
        if (references == null
                || references.isJsonNull()
                || references.getAsJsonArray().isEmpty()) {
            return false;
        }
        JsonArray owners = references.getAsJsonArray();
        for (JsonElement owner : owners) {
            if (uidExists(Json.text(owner.getAsJsonObject(), "uid"))) {
                return false;
            }
        }
        return true;
    }

    private boolean uidExists(String uid) {
        return objects.values().stream()
                .anyMatch(o -> uid.equals(Json.text(Json.metadata(o), "uid")));
    }
}
