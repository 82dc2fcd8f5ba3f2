package io.kubevirt.ee.controller.it;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubevirt.ee.runtime.kube.KubeException;
import io.kubevirt.ee.runtime.kube.ResourceApi;
import io.kubevirt.ee.runtime.loop.Key;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the scheduler, a kubelet and the agent of one node would write; by the hand of a test. */
final class Node {
    static final String NAME = "node-it";

    private Node() {}

    /** A node whose kubelet is well. */
    static String manifest(String name) {
        return """
               apiVersion: v1
               kind: Node
               metadata: {name: %s}
               status: {conditions: [{type: Ready, status: "True"}]}
               """
                .formatted(name);
    }

    /** A node's kubelet is not heard of any more; an agent never was. */
    static void falls(String name) throws Exception {
        patch(
                name + "/status",
                "{\"status\": {\"conditions\": [{\"type\": \"Ready\", \"status\": \"Unknown\"}]}}");
    }

    /** Somebody vouches that a node's machine is off. */
    static void outOfService(String name) throws Exception {
        patch(
                name,
                "{\"spec\": {\"taints\": [{\"key\": \"node.kubernetes.io/out-of-service\","
                        + " \"value\": \"nodeshutdown\", \"effect\": \"NoExecute\"}]}}");
    }

    /** Somebody takes a node out of the cluster. */
    static void leaves(String name) throws Exception {
        World.api().send("DELETE", "/api/v1/nodes/" + name, "application/json", "");
    }

    private static void patch(String path, String body) throws Exception {
        World.api().send("PATCH", "/api/v1/nodes/" + path, "application/merge-patch+json", body);
    }

    /** The scheduler chooses this node. */
    static void bind(V1Pod pod) throws Exception {
        bind(pod, NAME);
    }

    /** The scheduler chooses a node. */
    static void bind(V1Pod pod, String node) throws Exception {
        String name = pod.getMetadata().getName();
        World.api()
                .send(
                        "POST",
                        "/api/v1/namespaces/%s/pods/%s/binding"
                                .formatted(pod.getMetadata().getNamespace(), name),
                        "application/json",
                        """
                        {"apiVersion": "v1", "kind": "Binding", "metadata": {"name": "%s"},
                         "target": {"apiVersion": "v1", "kind": "Node", "name": "%s"}}
                        """
                                .formatted(name, node));
    }

    /** The kubelet runs every container. */
    static void run(V1Pod pod) throws Exception {
        status(pod, "Running", "\"ready\": true, \"state\": {\"running\": {}}");
    }

    /** The kubelet cannot pull the images. */
    static void cannotPull(V1Pod pod) throws Exception {
        status(
                pod,
                "Pending",
                "\"ready\": false, \"state\": {\"waiting\": {\"reason\": \"ErrImagePull\", \"message\": \"no such host\"}}");
    }

    /** The kubelet ends the pod. */
    static void fail(V1Pod pod) throws Exception {
        status(
                pod,
                "Failed",
                "\"ready\": false, \"state\": {\"terminated\": {\"exitCode\": 137, \"reason\": \"OOMKilled\"}}");
    }

    /** The scheduler finds no node. */
    static void notScheduled(V1Pod pod, String why) throws Exception {
        JsonObject condition = new JsonObject();
        condition.addProperty("type", "PodScheduled");
        condition.addProperty("status", "False");
        condition.addProperty("reason", "Unschedulable");
        condition.addProperty("message", why);
        JsonArray conditions = new JsonArray();
        conditions.add(condition);
        JsonObject status = new JsonObject();
        status.add("conditions", conditions);
        patchStatus(pod, status);
    }

