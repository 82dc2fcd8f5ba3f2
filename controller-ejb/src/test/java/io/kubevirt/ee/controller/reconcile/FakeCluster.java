package io.kubevirt.ee.controller.reconcile;

import io.kubernetes.client.common.KubernetesObject;
import io.kubernetes.client.openapi.models.V1ControllerRevision;
import io.kubernetes.client.openapi.models.V1Node;
import io.kubernetes.client.openapi.models.V1NodeCondition;
import io.kubernetes.client.openapi.models.V1NodeStatus;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubernetes.client.openapi.models.V1PersistentVolumeClaim;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubernetes.client.openapi.models.V1PodCondition;
import io.kubevirt.ee.controller.port.Cluster;
import io.kubevirt.ee.controller.port.ClusterView;
import io.kubevirt.ee.controller.port.Write;
import io.kubevirt.ee.model.instancetype.PresetSource;
import io.kubevirt.ee.model.launcher.Claims;
import io.kubevirt.ee.model.launcher.LauncherSettings;
import io.kubevirt.ee.model.v1.Labels;
import io.kubevirt.ee.model.v1.PersistentVolumeClaimInfo;
import io.kubevirt.ee.model.v1.RunStrategy;
import io.kubevirt.ee.model.v1.VirtualMachine;
import io.kubevirt.ee.model.v1.VirtualMachineBuilder;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceBuilder;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceStatus;
import io.kubevirt.ee.model.v1.VirtualMachineSpecBuilder;
import io.kubevirt.ee.model.v1.VirtualMachineStatus;
import io.kubevirt.ee.model.vmi.PodEvent;
import io.kubevirt.ee.runtime.kube.KubeJson;
import io.kubevirt.ee.runtime.loop.Key;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * An API server in maps: versions, uids, finalizers and deletion as the real one has them. Caches
 * follow when a test says so.
 */
final class FakeCluster implements Cluster {
    static final OffsetDateTime DELETED = OffsetDateTime.parse("2026-01-01T11:00:00Z");

    /** Kind and key to object. */
    private Map<String, KubernetesObject> stored = new TreeMap<>();

    private Map<String, KubernetesObject> cache = new TreeMap<>();
    private int version;

    final List<String> writes = new ArrayList<>();
    final Map<String, V1Node> nodes = new TreeMap<>(Map.of("node01", readyNode("node01")));
    Optional<String> refusal = Optional.empty();

    /** The claims that there are in every namespace, beside those that are stored. */
    Claims claims = Claims.NONE;

    /** What is said about pods, by their uids. */
    final Map<String, List<PodEvent>> podEvents = new TreeMap<>();

    /** The caches take in all that happened. */
    void catchUp() {
        cache = new TreeMap<>(stored);
    }

    <T extends KubernetesObject> T put(T object) {
        V1ObjectMeta metadata = object.getMetadata();
        if (metadata.getUid() == null) {
            metadata.setUid("uid-" + ++version);
        }
        metadata.setResourceVersion(Integer.toString(++version));
        T own = copy(object);
        stored.put(id(object.getClass(), key(metadata)), own);
        return own;
    }

    <T extends KubernetesObject> Optional<T> find(Class<T> type, Key key) {
        return Optional.ofNullable(stored.get(id(type, key)))
                .map(type::cast)
                .map(FakeCluster::copy);
    }

    List<V1Pod> pods() {
        return stored.values().stream()
                .filter(V1Pod.class::isInstance)
                .map(V1Pod.class::cast)
                .toList();
    }

    void remove(Class<? extends KubernetesObject> type, Key key) {
        stored.remove(id(type, key));
    }

    @Override
    public ClusterView cached() {
        return new View(cache);
    }

    @Override
    public ClusterView live() {
        return new View(stored);
    }

    @Override
    public List<VirtualMachineInstance> instances() {
        return cache.values().stream()
                .filter(VirtualMachineInstance.class::isInstance)
                .map(VirtualMachineInstance.class::cast)
                .toList();
    }

    @Override
    public List<PodEvent> eventsOf(V1Pod pod) {
        return podEvents.getOrDefault(pod.getMetadata().getUid(), List.of());
    }

