package io.kubevirt.ee.simulation.node;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.kubevirt.ee.simulation.world.ApiServer;
import io.kubevirt.ee.simulation.world.Chance;
import io.kubevirt.ee.simulation.world.Clocks;
import io.kubevirt.ee.simulation.world.Fault;
import io.kubevirt.ee.simulation.world.Json;
import io.kubevirt.ee.simulation.world.ObjectId;
import io.kubevirt.ee.simulation.world.Troubles;
import io.kubevirt.ee.simulation.world.Troubles.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The kubelet of a node: starts the launchers of its pods, ends them when the pods are deleted, and
 * takes what is in a pod's cgroups along when the pod goes.
 */
public final class Kubelet {
    private static final String POD = "Pod";
    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

    /** One thing to do. */
    public record Work(String what, Runnable run) {}

    private final SimNode node;
    private final ApiServer api;
    private final Chance chance;
    private final Clocks clocks;
    private final Troubles troubles;

    Kubelet(SimNode node, ApiServer api, Chance chance, Clocks clocks, Troubles troubles) {
        this.node = node;
        this.api = api;
        this.chance = chance;
        this.clocks = clocks;
        this.troubles = troubles;
    }

    /** What there is to do now; nothing while it cannot reach the API server. */
    public List<Work> due() {
        List<Work> due = new ArrayList<>();
        if (!node.reachable()) {
            return due;
        }
        List<JsonObject> mine = mine();
        for (JsonObject pod : mine) {
            step(pod).ifPresent(run -> due.add(new Work(id(pod).toString(), run)));
        }
        Set<String> uids = mine.stream().map(Kubelet::uid).collect(Collectors.toSet());
        for (String uid : node.launchers().pods()) {
            if (!uids.contains(uid)) {
                due.add(new Work("cgroups of pod " + uid, () -> cleanUp(uid)));
            }
        }
        return due;
    }

    private List<JsonObject> mine() {
        return api.list(POD).stream()
                .filter(pod -> Json.at(pod, "spec", "nodeName").equals(node.name()))
                .toList();
    }

    /** When it has to look again although nothing changed. */
    public Optional<Instant> nextDue() {
        return node.launchers().alive().stream().anyMatch(l -> l.terminatedAt().isPresent())
                ? Optional.of(clocks.now().plus(LOOK_EVERY))
                : Optional.empty();
    }

    private Optional<Runnable> step(JsonObject pod) {
        boolean deleted = !Json.at(pod, "metadata", "deletionTimestamp").isEmpty();
        Optional<SimLauncher> launcher = node.launchers().ofPod(uid(pod));
        return switch (Json.at(pod, "status", "phase")) {
            case "Running" -> running(pod, launcher, deleted);
            case "Succeeded", "Failed" ->
                    launcher.isPresent() ? Optional.of(() -> cleanUp(uid(pod))) : Optional.empty();
            default -> pending(pod, deleted);
        };
    }

    private Optional<Runnable> pending(JsonObject pod, boolean deleted) {
        if (deleted) {
            return Optional.of(() -> remove(pod));
        }
        String name = Json.at(pod, "metadata", "annotations", "kubevirt.io/domain");
        boolean hopeless = troubles.has(name, Trouble.NO_IMAGE);
        boolean told = pod.getAsJsonObject("status").has("containerStatuses");
        if (troubles.has(name, Trouble.NO_CONFIG)) {
            return told ? Optional.empty() : Optional.of(() -> creating(pod));
        }
        if (hopeless) {
            return told ? Optional.empty() : Optional.of(() -> noImage(pod));
        }
        return Optional.of(
                () -> {
                    if (chance.strikes(Fault.IMAGE_NOT_PULLED, 12)) {
                        noImage(pod);
                    } else {
                        start(pod);
                    }
                });
    }

    private Optional<Runnable> running(
            JsonObject pod, Optional<SimLauncher> found, boolean deleted) {
        if (found.filter(SimLauncher::alive).isEmpty()) {
            return Optional.of(() -> ended(pod, "Failed"));
        }
        SimLauncher launcher = found.get();
        if (launcher.ends()) {
            return Optional.of(() -> ended(pod, "Succeeded"));
        }
        if (!deleted) {
            return Optional.empty();
        }
        if (launcher.terminatedAt().isEmpty()) {
            return Optional.of(() -> terminate(launcher));
        }
        Instant killedAt = launcher.terminatedAt().get().plus(grace(pod));
        return clocks.now().isBefore(killedAt)
                ? Optional.empty()
                : Optional.of(() -> ended(pod, "Failed"));
    }

