package io.kubevirt.ee.controller.server;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.kubernetes.client.common.KubernetesListObject;
import io.kubernetes.client.common.KubernetesObject;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.models.V1ControllerRevision;
import io.kubernetes.client.openapi.models.V1ControllerRevisionList;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubernetes.client.openapi.models.V1PersistentVolumeClaim;
import io.kubernetes.client.openapi.models.V1PersistentVolumeClaimList;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubernetes.client.openapi.models.V1PodCondition;
import io.kubernetes.client.openapi.models.V1PodList;
import io.kubevirt.ee.controller.port.Cluster;
import io.kubevirt.ee.controller.port.ClusterView;
import io.kubevirt.ee.controller.port.Write;
import io.kubevirt.ee.model.instancetype.PresetSource;
import io.kubevirt.ee.model.launcher.Claims;
import io.kubevirt.ee.model.launcher.LauncherSettings;
import io.kubevirt.ee.model.v1.DnsName;
import io.kubevirt.ee.model.v1.RunStrategy;
import io.kubevirt.ee.model.v1.VirtualMachine;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceList;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceStatus;
import io.kubevirt.ee.model.v1.VirtualMachineList;
import io.kubevirt.ee.model.v1.VirtualMachineStatus;
import io.kubevirt.ee.model.vmi.PodEvent;
import io.kubevirt.ee.runtime.kube.ApiPresets;
import io.kubevirt.ee.runtime.kube.Informer;
import io.kubevirt.ee.runtime.kube.KubeException;
import io.kubevirt.ee.runtime.kube.MergePatch;
import io.kubevirt.ee.runtime.kube.PodConditions;
import io.kubevirt.ee.runtime.kube.ResourceApi;
import io.kubevirt.ee.runtime.loop.Key;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The API server, through caches and requests. */
final class ApiCluster implements Cluster {
    private final ResourceApi<VirtualMachine, VirtualMachineList> machines;
    private final ResourceApi<VirtualMachineInstance, VirtualMachineInstanceList> instances;
    private final ResourceApi<V1Pod, V1PodList> pods;
    private final PodEvents podEvents;
    private final ResourceApi<V1PersistentVolumeClaim, V1PersistentVolumeClaimList> claims;
    private final ResourceApi<V1ControllerRevision, V1ControllerRevisionList> revisions;
    private final PresetSource presets;
    private final Caches caches;
    private final ClusterView cached;
    private final ClusterView live;
    private final Supplier<LauncherSettings> settings;

    ApiCluster(ApiClient requests, Caches caches, Supplier<LauncherSettings> settings) {
        this.machines = new ResourceApi<>(requests, Kinds.MACHINES);
        this.instances = new ResourceApi<>(requests, Kinds.INSTANCES);
        this.pods = new ResourceApi<>(requests, Kinds.PODS);
        this.podEvents = new PodEvents(new ResourceApi<>(requests, Kinds.EVENTS));
        this.claims = new ResourceApi<>(requests, Kinds.CLAIMS);
        this.revisions = new ResourceApi<>(requests, ApiPresets.REVISIONS);
        this.presets = new ApiPresets(requests);
        this.caches = caches;
        this.cached = new CachedView(caches);
        this.live =
                new LiveView(machines, instances, pods, new ResourceApi<>(requests, Kinds.NODES));
        this.settings = settings;
    }

    @Override
    public ClusterView cached() {
        return cached;
    }

    @Override
    public ClusterView live() {
        return live;
    }

    @Override
    public LauncherSettings launcherSettings() {
        return settings.get();
    }

    @Override
    public List<VirtualMachineInstance> instances() {
        return caches.instances().list();
    }

    @Override
    public List<PodEvent> eventsOf(V1Pod pod) {
        return podEvents.of(pod);
    }

    @Override
    public Claims claims(String namespace, List<String> names) {
        return Claims.of(
                names.stream()
                        // Another text could be read as another path.
                        .filter(DnsName::isSubdomain)
                        .flatMap(name -> claims.get(new Key(namespace, name)).stream())
                        .toList());
    }

