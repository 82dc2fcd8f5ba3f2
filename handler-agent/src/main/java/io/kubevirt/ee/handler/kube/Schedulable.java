package io.kubevirt.ee.handler.kube;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.models.V1Node;
import io.kubevirt.ee.model.node.NodeLabels;
import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.Annotations;
import io.kubevirt.ee.model.v1.Labels;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Whether guests can be placed on the node, and the patch that says so on its Node. A libvirtd that
 * is being replaced is not worth a change; one that stays away is.
 */
final class Schedulable {

    private static final Duration MAY_BE_AWAY = Duration.ofSeconds(60);

    private Instant lastConnected = Instant.MIN;

    /** Notes what is seen now, and answers. */
    boolean now(boolean connected, Instant now) {
        if (connected) {
            lastConnected = now;
        }
        return lastConnected.isAfter(now.minus(MAY_BE_AWAY));
    }

    static JsonObject patch(boolean schedulable, Map<String, String> can, Instant now) {
        JsonObject labels = new JsonObject();
        can.forEach(labels::addProperty);
        labels.addProperty(Labels.NODE_SCHEDULABLE, Boolean.toString(schedulable));
        JsonObject annotations = new JsonObject();
        annotations.addProperty(
                Annotations.NODE_HEARTBEAT, now.truncatedTo(ChronoUnit.SECONDS).toString());
        JsonObject metadata = new JsonObject();
        metadata.add("labels", labels);
        metadata.add("annotations", annotations);
        return patch(metadata);
    }

    /** Labels of what the node could run once; none while that is not known. */
    static Set<String> stale(V1Node node, Map<String, String> can) {
        return can.isEmpty()
                ? Set.of()
                : Absent.map(node.getMetadata().getLabels()).keySet().stream()
                        .filter(NodeLabels::isOne)
                        .filter(label -> !can.containsKey(label))
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    static JsonObject without(Set<String> stale) {
        JsonObject labels = new JsonObject();
        stale.forEach(label -> labels.add(label, JsonNull.INSTANCE));
        JsonObject metadata = new JsonObject();
        metadata.add("labels", labels);
        return patch(metadata);
    }

    private static JsonObject patch(JsonObject metadata) {
        JsonObject patch = new JsonObject();
        patch.add("metadata", metadata);
        return patch;
    }
}