    private void terminate(SimLauncher launcher) {
        launcher.terminate(clocks.wall(node.name()).instant(), clocks.now());
        node.launchers().notice(launcher);
    }

    private static Duration grace(JsonObject pod) {
        String stated = Json.at(pod, "metadata", "deletionGracePeriodSeconds");
        String own = Json.at(pod, "spec", "terminationGracePeriodSeconds");
        return Duration.ofSeconds(Long.parseLong(stated.isEmpty() ? own : stated));
    }

    private void noImage(JsonObject pod) {
        status(
                pod,
                "Pending",
                """
                {"waiting": {"reason": "ImagePullBackOff", "message": "back-off pulling the image"}}
                """,
                false);
    }

    private void creating(JsonObject pod) {
        status(pod, "Pending", "{\"waiting\": {\"reason\": \"ContainerCreating\"}}", false);
    }

    private void start(JsonObject pod) {
        node.launchers()
                .start(uid(pod), Json.at(pod, "metadata", "labels", "kubevirt.io/created-by"));
        status(pod, "Running", "{\"running\": {\"startedAt\": \"2026-01-01T00:00:00Z\"}}", true);
    }

    private void status(JsonObject pod, String phase, String state, boolean ready) {
        JsonArray statuses = new JsonArray();
        for (JsonElement container : pod.getAsJsonObject("spec").getAsJsonArray("containers")) {
            JsonObject status =
                    Json.parse(
                            """
                            {"name": "%s", "ready": %s, "started": %s, "restartCount": 0,
                             "image": "i", "imageID": "i"}
                            """,
                            Json.at(container.getAsJsonObject(), "name"), ready, ready);
            status.add("state", Json.parse(state));
            statuses.add(status);
        }
        JsonObject patch =
                Json.parse(
                        """
                        {"status": {"phase": "%s", "podIP": "10.244.0.7", "qosClass": "Burstable",
                          "conditions": [{"type": "PodScheduled", "status": "True",
                                          "lastTransitionTime": "%s"}]}}
                        """,
                        phase, clocks.now().truncatedTo(ChronoUnit.SECONDS));
        patch.getAsJsonObject("status").add("containerStatuses", statuses);
        api.patch(id(pod), patch);
    }

    /** Evicts a pod that runs, if there is one: its containers are killed. */
    public boolean evict() {
        List<JsonObject> running =
                mine().stream()
                        .filter(pod -> Json.at(pod, "status", "phase").equals("Running"))
                        .toList();
        if (running.isEmpty() || !node.reachable()) {
            return false;
        }
        JsonObject pod = chance.oneOf(running);
        api.patch(
                id(pod),
                Json.parse(
                        """
                        {"status": {"reason": "Evicted", "message": "The node was low on memory."}}
                        """));
        ended(pod, "Failed");
        return true;
    }

    private void ended(JsonObject pod, String phase) {
        node.launchers()
                .ofPod(uid(pod))
                .ifPresent(
                        launcher -> {
                            launcher.die();
                            node.launchers().notice(launcher);
                        });
        if (chance.onceIn(2)) {
            node.endCgroupsOf(uid(pod));
        }
        boolean deleted = !Json.at(pod, "metadata", "deletionTimestamp").isEmpty();
        if (deleted) {
            remove(pod);
        } else {
            api.patch(id(pod), Json.parse("{\"status\": {\"phase\": \"%s\"}}", phase));
        }
    }

    /** Pod and cgroups go: so does a qemu that is still in them. */
    private void remove(JsonObject pod) {
        cleanUp(uid(pod));
        api.remove(id(pod));
    }

    private void cleanUp(String podUid) {
        node.endCgroupsOf(podUid);
        node.launchers().forget(podUid);
    }

    private static String uid(JsonObject pod) {
        return Json.at(pod, "metadata", "uid");
    }

    private static ObjectId id(JsonObject pod) {
        return new ObjectId(
                POD, Json.at(pod, "metadata", "namespace"), Json.at(pod, "metadata", "name"));
    }
}
