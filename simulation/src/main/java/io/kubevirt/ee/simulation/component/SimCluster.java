package io.kubevirt.ee.simulation.component;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.kubernetes.client.common.KubernetesObject;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubevirt.ee.controller.port.Cluster;
import io.kubevirt.ee.controller.port.ClusterView;
import io.kubevirt.ee.controller.port.Write;
import io.kubevirt.ee.model.launcher.LauncherSettings;
import io.kubevirt.ee.model.v1.RunStrategy;
import io.kubevirt.ee.model.v1.VirtualMachine;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceStatus;
import io.kubevirt.ee.model.v1.VirtualMachineStatus;
import io.kubevirt.ee.runtime.kube.MergePatch;
import io.kubevirt.ee.runtime.loop.Key;
import io.kubevirt.ee.simulation.world.ApiServer;
import io.kubevirt.ee.simulation.world.Chance;
import io.kubevirt.ee.simulation.world.ObjectId;
import io.kubevirt.ee.simulation.world.Refusal;
import io.kubevirt.ee.simulation.world.Trace;
import io.kubevirt.ee.simulation.world.WatchCache;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** The controller's way to the simulated API server. Each write is a point where it may die. */
final class SimCluster implements Cluster {
    private final ApiServer api;
    private final WatchCache cache;
    private final Chance chance;
    private final Trace trace;
    private final LauncherSettings settings;

    SimCluster(
            ApiServer api,
            WatchCache cache,
            Chance chance,
            Trace trace,
            LauncherSettings settings) {
        this.api = api;
        this.cache = cache;
        this.chance = chance;
        this.trace = trace;
        this.settings = settings;
    }

    @Override
    public ClusterView cached() {
        return new View(cache::get, cache::list);
    }

    @Override
    public ClusterView live() {
        return new View(api::get, api::list);
    }

    @Override
    public LauncherSettings launcherSettings() {
        return settings;
    }

    @Override
    public Write<VirtualMachine> setFinalizers(VirtualMachine read, List<String> finalizers) {
        return patch(Api.VM, read, finalizers(read, finalizers), VirtualMachine.class);
    }

    @Override
    public Write<VirtualMachineInstance> setFinalizers(
            VirtualMachineInstance read, List<String> finalizers) {
        return patch(Api.VMI, read, finalizers(read, finalizers), VirtualMachineInstance.class);
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
        return patch(Api.VM, read, patch, VirtualMachine.class);
    }

    @Override
    public Write<VirtualMachine> writeStatus(VirtualMachine read, VirtualMachineStatus status) {
        JsonObject patch = MergePatch.between(read.status(), status);
        return patch(
                Api.VM,
                read,
                MergePatch.locked("status", patch, read.metadata().getResourceVersion()),
                VirtualMachine.class);
    }

    @Override
    public Write<VirtualMachineInstance> writeStatus(
            VirtualMachineInstance read,
            VirtualMachineInstanceStatus status,
            Map<String, String> labels) {
        JsonObject patch =
                MergePatch.locked(
                        "status",
                        MergePatch.between(read.status(), status),
                        read.metadata().getResourceVersion());
        if (!labels.isEmpty()) {
            JsonObject wanted = new JsonObject();
            labels.forEach(wanted::addProperty);
            patch.getAsJsonObject("metadata").add("labels", wanted);
        }
        return patch(Api.VMI, read, patch, VirtualMachineInstance.class);
    }

    private <T extends KubernetesObject> Write<T> patch(
            String kind, T read, JsonObject patch, Class<T> type) {
        ObjectId id = id(kind, read);
        return write(
                "patch " + id + " " + patch,
                () -> new Write.Stored<>(Api.typed(api.patch(id, patch), type)),
                any -> new Write.Stale<>());
    }

    private static ObjectId id(String kind, KubernetesObject object) {
        return new ObjectId(
                kind, object.getMetadata().getNamespace(), object.getMetadata().getName());
    }

    @Override
    public Write<VirtualMachineInstance> create(VirtualMachineInstance instance) {
        return create(Api.VMI, instance, VirtualMachineInstance.class);
    }

    @Override
    public Write<V1Pod> create(V1Pod pod) {
        return create(Api.POD, pod, V1Pod.class);
    }

    private <T extends KubernetesObject> Write<T> create(String kind, T object, Class<T> type) {
        ObjectId id = id(kind, object);
        return write(
                "create " + id,
                () -> new Write.Stored<>(Api.typed(api.create(id, Api.json(object)), type)),
                refused -> new Write.Taken<>(Api.typed(api.get(id).orElseThrow(), type)));
    }

    @Override
    public Write<VirtualMachineInstance> deleteInstance(Key key, String uid) {
        return delete(Api.id(Api.VMI, key), uid);
    }

    @Override
    public Write<V1Pod> deletePod(Key key, String uid, Duration grace) {
        return delete(Api.id(Api.POD, key), uid);
    }

    private <T> Write<T> delete(ObjectId id, String uid) {
        return write(
                "delete " + id,
                () -> {
                    api.delete(id, uid);
                    return new Write.Gone<>();
                },
                refused -> refused.code() == 404 ? new Write.Gone<>() : new Write.Stale<>());
    }

    private <T> Write<T> write(
            String what, Supplier<Write<T>> write, Function<Refusal, Write<T>> refusal) {
        Write<T> outcome;
        try {
            outcome = write.get();
        } catch (Refusal refused) {
            trace.say("  " + what + ": " + refused.getMessage());
            return refusal.apply(refused);
        }
        trace.say("  " + what);
        chance.afterWrite("virt-controller");
        return outcome;
    }

    /** Objects by their kind, from wherever they are. */
    private record View(
            Function<ObjectId, Optional<JsonObject>> one, Function<String, List<JsonObject>> all)
            implements ClusterView {

        @Override
        public Optional<VirtualMachine> machine(Key key) {
            return one.apply(Api.id(Api.VM, key))
                    .map(json -> Api.typed(json, VirtualMachine.class));
        }

        @Override
        public Optional<VirtualMachineInstance> instance(Key key) {
            return one.apply(Api.id(Api.VMI, key))
                    .map(json -> Api.typed(json, VirtualMachineInstance.class));
        }

        @Override
        public List<V1Pod> podsCreatedBy(String namespace, String instanceUid) {
            return all.apply(Api.POD).stream()
                    .map(json -> Api.typed(json, V1Pod.class))
                    .filter(pod -> namespace.equals(pod.getMetadata().getNamespace()))
                    .filter(
                            pod ->
                                    instanceUid.equals(
                                            pod.getMetadata()
                                                    .getLabels()
                                                    .get("kubevirt.io/created-by")))
                    .toList();
        }

        @Override
        public boolean nodeExists(String name) {
            return true;
        }
    }
}