    @Override
    public Claims claims(String namespace, List<String> names) {
        List<V1PersistentVolumeClaim> made =
                names.stream()
                        .flatMap(
                                name ->
                                        find(
                                                V1PersistentVolumeClaim.class,
                                                new Key(namespace, name))
                                                .stream())
                        .toList();
        Claims whole = Claims.of(made);
        List<PersistentVolumeClaimInfo> all = new ArrayList<>(whole.found());
        claims.found().stream()
                .filter(claim -> names.contains(claim.claimName()))
                .forEach(all::add);
        return new Claims(all, whole.metadata());
    }

    @Override
    public PresetSource presets() {
        return new FakePresets(stored.values());
    }

    @Override
    public Write<V1ControllerRevision> create(V1ControllerRevision revision) {
        return create("create revision", revision);
    }

    @Override
    public LauncherSettings launcherSettings() {
        return new LauncherSettings("launcher:1", "IfNotPresent", List.of(), true);
    }

    @Override
    public Write<VirtualMachine> setFinalizers(VirtualMachine read, List<String> finalizers) {
        return change("finalizers of VM", read, vm -> withFinalizers(vm, finalizers));
    }

    @Override
    public Write<VirtualMachine> setRunStrategy(VirtualMachine read, RunStrategy strategy) {
        return change(
                "strategy of VM",
                read,
                vm ->
                        VirtualMachineBuilder.builder(vm)
                                .spec(
                                        VirtualMachineSpecBuilder.builder(vm.spec())
                                                .runStrategy(strategy.value())
                                                .build())
                                .build());
    }

    @Override
    public Write<VirtualMachine> writeStatus(VirtualMachine read, VirtualMachineStatus status) {
        return change(
                "status of VM",
                read,
                vm -> VirtualMachineBuilder.builder(vm).status(status).build());
    }

    @Override
    public Write<VirtualMachineInstance> create(VirtualMachineInstance instance) {
        return create("create VMI", instance);
    }

    @Override
    public Write<VirtualMachineInstance> deleteInstance(Key key, String uid) {
        return delete("delete VMI", VirtualMachineInstance.class, key, uid);
    }

    @Override
    public Write<VirtualMachineInstance> setFinalizers(
            VirtualMachineInstance read, List<String> finalizers) {
        return change("finalizers of VMI", read, vmi -> withFinalizers(vmi, finalizers));
    }

    @Override
    public Write<VirtualMachineInstance> setMetadata(
            VirtualMachineInstance read, V1ObjectMeta wanted) {
        return change(
                "metadata of VMI",
                read,
                vmi -> {
                    vmi.metadata()
                            .labels(wanted.getLabels())
                            .annotations(wanted.getAnnotations())
                            .ownerReferences(wanted.getOwnerReferences());
                    return vmi;
                });
    }

    @Override
    public Write<VirtualMachineInstance> writeStatus(
            VirtualMachineInstance read,
            VirtualMachineInstanceStatus status,
            Map<String, String> labels) {
        return change(
                "status of VMI",
                read,
                vmi -> {
                    labels.forEach(vmi.metadata()::putLabelsItem);
                    return VirtualMachineInstanceBuilder.builder(vmi).status(status).build();
                });
    }

    @Override
    public Write<V1PersistentVolumeClaim> create(V1PersistentVolumeClaim claim) {
        return create("create claim", claim);
    }

    @Override
    public Write<V1Pod> create(V1Pod pod) {
        return create("create pod", pod);
    }

    @Override
    public Write<V1Pod> setCondition(V1Pod read, V1PodCondition condition) {
        return change(
                "condition of pod",
                read,
                pod -> {
                    pod.getStatus().addConditionsItem(condition);
                    return pod;
                });
    }

    @Override
    public Write<V1Pod> deletePod(Key key, String uid, Duration grace) {
        return delete("delete pod", V1Pod.class, key, uid);
    }

