package io.kubevirt.ee.simulation;

import static java.time.temporal.ChronoUnit.SECONDS;

import com.google.gson.JsonObject;
import io.kubevirt.ee.simulation.component.Scene;
import io.kubevirt.ee.simulation.node.Kubelet.Work;
import io.kubevirt.ee.simulation.node.SimNode;
import io.kubevirt.ee.simulation.world.ApiServer;
import io.kubevirt.ee.simulation.world.Fault;
import io.kubevirt.ee.simulation.world.Json;
import io.kubevirt.ee.simulation.world.Names;
import io.kubevirt.ee.simulation.world.ObjectId;
import io.kubevirt.ee.simulation.world.Troubles.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What Kubernetes itself does besides serving: scheduler, heartbeats of the nodes, eviction from
 * nodes that do not answer, garbage collection.
 */
final class ControlPlane {
    private static final Duration NOT_READY_AFTER = Duration.ofSeconds(40);
    private static final Duration EVICTED_AFTER = Duration.ofSeconds(340);

    private final Scene scene;
    private final ApiServer api;
    private final List<SimNode> nodes;

    ControlPlane(Scene scene, List<SimNode> nodes) {
        this.scene = scene;
        this.api = scene.api();
        this.nodes = nodes;
        nodes.forEach(this::register);
    }

    /** What there is to do now. */
    List<Work> due() {
        List<Work> due = new ArrayList<>();
        nodes.forEach(node -> ofNode(node).ifPresent(due::add));
        nodes.forEach(node -> ofTaint(node).ifPresent(due::add));
        api.list(Names.POD).forEach(pod -> ofPod(pod).ifPresent(due::add));
        api.orphan()
                .ifPresent(
                        id ->
                                due.add(
                                        new Work(
                                                "garbage collector: " + id,
                                                () -> api.delete(id, "", Optional.empty()))));
        return due;
    }

    /** When it has to look again although nothing changed. */
    Optional<Instant> nextDue() {
        Instant now = scene.clocks().now();
        return nodes.stream()
                .filter(node -> !node.reachable() && exists(node.name()))
                .flatMap(
                        node ->
                                Stream.of(
                                        node.answered().plus(NOT_READY_AFTER),
                                        node.answered().plus(EVICTED_AFTER)))
                .filter(at -> at.isAfter(now))
                .min(Instant::compareTo);
    }

    private Optional<Work> ofNode(SimNode node) {
        boolean ready = ready(node.name());
        if (node.reachable()) {
            if (!exists(node.name())) {
                return work("node " + node.name() + " comes", () -> register(node));
            }
            return ready ? Optional.empty() : setReady(node, "True");
        }
        Duration silent = Duration.between(node.answered(), scene.clocks().now());
        return ready && silent.compareTo(NOT_READY_AFTER) >= 0
                ? setReady(node, "Unknown")
                : Optional.empty();
    }

    /** Only while a node is not ready does it matter when its agent was last heard of. */
    private Optional<Work> setReady(SimNode node, String ready) {
        Instant heard =
                node.answered().plus(scene.clocks().offset(node.name())).truncatedTo(SECONDS);
        return work(
                "node " + node.name() + ": Ready is " + ready,
                () ->
                        api.patch(
                                id(node.name()),
                                Json.parse(
                                        """
                                        {"metadata": {"annotations": {"kubevirt.io/heartbeat": "%s"}},
                                         "status": {"conditions": [{"type": "Ready", "status": "%s"}]}}
                                        """,
                                        heard, ready)));
    }

    /** Who put the taint on takes it off when the machine is back. */
    private Optional<Work> ofTaint(SimNode node) {
        return node.reachable() && ready(node.name()) && outOfService(node.name())
                ? work(
                        "node " + node.name() + " is in service again",
                        () ->
                                api.patch(
                                        id(node.name()),
                                        Json.parse("{\"spec\": {\"taints\": []}}")))
                : Optional.empty();
    }

    private void register(SimNode node) {
        api.create(
                id(node.name()),
                Json.parse(
                        """
                        {"metadata": {"name": "%s"}, "spec": {"taints": []},
                         "status": {"conditions": [{"type": "Ready", "status": "True"}]}}
                        """,
                        node.name()));
    }

    private Optional<Work> ofPod(JsonObject pod) {
        String node = Json.at(pod, "spec", "nodeName");
        if (node.isEmpty()) {
            return schedule(pod);
        }
        if (!exists(node)) {
            return work("pod collector: " + id(pod), () -> api.remove(id(pod)));
        }
        boolean lost =
                nodes.stream()
                        .filter(n -> n.name().equals(node) && !n.reachable())
                        .anyMatch(this::silentForLong);
        boolean deleted = !Json.at(pod, "metadata", "deletionTimestamp").isEmpty();
        if (outOfService(node) && !ready(node)) {
            return work("pod collector, out of service: " + id(pod), () -> api.remove(id(pod)));
        }
        return lost && !deleted
                ? work("eviction: " + id(pod), () -> api.delete(id(pod), "", Optional.empty()))
                : Optional.empty();
    }

    private boolean silentForLong(SimNode node) {
        return Duration.between(node.answered(), scene.clocks().now()).compareTo(EVICTED_AFTER)
                >= 0;
    }

    private Optional<Work> schedule(JsonObject pod) {
        List<String> ready =
                nodes.stream()
                        .map(SimNode::name)
                        .filter(name -> ready(name) && !outOfService(name))
                        .toList();
        boolean told = pod.has("status") && pod.getAsJsonObject("status").has("conditions");
        if (ready.isEmpty()
                || scene.troubles().has(Names.instanceOf(id(pod)), Trouble.UNSCHEDULABLE)) {
            return told ? Optional.empty() : work("scheduler: no node", () -> unschedulable(pod));
        }
        return work(
                "scheduler: " + id(pod),
                () -> {
                    if (scene.chance().strikes(Fault.POD_UNSCHEDULABLE, 12)) {
                        unschedulable(pod);
                    } else {
                        bind(pod, scene.chance().oneOf(ready));
                    }
                });
    }

    private void unschedulable(JsonObject pod) {
        api.patch(
                id(pod),
                Json.parse(
                        """
                        {"status": {"phase": "Pending", "conditions": [
                          {"type": "PodScheduled", "status": "False", "reason": "Unschedulable",
                           "message": "0/2 nodes are available"}]}}
                        """));
    }

    private void bind(JsonObject pod, String node) {
        api.patch(
                id(pod),
                Json.parse(
                        """
                        {"spec": {"nodeName": "%s"}, "status": {"phase": "Pending", "conditions": [
                          {"type": "PodScheduled", "status": "True"}]}}
                        """,
                        node));
    }

    boolean exists(String node) {
        return api.get(id(node)).isPresent();
    }

    private boolean ready(String node) {
        return api.get(id(node))
                .map(n -> n.getAsJsonObject("status").getAsJsonArray("conditions"))
                .filter(conditions -> conditions.toString().contains("\"status\":\"True\""))
                .isPresent();
    }

    private boolean outOfService(String node) {
        return api.get(id(node))
                .filter(n -> !n.getAsJsonObject("spec").getAsJsonArray("taints").isEmpty())
                .isPresent();
    }

    private static ObjectId id(String node) {
        return new ObjectId(Names.NODE, "", node);
    }

    private static ObjectId id(JsonObject pod) {
        return new ObjectId(
                Names.POD, Json.at(pod, "metadata", "namespace"), Json.at(pod, "metadata", "name"));
    }

    private static Optional<Work> work(String what, Runnable run) {
        return Optional.of(new Work(what, run));
    }
}
