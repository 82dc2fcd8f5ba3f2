package io.kubevirt.ee.api.admission;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.kubevirt.ee.api.patch.JsonDifference;
import io.kubevirt.ee.api.patch.JsonOverlay;
import io.kubevirt.ee.api.patch.JsonPatch;
import io.kubevirt.ee.model.admission.Admission;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.runtime.kube.KubeJson;

/**
 * What the mutating webhook changes of an instance: defaults on creation, and a status that a user
 * writes. Pure. The status belongs to the components (they do not come by here), but without a
 * subresource of its own every user who may change the instance can write it.
 */
final class InstanceMutation {
    private static final String STATUS = "status";

    private InstanceMutation() {}

    /**
     * Returns the changes to an instance that a user creates: its defaults, and no status. An
     * object that is no instance gets no defaults: the schema is checked after mutation, and tells
     * the user what is wrong and where.
     */
    static JsonPatch onCreate(JsonObject object) {
        JsonObject stateless = object.deepCopy();
        stateless.remove(STATUS);
        return JsonDifference.between(object, withDefaults(stateless));
    }

    private static JsonObject withDefaults(JsonObject object) {
        if (hasNullItem(object)) {
            return object;
        }
        VirtualMachineInstance vmi;
        try {
            vmi = ObjectReader.read(object, VirtualMachineInstance.class);
        } catch (UnreadableObjectException unreadable) {
            return object;
        }
        // The same object: nothing to add, or amounts that cannot be counted: the review refuses
        // those.
        VirtualMachineInstance complete = vmi == null ? null : Admission.withDefaults(vmi);
        if (complete == vmi) {
            return object;
        }
        Gson gson = KubeJson.gson();
        return JsonOverlay.apply(
                object,
                gson.toJsonTree(vmi).getAsJsonObject(),
                gson.toJsonTree(complete).getAsJsonObject());
    }

    /** A null in a list stands at a place that a patch by path would move. */
    private static boolean hasNullItem(JsonElement value) {
        return switch (value) {
            case JsonArray array ->
                    array.asList().stream()
                            .anyMatch(item -> item.isJsonNull() || hasNullItem(item));
            case JsonObject fields ->
                    fields.asMap().values().stream().anyMatch(InstanceMutation::hasNullItem);
            default -> false;
        };
    }

    /** Returns the changes to an instance that a user changes: its status stays as it is. */
    static JsonPatch onUpdate(JsonObject oldObject, JsonObject object) {
        JsonElement before = oldObject.get(STATUS);
        JsonElement after = object.get(STATUS);
        if (before == null) {
            return withoutStatus(object);
        }
        return before.equals(after)
                ? JsonPatch.NONE
                : JsonPatch.builder().add("/" + STATUS, before).build();
    }

    private static JsonPatch withoutStatus(JsonObject object) {
        return object.has(STATUS)
                ? JsonPatch.builder().remove("/" + STATUS).build()
                : JsonPatch.NONE;
    }
}
