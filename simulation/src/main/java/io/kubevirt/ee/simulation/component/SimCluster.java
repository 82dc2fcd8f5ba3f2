package io.kubevirt.ee.simulation.component;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.kubernetes.client.common.KubernetesObject;
import io.kubernetes.client.openapi.models.V1ControllerRevision;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubernetes.client.openapi.models.V1PersistentVolumeClaim;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubernetes.client.openapi.models.V1PodCondition;
import io.kubevirt.ee.controller.port.Cluster;
import io.kubevirt.ee.controller.port.ClusterView;
import io.kubevirt.ee.controller.port.Write;
import io.kubevirt.ee.model.condition.EventType;
import io.kubevirt.ee.model.instancetype.PresetSource;
import io.kubevirt.ee.model.launcher.Claims;
import io.kubevirt.ee.model.launcher.LauncherSettings;
import io.kubevirt.ee.model.v1.RunStrategy;
import io.kubevirt.ee.model.v1.VirtualMachine;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceStatus;
import io.kubevirt.ee.model.v1.VirtualMachineStatus;
import io.kubevirt.ee.model.vmi.PodEvent;
import io.kubevirt.ee.runtime.kube.KubeJson;
import io.kubevirt.ee.runtime.kube.MergePatch;
import io.kubevirt.ee.runtime.kube.PodConditions;
import io.kubevirt.ee.runtime.loop.Key;
import io.kubevirt.ee.simulation.world.Connection;
import io.kubevirt.ee.simulation.world.Names;
import io.kubevirt.ee.simulation.world.ObjectId;
import io.kubevirt.ee.simulation.world.Refusal;
import io.kubevirt.ee.simulation.world.Troubles;
import io.kubevirt.ee.simulation.world.WatchCache;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The controller's way to the simulated API server. Each write is a point where it may die. */
final class SimCluster implements Cluster {
    private static final LauncherSettings SETTINGS =
            new LauncherSettings("virt-launcher:sim", "IfNotPresent", List.of(), true);

    private final Scene scene;
    private final WatchCache cache;
    private final Connection connection;
    private final Quota quota;

    SimCluster(Scene scene, WatchCache cache, Connection connection) {
        this.scene = scene;
        this.cache = cache;
        this.connection = connection;
        this.quota = new Quota(scene.chance(), scene.troubles());
    }

    @Override
    public ClusterView cached() {
        return new ObjectsView(scene.api(), cache::get, cache::list);
    }

    @Override
    public ClusterView live() {
        return new ObjectsView(
                scene.api(),
                id -> connection.read(() -> scene.api().get(id)),
                kind -> connection.read(() -> scene.api().list(kind)));
    }

    @Override
    public List<VirtualMachineInstance> instances() {
        return cache.list(Names.VMI).stream()
                .map(json -> typed(json, VirtualMachineInstance.class))
                .toList();
    }

    @Override
    public List<PodEvent> eventsOf(V1Pod pod) {
        return connection.read(() -> events(pod));
    }

    private List<PodEvent> events(V1Pod pod) {
        String name = pod.getMetadata().getAnnotations().get("kubevirt.io/domain");
        return scene.troubles().has(name, Troubles.Trouble.NO_CONFIG)
                ? List.of(
                        new PodEvent(
                                EventType.WARNING,
                                "FailedMount",
                                "MountVolume.SetUp failed: configmap \"settings\" not found",
                                scene.clocks().now()))
                : List.of();
    }

    @Override
    public Claims claims(String namespace, List<String> names) {
        return Claims.of(
                names.stream()
                        .map(name -> new ObjectId(Names.CLAIM, namespace, name))
                        .flatMap(id -> connection.read(() -> scene.api().get(id)).stream())
                        .map(json -> typed(json, V1PersistentVolumeClaim.class))
                        .toList());
    }

    @Override
    public PresetSource presets() {
        return new SimPresets(scene.api(), id -> connection.read(() -> scene.api().get(id)));
    }

    @Override
    public Write<V1ControllerRevision> create(V1ControllerRevision revision) {
        return create(Names.REVISION, revision, V1ControllerRevision.class);
    }

    @Override
    public LauncherSettings launcherSettings() {
        return SETTINGS;
    }

    @Override
    public Write<VirtualMachine> setFinalizers(VirtualMachine read, List<String> finalizers) {
        return patch(Names.VM, read, finalizers(read, finalizers), VirtualMachine.class);
    }

    @Override
    public Write<VirtualMachineInstance> setFinalizers(
            VirtualMachineInstance read, List<String> finalizers) {
        return patch(Names.VMI, read, finalizers(read, finalizers), VirtualMachineInstance.class);
    }

    @Override
    public Write<VirtualMachineInstance> setMetadata(
            VirtualMachineInstance read, V1ObjectMeta wanted) {
        JsonObject patch = MergePatch.ofMetadata(read, wanted);
        return patch(Names.VMI, read, patch, VirtualMachineInstance.class);
    }

