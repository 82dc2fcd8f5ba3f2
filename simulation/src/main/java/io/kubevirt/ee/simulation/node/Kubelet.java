package io.kubevirt.ee.simulation.node;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.kubevirt.ee.model.guest.DomainState.OffCause;
import io.kubevirt.ee.simulation.world.ApiServer;
import io.kubevirt.ee.simulation.world.ObjectId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Scheduler and kubelet of the simulated node: binds pods, starts their launcher, ends it when the
 * pod is deleted, and takes what is in a pod's cgroups along when the pod goes.
 */
public final class Kubelet {
    private final String node;
    private final ApiServer api;
    private final SimLaunchers launchers;
    private final SimHypervisor hypervisor;
    private final Supplier<Instant> clock;

    Kubelet(
            String node,
            ApiServer api,
            SimLaunchers launchers,
            SimHypervisor hypervisor,
            Supplier<Instant> clock) {
        this.node = node;
        this.api = api;
        this.launchers = launchers;
        this.hypervisor = hypervisor;
        this.clock = clock;
    }

    /** Names of pods that it has something to do for now. */
    public List<String> due() {
        List<String> due = new ArrayList<>();
        for (JsonObject pod : api.list("Pod")) {
            if (step(pod).isPresent()) {
                due.add(id(pod).toString());
            }
        }
        return due;
    }

    /** Does the next thing for one pod, by its id as {@link #due} names it. */
    public void work(String pod) {
        api.list("Pod").stream()
                .filter(candidate -> id(candidate).toString().equals(pod))
                .findFirst()
                .flatMap(this::step)
                .ifPresent(Runnable::run);
    }

    private Optional<Runnable> step(JsonObject pod) {
        boolean deleted = text(pod, "metadata", "deletionTimestamp").isPresent();
        String phase = text(pod, "status", "phase").orElse("Pending");
        Optional<String> bound = text(pod, "spec", "nodeName");
        if (bound.isEmpty()) {
            return deleted ? Optional.empty() : Optional.of(() -> bind(pod));
        }
        if (!bound.get().equals(node)) {
            return Optional.empty();
        }
        Optional<SimLauncher> launcher = launchers.ofPod(uid(pod));
        return switch (phase) {
            case "Pending" -> Optional.of(deleted ? () -> remove(pod) : () -> start(pod));
            case "Running" -> running(pod, launcher.orElseThrow(), deleted);
            default -> deleted ? Optional.of(() -> remove(pod)) : Optional.empty();
        };
    }

    private Optional<Runnable> running(JsonObject pod, SimLauncher launcher, boolean deleted) {
        if (launcher.ends()) {
            return Optional.of(() -> ended(pod, launcher, "Succeeded"));
        }
        if (!launcher.alive()) {
            return Optional.of(() -> ended(pod, launcher, "Failed"));
        }
        if (!deleted) {
            return Optional.empty();
        }
        if (launcher.stopRequestedAt().isEmpty()) {
            return Optional.of(
                    () -> {
                        launcher.terminate(clock.get());
                        launchers.notice(launcher);
                    });
        }
        Instant killedAt = launcher.stopRequestedAt().get().plus(grace(pod));
        return clock.get().isBefore(killedAt)
                ? Optional.empty()
                : Optional.of(() -> ended(pod, launcher, "Failed"));
    }

    private static Duration grace(JsonObject pod) {
        return Duration.ofSeconds(
                text(pod, "spec", "terminationGracePeriodSeconds")
                        .map(Long::parseLong)
                        .orElse(30L));
    }

    private void bind(JsonObject pod) {
        api.patch(
                id(pod),
                parse(
                        """
                        {"spec": {"nodeName": "%s"}, "status": {"phase": "Pending", "conditions": [
                          {"type": "PodScheduled", "status": "True"}]}}
                        """
                                .formatted(node)));
    }

    private void start(JsonObject pod) {
        launchers.start(
                uid(pod), text(pod, "metadata", "labels", "kubevirt.io/created-by").orElseThrow());
        JsonArray statuses = new JsonArray();
        for (JsonElement container : pod.getAsJsonObject("spec").getAsJsonArray("containers")) {
            statuses.add(
                    parse(
                            """
                            {"name": "%s", "ready": true, "started": true, "restartCount": 0,
                             "image": "i", "imageID": "i",
                             "state": {"running": {"startedAt": "%s"}}}
                            """
                                    .formatted(
                                            container.getAsJsonObject().get("name").getAsString(),
                                            clock.get())));
        }
        JsonObject patch =
                parse(
                        """
                        {"status": {"phase": "Running", "podIP": "10.244.0.7", "qosClass": "Burstable",
                          "conditions": [{"type": "PodScheduled", "status": "True"},
                            {"type": "ContainersReady", "status": "True"},
                            {"type": "Ready", "status": "True"}]}}
                        """);
        patch.getAsJsonObject("status").add("containerStatuses", statuses);
        api.patch(id(pod), patch);
    }

    private void ended(JsonObject pod, SimLauncher launcher, String phase) {
        launcher.die();
        launchers.notice(launcher);
        api.patch(id(pod), parse("{\"status\": {\"phase\": \"%s\"}}".formatted(phase)));
    }

    /** Pod and cgroups go: so does a qemu that is still in them. */
    private void remove(JsonObject pod) {
        String uid = uid(pod);
        hypervisor.truth().stream()
                .filter(domain -> domain.podUid().equals(uid) && domain.qemuPid().isPresent())
                .forEach(domain -> hypervisor.end(domain.name(), OffCause.CRASHED));
        launchers.forget(uid);
        api.removePod(id(pod));
    }

    private static JsonObject parse(String json) {
        return JsonParser.parseString(json).getAsJsonObject();
    }

    private static String uid(JsonObject pod) {
        return text(pod, "metadata", "uid").orElseThrow();
    }

    private static ObjectId id(JsonObject pod) {
        return new ObjectId(
                "Pod",
                text(pod, "metadata", "namespace").orElseThrow(),
                text(pod, "metadata", "name").orElseThrow());
    }

    private static Optional<String> text(JsonObject object, String... path) {
        JsonElement at = object;
        for (String field : path) {
            if (at == null || !at.isJsonObject()) {
                return Optional.empty();
            }
            at = at.getAsJsonObject().get(field);
        }
        return at == null || at.isJsonNull() ? Optional.empty() : Optional.of(at.getAsString());
    }
}
