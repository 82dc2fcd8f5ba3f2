package io.kubevirt.ee.handler.kube;

import com.google.gson.JsonObject;
import io.kubevirt.ee.model.v1.Annotations;
import io.kubevirt.ee.model.v1.Labels;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

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

    static JsonObject patch(boolean schedulable, Instant now) {
        JsonObject labels = new JsonObject();
        labels.addProperty(Labels.NODE_SCHEDULABLE, Boolean.toString(schedulable));
        JsonObject annotations = new JsonObject();
        annotations.addProperty(
                Annotations.NODE_HEARTBEAT, now.truncatedTo(ChronoUnit.SECONDS).toString());
        JsonObject metadata = new JsonObject();
        metadata.add("labels", labels);
        metadata.add("annotations", annotations);
        JsonObject patch = new JsonObject();
        patch.add("metadata", metadata);
        return patch;
    }
}