    private static JsonObject finalizers(KubernetesObject read, List<String> finalizers) {
        JsonArray names = new JsonArray();
        finalizers.forEach(names::add);
        JsonObject metadata = new JsonObject();
        metadata.add("finalizers", names);
        metadata.addProperty("resourceVersion", read.getMetadata().getResourceVersion());
        return wrap("metadata", metadata);
    }

    private static JsonObject wrap(String field, JsonElement value) {
        JsonObject object = new JsonObject();
        object.add(field, value);
        return object;
    }

    @Override
    public Write<VirtualMachine> setRunStrategy(VirtualMachine read, RunStrategy strategy) {
        JsonObject spec = new JsonObject();
        spec.addProperty("runStrategy", strategy.value());
        JsonObject patch = MergePatch.locked("spec", spec, read.metadata().getResourceVersion());
        return patch(Names.VM, read, patch, VirtualMachine.class);
    }

    @Override
    public Write<VirtualMachine> writeStatus(VirtualMachine read, VirtualMachineStatus status) {
        JsonObject patch = MergePatch.between(read.status(), status);
        return patch(
                Names.VM,
                read,
                MergePatch.locked("status", patch, read.metadata().getResourceVersion()),
                VirtualMachine.class);
    }

    @Override
    public Write<VirtualMachineInstance> writeStatus(
            VirtualMachineInstance read,
            VirtualMachineInstanceStatus status,
            Map<String, String> labels) {
        JsonObject patch = MergePatch.ofStatus(read, read.status(), status);
        if (!labels.isEmpty()) {
            JsonObject wanted = new JsonObject();
            labels.forEach(wanted::addProperty);
            patch.getAsJsonObject("metadata").add("labels", wanted);
        }
        return patch(Names.VMI, read, patch, VirtualMachineInstance.class);
    }

    private <T extends KubernetesObject> Write<T> patch(
            String kind, T read, JsonObject patch, Class<T> type) {
        ObjectId id = id(kind, read);
        return write(
                id,
                () -> "patch " + id + " " + patch,
                () -> new Write.Stored<>(typed(scene.api().patch(id, patch), type)));
    }

    private <T> T typed(JsonObject json, Class<T> type) {
        return scene.api().typed(json, type);
    }

    private static ObjectId id(String kind, KubernetesObject object) {
        return new ObjectId(
                kind, object.getMetadata().getNamespace(), object.getMetadata().getName());
    }

    @Override
    public Write<VirtualMachineInstance> create(VirtualMachineInstance instance) {
        return create(Names.VMI, instance, VirtualMachineInstance.class);
    }

    @Override
    public Write<V1PersistentVolumeClaim> create(V1PersistentVolumeClaim claim) {
        return create(Names.CLAIM, claim, V1PersistentVolumeClaim.class);
    }

    @Override
    public Write<V1Pod> create(V1Pod pod) {
        return create(Names.POD, pod, V1Pod.class);
    }

    private <T extends KubernetesObject> Write<T> create(String kind, T object, Class<T> type) {
        ObjectId id = id(kind, object);
        JsonObject whole = KubeJson.gson().toJsonTree(object).getAsJsonObject();
        JsonObject json = kind.equals(Names.POD) ? SlimPod.of(whole) : whole;
        try {
            return write(
                    id,
                    () -> "create " + id,
                    () -> {
                        quota.check(id);
                        return new Write.Stored<>(typed(scene.api().create(id, json), type));
                    });
        } catch (Refusal taken) {
            return connection
                    .read(() -> scene.api().get(id))
                    .<Write<T>>map(existing -> new Write.Taken<>(typed(existing, type)))
                    .orElseGet(Write.Stale::new);
        }
    }

    @Override
    public Write<VirtualMachineInstance> deleteInstance(Key key, String uid) {
        return delete(new ObjectId(Names.VMI, key.namespace(), key.name()), uid, Optional.empty());
    }

    @Override
    public Write<V1Pod> setCondition(V1Pod read, V1PodCondition condition) {
        return patch(Names.POD, read, PodConditions.patch(read, condition), V1Pod.class);
    }

    @Override
    public Write<V1Pod> deletePod(Key key, String uid, Duration grace) {
        ObjectId id = new ObjectId(Names.POD, key.namespace(), key.name());
        return delete(id, uid, Optional.of(grace));
    }

    private <T> Write<T> delete(ObjectId id, String uid, Optional<Duration> grace) {
        return write(
                id,
                () -> "delete " + id,
                () -> {
                    if (scene.api().get(id).isPresent()) {
                        scene.api().delete(id, uid, grace);
                    }
                    return new Write.Gone<>();
                });
    }

    /** A refusal as an outcome, as the real client has them; one to a create is its caller's. */
    private <T> Write<T> write(ObjectId id, Supplier<String> what, Supplier<Write<T>> request) {
        try {
            return connection.write(id, what, request);
        } catch (Refusal refused) {
            return switch (refused.kind()) {
                case NOT_FOUND, CONFLICT -> new Write.Stale<>();
                case FORBIDDEN -> new Write.Refused<>(refused.getMessage());
                case ALREADY_EXISTS -> throw refused;
            };
        }
    }
}
