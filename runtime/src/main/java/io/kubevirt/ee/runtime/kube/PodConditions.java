package io.kubevirt.ee.runtime.kube;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubernetes.client.openapi.models.V1PodCondition;
import java.util.ArrayList;
import java.util.List;

/** Changes of the conditions of a pod, most of which are the kubelet's. */
public final class PodConditions {

    private PodConditions() {}

    /** A patch of the status that holds for the pod as it was read alone. */
    public static JsonObject patch(V1Pod read, V1PodCondition condition) {
        List<V1PodCondition> all = new ArrayList<>();
        if (read.getStatus() != null && read.getStatus().getConditions() != null) {
            all.addAll(read.getStatus().getConditions());
        }
        all.removeIf(old -> condition.getType().equals(old.getType()));
        all.add(condition);
        JsonElement conditions = KubeJson.gson().toJsonTree(all);
        JsonObject status = new JsonObject();
        status.add("conditions", conditions);
        return MergePatch.locked("status", status, read.getMetadata().getResourceVersion());
    }
}
