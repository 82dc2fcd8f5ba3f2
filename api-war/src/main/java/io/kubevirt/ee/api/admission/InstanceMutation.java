package io.kubevirt.ee.api.admission;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.JSON;
import io.kubevirt.ee.api.patch.JsonDifference;
import io.kubevirt.ee.api.patch.JsonOverlay;
import io.kubevirt.ee.api.patch.JsonPatch;
import io.kubevirt.ee.model.admission.Admission;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;

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
        VirtualMachineInstance vmi;
        try {
            vmi = ObjectReader.read(object, VirtualMachineInstance.class);
        } catch (UnreadableObjectException unreadable) {
            return object;
        }
        if (vmi.metadata() == null || vmi.spec() == null || vmi.spec().domain() == null) {
            return object;
        }
        VirtualMachineInstance defaulted = Admission.withDefaults(vmi);
        if (defaulted == vmi) {
            // Nothing to add, or amounts that cannot be written down: the review refuses those.
            return object;
        }
        Gson gson = JSON.getGson();
        return JsonOverlay.apply(
                object,
                gson.toJsonTree(vmi).getAsJsonObject(),
                gson.toJsonTree(defaulted).getAsJsonObject());
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
