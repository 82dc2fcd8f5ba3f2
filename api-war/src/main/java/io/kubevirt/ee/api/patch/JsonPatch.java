package io.kubevirt.ee.api.patch;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** A JSON patch (RFC 6902): operations in the order in which they apply, all or none. */
public record JsonPatch(List<Operation> operations) {
    // A test for absence has the value null, which must be written out.
    private static final Gson GSON =
            new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

    public JsonPatch {
        operations = List.copyOf(operations);
    }

    /**
     * One step.
     *
     * @param op test, add, replace or remove
     * @param path JSON pointer (RFC 6901)
     * @param value absent for remove; JSON null tests for absence
     */
    public record Operation(String op, String path, JsonElement value) {
        private JsonObject toJson() {
            JsonObject json = new JsonObject();
            json.addProperty("op", op);
            json.addProperty("path", path);
            if (value != null) {
                json.add("value", value);
            }
            return json;
        }
    }

    /** Changes nothing. */
    public static final JsonPatch NONE = new JsonPatch(List.of());

    /** Starts a patch. */
    public static Builder builder() {
        return new Builder();
    }

    /** Tells whether the patch changes nothing. */
    public boolean isEmpty() {
        return operations.isEmpty();
    }

    /** Returns the patch that does this, then the other. */
    public JsonPatch and(JsonPatch next) {
        List<Operation> both = new ArrayList<>(operations);
        both.addAll(next.operations);
        return new JsonPatch(both);
    }

    /** Returns the patch as the JSON text that goes over the wire. */
    public String toJson() {
        JsonArray array = new JsonArray();
        operations.forEach(operation -> array.add(operation.toJson()));
        return GSON.toJson(array);
    }

    /** Collects operations in order. */
    public static final class Builder {
        private final List<Operation> operations = new ArrayList<>();

        private Builder() {}

        /** The patch applies only if the value at the path is this one. */
        public Builder test(String path, JsonElement expected) {
            operations.add(new Operation("test", path, expected));
            return this;
        }

        /** The patch applies only if nothing is at the path. */
        public Builder testAbsent(String path) {
            return test(path, JsonNull.INSTANCE);
        }

        /** Sets a field, whether or not it is there; inserts into an array. */
        public Builder add(String path, JsonElement value) {
            operations.add(new Operation("add", path, value));
            return this;
        }

        /** Sets what is there. */
        public Builder replace(String path, JsonElement value) {
            operations.add(new Operation("replace", path, value));
            return this;
        }

        /** Takes away what is there. */
        public Builder remove(String path) {
            operations.add(new Operation("remove", path, null));
            return this;
        }

        /** Returns the patch. */
        public JsonPatch build() {
            return new JsonPatch(operations);
        }
    }
}