    private <T extends KubernetesObject> Write<T> create(String what, T object) {
        if (refusal.isPresent()) {
            return new Write.Refused<>(refusal.get());
        }
        String id = id(object.getClass(), key(object.getMetadata()));
        if (stored.containsKey(id)) {
            @SuppressWarnings("unchecked")
            T existing = (T) stored.get(id);
            return new Write.Taken<>(copy(existing));
        }
        writes.add(what);
        return new Write.Stored<>(put(copy(object)));
    }

    private <T extends KubernetesObject> Write<T> change(
            String what, T read, UnaryOperator<T> change) {
        Key key = key(read.getMetadata());
        @SuppressWarnings("unchecked")
        Optional<T> now = find((Class<T>) read.getClass(), key);
        if (now.isEmpty()) {
            return new Write.Gone<>();
        }
        if (!now.get()
                .getMetadata()
                .getResourceVersion()
                .equals(read.getMetadata().getResourceVersion())) {
            return new Write.Stale<>();
        }
        writes.add(what);
        T changed = put(change.apply(now.get()));
        collect(changed);
        return new Write.Stored<>(copy(changed));
    }

    private <T extends KubernetesObject> Write<T> delete(
            String what, Class<T> type, Key key, String uid) {
        Optional<T> now = find(type, key);
        if (now.isEmpty()) {
            return new Write.Gone<>();
        }
        if (!uid.equals(now.get().getMetadata().getUid())) {
            return new Write.Stale<>();
        }
        writes.add(what);
        now.get().getMetadata().setDeletionTimestamp(DELETED);
        collect(put(now.get()));
        return new Write.Gone<>();
    }

    /** What is deleted and held by no finalizer goes; a pod waits for its kubelet. */
    private void collect(KubernetesObject object) {
        V1ObjectMeta metadata = object.getMetadata();
        boolean held = metadata.getFinalizers() != null && !metadata.getFinalizers().isEmpty();
        if (metadata.getDeletionTimestamp() != null && !held && !(object instanceof V1Pod)) {
            remove(object.getClass(), key(metadata));
        }
    }

    private static <T extends KubernetesObject> T withFinalizers(
            T object, List<String> finalizers) {
        object.getMetadata().setFinalizers(finalizers);
        return object;
    }

    @SuppressWarnings("unchecked")
    private static <T extends KubernetesObject> T copy(T object) {
        return (T) KubeJson.gson().fromJson(KubeJson.gson().toJson(object), object.getClass());
    }

    private static Key key(V1ObjectMeta metadata) {
        return new Key(metadata.getNamespace(), metadata.getName());
    }

    private static String id(Class<?> type, Key key) {
        return type.getSimpleName() + " " + key;
    }

    private static V1Node readyNode(String name) {
        return new V1Node()
                .metadata(new V1ObjectMeta().name(name))
                .status(
                        new V1NodeStatus()
                                .addConditionsItem(
                                        new V1NodeCondition().type("Ready").status("True")));
    }

    private final class View implements ClusterView {
        private final Map<String, KubernetesObject> objects;

        View(Map<String, KubernetesObject> objects) {
            this.objects = objects;
        }

        @Override
        public Optional<VirtualMachine> machine(Key key) {
            return Optional.ofNullable(objects.get(id(VirtualMachine.class, key)))
                    .map(VirtualMachine.class::cast)
                    .map(FakeCluster::copy);
        }

        @Override
        public Optional<VirtualMachineInstance> instance(Key key) {
            return Optional.ofNullable(objects.get(id(VirtualMachineInstance.class, key)))
                    .map(VirtualMachineInstance.class::cast)
                    .map(FakeCluster::copy);
        }

        @Override
        public List<V1Pod> podsCreatedBy(String namespace, String instanceUid) {
            return objects.values().stream()
                    .filter(V1Pod.class::isInstance)
                    .map(V1Pod.class::cast)
                    .filter(pod -> namespace.equals(pod.getMetadata().getNamespace()))
                    .filter(
                            pod ->
                                    instanceUid.equals(
                                            pod.getMetadata().getLabels().get(Labels.CREATED_BY)))
                    .map(FakeCluster::copy)
                    .toList();
        }

        @Override
        public Optional<V1Node> node(String name) {
            return Optional.ofNullable(nodes.get(name));
        }
    }
}
