package io.kubevirt.ee.api.patch;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/** Finds a small patch that makes one JSON document of another: only what differs is named. */
public final class JsonDifference {
    private final JsonPatch.Builder patch = JsonPatch.builder();

    private JsonDifference() {}

    /** Returns the patch that makes {@code after} of {@code before}. */
    public static JsonPatch between(JsonElement before, JsonElement after) {
        JsonDifference difference = new JsonDifference();
        difference.compare("", before, after);
        return difference.patch.build();
    }

    private void compare(String path, JsonElement before, JsonElement after) {
        if (before.equals(after)) {
            return;
        }
        if (before instanceof JsonObject from && after instanceof JsonObject to) {
            compareObjects(path, from, to);
        } else if (before instanceof JsonArray from && after instanceof JsonArray to) {
            compareArrays(path, from, to);
        } else {
            patch.replace(path, after);
        }
    }

    private void compareObjects(String path, JsonObject before, JsonObject after) {
        for (String key : before.keySet()) {
            if (!after.has(key)) {
                patch.remove(child(path, key));
            }
        }
        for (String key : after.keySet()) {
            if (before.has(key)) {
                compare(child(path, key), before.get(key), after.get(key));
            } else {
                patch.add(child(path, key), after.get(key));
            }
        }
    }

    /** Index by index, then the tail: our lists are only ever appended to. */
    private void compareArrays(String path, JsonArray before, JsonArray after) {
        int common = Math.min(before.size(), after.size());
        for (int i = 0; i < common; i++) {
            compare(child(path, String.valueOf(i)), before.get(i), after.get(i));
        }
        for (int i = before.size() - 1; i >= common; i--) {
            patch.remove(child(path, String.valueOf(i)));
        }
        for (int i = common; i < after.size(); i++) {
            patch.add(child(path, "-"), after.get(i));
        }
    }

    /** Appends a key to a JSON pointer, escaped as RFC 6901 section 3 asks. */
    private static String child(String path, String key) {
        return path + "/" + key.replace("~", "~0").replace("/", "~1");
    }
}
