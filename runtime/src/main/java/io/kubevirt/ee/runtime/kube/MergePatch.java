package io.kubevirt.ee.runtime.kube;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.kubernetes.client.common.KubernetesObject;
import io.kubernetes.client.openapi.models.V1ObjectMeta;

/**
 * Merge patches (RFC 7386) as the difference of two objects: fields that we do not know are left
 * alone.
 */
public final class MergePatch {
    private MergePatch() {}

    /**
     * The patch that makes {@code after} of {@code before}. Lists are replaced whole.
     *
     * @param before as read; may be null
     * @param after as wanted; may be null: every member of {@code before} is removed
     * @return an empty object if nothing differs
     */
    public static JsonObject between(Object before, Object after) {
        return difference(tree(before), tree(after));
    }

    /**
     * Wraps a patch of one member, under the condition that the object did not change since it was
     * read.
     *
     * @param member {@code "status"}, {@code "spec"}
     * @param patch of that member
     * @param resourceVersion of the object that was read
     */
    public static JsonObject locked(String member, JsonObject patch, String resourceVersion) {
        JsonObject metadata = new JsonObject();
        metadata.addProperty("resourceVersion", resourceVersion);
        JsonObject whole = new JsonObject();
        whole.add("metadata", metadata);
        whole.add(member, patch);
        return whole;
    }

    /**
     * The patch that changes what differs in an object's status, unless the object has changed
     * since it was read.
     *
     * @param before the status that was read; may be null
     * @param after the status as wanted
     */
    public static JsonObject ofStatus(KubernetesObject read, Object before, Object after) {
        return locked("status", between(before, after), read.getMetadata().getResourceVersion());
    }

    /**
     * The patch that gives an object the labels, annotations and owners of {@code wanted}, unless
     * it has changed since it was read.
     */
    public static JsonObject ofMetadata(KubernetesObject read, V1ObjectMeta wanted) {
        V1ObjectMeta before = read.getMetadata();
        JsonObject metadata =
                between(
                        new V1ObjectMeta()
                                .labels(before.getLabels())
                                .annotations(before.getAnnotations())
                                .ownerReferences(before.getOwnerReferences()),
                        new V1ObjectMeta()
                                .labels(wanted.getLabels())
                                .annotations(wanted.getAnnotations())
                                .ownerReferences(wanted.getOwnerReferences()));
        metadata.addProperty("resourceVersion", before.getResourceVersion());
        JsonObject whole = new JsonObject();
        whole.add("metadata", metadata);
        return whole;
    }

    private static JsonObject tree(Object value) {
        JsonElement tree = KubeJson.gson().toJsonTree(value);
        return tree.isJsonObject() ? tree.getAsJsonObject() : new JsonObject();
    }

    private static JsonObject difference(JsonObject before, JsonObject after) {
        JsonObject patch = new JsonObject();
        for (String name : before.keySet()) {
            if (!after.has(name)) {
                patch.add(name, JsonNull.INSTANCE);
            }
        }
        for (String name : after.keySet()) {
            JsonElement is = before.get(name);
            JsonElement wanted = after.get(name);
            if (wanted.equals(is)) {
                continue;
            }
            boolean both = is != null && is.isJsonObject() && wanted.isJsonObject();
            patch.add(
                    name,
                    both ? difference(is.getAsJsonObject(), wanted.getAsJsonObject()) : wanted);
        }
        return patch;
    }
}
