package io.kubevirt.ee.simulation.world;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/** Reading Kubernetes objects that are kept as JSON. */
public final class Json {

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

    /** The text at a path; empty without one. */
    public static String at(JsonObject object, String... path) {
        JsonElement here = object;
        for (String field : path) {
            if (here == null || !here.isJsonObject()) {
                return "";
            }
            here = here.getAsJsonObject().get(field);
        }
        return here == null || !here.isJsonPrimitive() ? "" : here.getAsString();
    }

    /** The object that a text says. */
    public static JsonObject parse(String text, Object... values) {
        return JsonParser.parseString(text.formatted(values)).getAsJsonObject();
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