    @Override
    public Write<VirtualMachine> setFinalizers(VirtualMachine read, List<String> finalizers) {
        return Writes.change(
                () -> machines.mergePatch(Informer.keyOf(read), finalizers(read, finalizers)));
    }

    @Override
    public Write<VirtualMachineInstance> setFinalizers(
            VirtualMachineInstance read, List<String> finalizers) {
        return Writes.change(
                () -> instances.mergePatch(Informer.keyOf(read), finalizers(read, finalizers)));
    }

    @Override
    public Write<VirtualMachineInstance> setMetadata(
            VirtualMachineInstance read, V1ObjectMeta wanted) {
        JsonObject patch = MergePatch.ofMetadata(read, wanted);
        return Writes.change(() -> instances.mergePatch(Informer.keyOf(read), patch));
    }

    private static JsonObject finalizers(KubernetesObject read, List<String> finalizers) {
        JsonArray names = new JsonArray();
        finalizers.forEach(names::add);
        JsonObject metadata = new JsonObject();
        metadata.add("finalizers", names);
        metadata.addProperty("resourceVersion", read.getMetadata().getResourceVersion());
        JsonObject patch = new JsonObject();
        patch.add("metadata", metadata);
        return patch;
    }

    @Override
    public Write<VirtualMachine> setRunStrategy(VirtualMachine read, RunStrategy strategy) {
        JsonObject spec = new JsonObject();
        if (read.spec().running() != null) {
            spec.addProperty("running", strategy == RunStrategy.ALWAYS);
        } else {
            spec.addProperty("runStrategy", strategy.value());
        }
        String version = read.metadata().getResourceVersion();
        return Writes.change(
                () ->
                        machines.mergePatch(
                                Informer.keyOf(read), MergePatch.locked("spec", spec, version)));
    }

    @Override
    public Write<VirtualMachine> writeStatus(VirtualMachine read, VirtualMachineStatus status) {
        JsonObject patch = MergePatch.ofStatus(read, read.status(), status);
        return Writes.change(() -> machines.mergePatchStatus(Informer.keyOf(read), patch));
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
        return Writes.change(() -> instances.mergePatch(Informer.keyOf(read), patch));
    }

    @Override
    public PresetSource presets() {
        return presets;
    }

    @Override
    public Write<V1ControllerRevision> create(V1ControllerRevision revision) {
        return create(revisions, revision);
    }

    @Override
    public Write<VirtualMachineInstance> create(VirtualMachineInstance instance) {
        return create(instances, instance);
    }

    @Override
    public Write<V1PersistentVolumeClaim> create(V1PersistentVolumeClaim claim) {
        return create(claims, claim);
    }

    @Override
    public Write<V1Pod> create(V1Pod pod) {
        return create(pods, pod);
    }

    private static <T extends KubernetesObject, L extends KubernetesListObject> Write<T> create(
            ResourceApi<T, L> api, T object) {
        try {
            return new Write.Stored<>(api.create(object));
        } catch (KubeException refused) {
            if (refused.is(KubeException.Kind.ALREADY_EXISTS)) {
                return api.get(Informer.keyOf(object))
                        .<Write<T>>map(Write.Taken::new)
                        .orElseGet(Write.Stale::new);
            }
            return Writes.outcome(refused);
        }
    }

    @Override
    public Write<VirtualMachineInstance> deleteInstance(Key key, String uid) {
        return Writes.delete(() -> instances.delete(key, uid, Optional.empty()));
    }

    @Override
    public Write<V1Pod> setCondition(V1Pod read, V1PodCondition condition) {
        return Writes.change(
                () ->
                        pods.mergePatchStatus(
                                Informer.keyOf(read), PodConditions.patch(read, condition)));
    }

    @Override
    public Write<V1Pod> deletePod(Key key, String uid, Duration grace) {
        return Writes.delete(() -> pods.delete(key, uid, Optional.of(grace)));
    }
}
