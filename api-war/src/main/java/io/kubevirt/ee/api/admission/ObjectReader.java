package io.kubevirt.ee.api.admission;

import com.google.gson.JsonObject;
import io.kubevirt.ee.runtime.kube.KubeJson;

/** Reads the object of a review. */
final class ObjectReader {
    private ObjectReader() {}

    /**
     * @throws UnreadableObjectException when the object is not of the type
     */
    static <T> T read(JsonObject object, Class<T> type) {
        JsonObject stated = Nulls.dropped(object);
        try {
            return KubeJson.gson().fromJson(stated, type);
        } catch (RuntimeException unreadable) {
            // Each adapter of the client library has exceptions of its own.
            throw new UnreadableObjectException(unreadable);
        }
    }
}
