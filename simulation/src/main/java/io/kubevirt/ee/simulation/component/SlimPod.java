package io.kubevirt.ee.simulation.component;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;

/**
 * What anybody here reads of a pod. Most of a launcher pod is for a real kubelet; without it a
 * simulation is twice as fast.
 */
final class SlimPod {
    private static final List<String> KEPT =
            List.of("nodeName", "nodeSelector", "terminationGracePeriodSeconds", "restartPolicy");

    private SlimPod() {}

    static JsonObject of(JsonObject pod) {
        JsonObject slim = new JsonObject();
        slim.add("metadata", pod.get("metadata"));
        JsonObject spec = pod.getAsJsonObject("spec");
        JsonObject kept = new JsonObject();
        for (String field : KEPT) {
            if (spec.has(field)) {
                kept.add(field, spec.get(field));
            }
        }
        JsonArray containers = new JsonArray();
        for (JsonElement container : spec.getAsJsonArray("containers")) {
            JsonObject named = new JsonObject();
            named.add("name", container.getAsJsonObject().get("name"));
            named.add("image", container.getAsJsonObject().get("image"));
            containers.add(named);
        }
        kept.add("containers", containers);
        slim.add("spec", kept);
        return slim;
    }
}
