package io.kubevirt.ee.api.patch;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/**
 * Carries a change over to a document that says the same in other words: fields we do not know,
 * amounts in another spelling, empty lists left out. What the change does not touch stays as it was
 * written.
 */
public final class JsonOverlay {
    private JsonOverlay() {}

    /**
     * Returns the original with the change from {@code before} to {@code after} made in it.
     *
     * @param original as the user wrote it
     * @param before the original as we write it
     * @param after the changed document as we write it
     */
    public static JsonObject apply(JsonObject original, JsonObject before, JsonObject after) {
        JsonObject result = original.deepCopy();
        for (String key : before.keySet()) {
            if (!after.has(key)) {
                result.remove(key);
            }
        }
        for (String key : after.keySet()) {
            if (!after.get(key).equals(before.get(key))) {
                result.add(key, value(original.get(key), before.get(key), after.get(key)));
            }
        }
        return result;
    }

    private static JsonElement value(
            JsonElement originalOrNull, JsonElement beforeOrNull, JsonElement after) {
        if (originalOrNull instanceof JsonObject original
                && beforeOrNull instanceof JsonObject before
                && after instanceof JsonObject changed) {
            return apply(original, before, changed);
        }
        if (originalOrNull instanceof JsonArray original
                && beforeOrNull instanceof JsonArray before
                && after instanceof JsonArray changed
                && original.size() == before.size()) {
            return items(original, before, changed);
        }
        return after;
    }

    private static JsonArray items(JsonArray original, JsonArray before, JsonArray after) {
        JsonArray result = new JsonArray();
        for (int i = 0; i < after.size(); i++) {
            boolean known = i < before.size();
            boolean same = known && before.get(i).equals(after.get(i));
            result.add(
                    same
                            ? original.get(i)
                            : value(
                                    known ? original.get(i) : null,
                                    known ? before.get(i) : null,
                                    after.get(i)));
        }
        return result;
    }
}
