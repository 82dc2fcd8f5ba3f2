package io.kubevirt.ee.runtime.kube;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/** A JSON patch (RFC 6902) under construction. Paths are JSON pointers, see {@link #pointer}. */
public final class JsonPatch {
    private final JsonArray operations = new JsonArray();

    /** A pointer from its unescaped parts. */
    public static String pointer(String... parts) {
        StringBuilder pointer = new StringBuilder();
        for (String part : parts) {
            pointer.append('/').append(part.replace("~", "~0").replace("/", "~1"));
        }
        return pointer.toString();
    }

    /** The rest holds only if the value at {@code path} equals {@code value}. */
    public JsonPatch test(String path, Object value) {
        return operation("test", path, value);
    }

    /** Adds or replaces the value at {@code path}. */
    public JsonPatch add(String path, Object value) {
        return operation("add", path, value);
    }

    /** Replaces the value at {@code path}, which must be there. */
    public JsonPatch replace(String path, Object value) {
        return operation("replace", path, value);
    }

    /** Removes the value at {@code path}, which must be there. */
    public JsonPatch remove(String path) {
        JsonObject operation = new JsonObject();
        operation.addProperty("op", "remove");
        operation.addProperty("path", path);
        operations.add(operation);
        return this;
    }

    /** The patch as JSON. */
    JsonElement toJson() {
        return operations.deepCopy();
    }

    private JsonPatch operation(String name, String path, Object value) {
        JsonObject operation = new JsonObject();
        operation.addProperty("op", name);
        operation.addProperty("path", path);
        operation.add("value", KubeJson.gson().toJsonTree(value));
        operations.add(operation);
        return this;
    }
}
