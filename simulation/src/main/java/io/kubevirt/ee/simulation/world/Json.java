package io.kubevirt.ee.simulation.world;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/** Reading Kubernetes objects that are kept as JSON. */
final class Json {

    private Json() {}

    static JsonObject metadata(JsonObject object) {
        return object.getAsJsonObject("metadata");
    }

    static String text(JsonObject object, String field) {
        JsonElement value = object.get(field);
        return value == null || value.isJsonNull() ? "" : value.getAsString();
    }

    static boolean has(JsonObject object, String field) {
        JsonElement value = object.get(field);
        return value != null && !value.isJsonNull();
    }

    static boolean finalized(JsonObject object) {
        JsonElement finalizers = metadata(object).get("finalizers");
        return finalizers == null
                || finalizers.isJsonNull()
                || finalizers.getAsJsonArray().isEmpty();
    }

    /** Applies an RFC 7386 merge patch to {@code target}, in place. */
    static void merge(JsonObject target, JsonObject patch) {
        for (String field : patch.keySet()) {
            JsonElement change = patch.get(field);
            if (change.isJsonNull()) {
                target.remove(field);
            } else if (change.isJsonObject()) {
                if (!target.has(field) || !target.get(field).isJsonObject()) {
                    target.add(field, new JsonObject());
                }
                merge(target.getAsJsonObject(field), change.getAsJsonObject());
            } else {
                target.add(field, change.deepCopy());
            }
        }
    }
}
