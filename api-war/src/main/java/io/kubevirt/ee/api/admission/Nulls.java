package io.kubevirt.ee.api.admission;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/**
 * Nulls as the API server takes them: a field that is null is absent, an item that is null is a
 * mistake. Pure. It does so itself before it asks for a review; whoever else asks gets an answer
 * too.
 */
final class Nulls {
    private Nulls() {}

    /**
     * Returns the same object without the fields that are null.
     *
     * @throws UnreadableObjectException when an item of a list in its spec is null
     */
    static JsonObject dropped(JsonObject object) {
        return dropped(object, "").getAsJsonObject();
    }

    private static JsonElement dropped(JsonElement value, String path) {
        return switch (value) {
            case JsonObject fields -> fields(fields, path);
            case JsonArray list -> items(list, path);
            default -> value;
        };
    }

    private static JsonObject fields(JsonObject fields, String path) {
        JsonObject kept = new JsonObject();
        for (String name : fields.keySet()) {
            if (!fields.get(name).isJsonNull()) {
                kept.add(
                        name, dropped(fields.get(name), path.isEmpty() ? name : path + "." + name));
            }
        }
        return kept;
    }

    private static JsonArray items(JsonArray list, String path) {
        JsonArray kept = new JsonArray(list.size());
        for (int i = 0; i < list.size(); i++) {
            String at = path + "[" + i + "]";
            if (list.get(i).isJsonNull() && at.startsWith("spec.")) {
                throw new UnreadableObjectException(at, at + " must not be null");
            }
            kept.add(dropped(list.get(i), at));
        }
        return kept;
    }
}
