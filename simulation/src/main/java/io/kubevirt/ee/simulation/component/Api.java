package io.kubevirt.ee.simulation.component;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.JSON;
import io.kubevirt.ee.runtime.loop.Key;
import io.kubevirt.ee.simulation.world.ObjectId;

/** Between the components' types and the simulated API server's JSON. */
final class Api {
    static final String VM = "VirtualMachine";
    static final String VMI = "VirtualMachineInstance";
    static final String POD = "Pod";

    static {
        // The client's JSON is configured by its first instance.
        JSON.setLenientOnJson(false);
    }

    private Api() {}

    static <T> T typed(JsonObject json, Class<T> type) {
        return JSON.getGson().fromJson(json, type);
    }

    static JsonObject json(Object object) {
        return JsonParser.parseString(JSON.serialize(object)).getAsJsonObject();
    }

    static ObjectId id(String kind, Key key) {
        return new ObjectId(kind, key.namespace(), key.name());
    }
}