    /** The kubelet says in an event what is in the pod's way. */
    static void warns(V1Pod pod, String reason, String message) throws Exception {
        JsonObject about = new JsonObject();
        about.addProperty("apiVersion", "v1");
        about.addProperty("kind", "Pod");
        about.addProperty("namespace", pod.getMetadata().getNamespace());
        about.addProperty("name", pod.getMetadata().getName());
        about.addProperty("uid", pod.getMetadata().getUid());
        JsonObject metadata = new JsonObject();
        metadata.addProperty("generateName", "kubelet-");
        JsonObject event = new JsonObject();
        event.add("metadata", metadata);
        event.add("involvedObject", about);
        event.addProperty("type", "Warning");
        event.addProperty("reason", reason);
        event.addProperty("message", message);
        event.addProperty(
                "lastTimestamp", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        World.api()
                .send(
                        "POST",
                        "/api/v1/namespaces/%s/events".formatted(pod.getMetadata().getNamespace()),
                        "application/json",
                        event.toString());
    }

    /** The kubelet evicts the pod. */
    static void evict(V1Pod pod, String message) throws Exception {
        JsonObject status = new JsonObject();
        status.addProperty("phase", "Failed");
        status.addProperty("reason", "Evicted");
        status.addProperty("message", message);
        patchStatus(pod, status);
    }

    /** The agent tells that the guest runs, and since when. */
    static void guestRuns(Key key) {
        JsonObject status = new JsonObject();
        status.addProperty("phase", "Running");
        JsonArray times = new JsonArray();
        World.instance(key)
                .status()
                .phaseTransitionTimestamps()
                .forEach(t -> times.add(time(t.phase(), t.phaseTransitionTimestamp().toInstant())));
        times.add(time("Running", Instant.now()));
        status.add("phaseTransitionTimestamps", times);
        JsonObject patch = new JsonObject();
        patch.add("status", status);
        World.instances().mergePatch(key, patch);
    }

    private static JsonObject time(String phase, Instant at) {
        JsonObject time = new JsonObject();
        time.addProperty("phase", phase);
        time.addProperty("phaseTransitionTimestamp", at.truncatedTo(ChronoUnit.SECONDS).toString());
        return time;
    }

    /** The agent finds the launcher dead, and its guest with it. */
    static void guestDied(Key key) {
        String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        World.instances()
                .mergePatch(
                        key,
                        JsonParser.parseString(
                                        """
                                        {"status": {"phase": "Failed", "conditions": [
                                          {"type": "Ready", "status": "False", "reason": "LauncherDied",
                                           "message": "The launcher pod ended before its guest.",
                                           "lastTransitionTime": "%s"}]}}
                                        """
                                                .formatted(now))
                                .getAsJsonObject());
    }

    private static void patchStatus(V1Pod pod, JsonObject status) throws Exception {
        JsonObject patch = new JsonObject();
        patch.add("status", status);
        World.api()
                .send(
                        "PATCH",
                        "/api/v1/namespaces/%s/pods/%s/status"
                                .formatted(
                                        pod.getMetadata().getNamespace(),
                                        pod.getMetadata().getName()),
                        "application/merge-patch+json",
                        patch.toString());
    }

    /** The kubelet tells that a pod which is being deleted is gone. */
    static void gone(V1Pod pod) {
        ResourceApi<?, ?> pods = World.pods();
        Key key = new Key(pod.getMetadata().getNamespace(), pod.getMetadata().getName());
        try {
            pods.delete(key, pod.getMetadata().getUid(), Optional.of(Duration.ZERO));
        } catch (KubeException refused) {
            if (!refused.is(KubeException.Kind.NOT_FOUND)) {
                throw refused;
            }
        }
    }

    /** The agent writes a phase. */
    static void guestIs(Key key, String phase) {
        World.instances()
                .mergePatch(
                        key,
                        JsonParser.parseString("{\"status\": {\"phase\": \"%s\"}}".formatted(phase))
                                .getAsJsonObject());
    }

    private static void status(V1Pod pod, String phase, String container) throws Exception {
        String containers =
                pod.getSpec().getContainers().stream()
                        .map(V1Container::getName)
                        .map(
                                name ->
                                        "{\"name\": \"%s\", \"image\": \"registry.example/%s\", \"imageID\": \"\", \"restartCount\": 0, %s}"
                                                .formatted(name, name, container))
                        .collect(Collectors.joining(","));
        World.api()
                .send(
                        "PATCH",
                        "/api/v1/namespaces/%s/pods/%s/status"
                                .formatted(
                                        pod.getMetadata().getNamespace(),
                                        pod.getMetadata().getName()),
                        "application/merge-patch+json",
                        "{\"status\": {\"phase\": \"%s\", \"containerStatuses\": [%s]}}"
                                .formatted(phase, containers));
    }
}
