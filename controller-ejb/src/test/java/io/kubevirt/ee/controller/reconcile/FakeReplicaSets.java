package io.kubevirt.ee.controller.reconcile;

import io.kubernetes.client.common.KubernetesObject;
import io.kubernetes.client.openapi.models.V1OwnerReference;
import io.kubevirt.ee.controller.port.ReplicaSets;
import io.kubevirt.ee.controller.port.Write;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceReplicaSet;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceReplicaSetBuilder;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceReplicaSetStatus;
import io.kubevirt.ee.runtime.kube.KubeJson;
import io.kubevirt.ee.runtime.loop.Key;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One replica set and its instances in an API server of maps: versions, generated names and stale
 * writes as the real one has them. The cache follows when a test says so.
 */
final class FakeReplicaSets implements ReplicaSets {
    /** What the API server, or the cache, has. */
    private record State(
            Optional<VirtualMachineInstanceReplicaSet> set,
            Map<String, VirtualMachineInstance> instances)
            implements View {
        @Override
        public Optional<VirtualMachineInstanceReplicaSet> replicaSet(Key key) {
            return set.map(FakeReplicaSets::copy);
        }

        @Override
        public List<VirtualMachineInstance> instances(String namespace) {
            return instances.values().stream().map(FakeReplicaSets::copy).toList();
        }
    }

    private Optional<VirtualMachineInstanceReplicaSet> set = Optional.empty();
    private final Map<String, VirtualMachineInstance> instances = new TreeMap<>();
    private State cache = new State(Optional.empty(), Map.of());
    private int version;

    final List<String> writes = new ArrayList<>();

    /** What others do, or what goes wrong, in the moment before a write. */
    Runnable beforeWrite = () -> {};

    /** Whether a deleted instance stays until its guest has ended. */
    boolean slow;

    /** After how many creations the API server has no room for more. */
    int room = Integer.MAX_VALUE;

    void catchUp() {
        cache = new State(set, new TreeMap<>(instances));
    }

    void put(VirtualMachineInstanceReplicaSet changed) {
        set = Optional.of(stamped(changed));
    }

    void put(VirtualMachineInstance changed) {
        instances.put(changed.metadata().getName(), stamped(changed));
    }

    VirtualMachineInstanceReplicaSet set() {
        return copy(set.orElseThrow());
    }

    /** The guests of deleted instances have ended. */
    void reap() {
        instances.values().removeIf(vmi -> vmi.metadata().getDeletionTimestamp() != null);
    }

    void remove(String name) {
        instances.remove(name);
    }

    List<VirtualMachineInstance> instances() {
        return live().instances("");
    }

    @Override
    public View cached() {
        return cache;
    }

    @Override
    public View live() {
        return new State(set, instances);
    }

    @Override
    public Write<VirtualMachineInstance> create(VirtualMachineInstance instance) {
        beforeWrite.run();
        if (instances.size() >= room) {
            return new Write.Refused<>("exceeded quota: small");
        }
        VirtualMachineInstance made = stamped(instance);
        String name = instance.metadata().getGenerateName() + version;
        made.metadata().name(name).uid("uid-" + name);
        instances.put(name, made);
        writes.add("create");
        return new Write.Stored<>(copy(made));
    }

    @Override
    public Write<VirtualMachineInstance> deleteInstance(Key key, String uid) {
        beforeWrite.run();
        VirtualMachineInstance there = instances.get(key.name());
        if (there == null) {
            return new Write.Gone<>();
        }
        if (!uid.equals(there.metadata().getUid())) {
            return new Write.Stale<>();
        }
        writes.add("delete " + key.name());
        if (slow) {
            VirtualMachineInstance leaving = stamped(there);
            leaving.metadata().setDeletionTimestamp(FakeCluster.DELETED);
            instances.put(key.name(), leaving);
        } else {
            instances.remove(key.name());
        }
        return new Write.Gone<>();
    }

    @Override
    public Write<VirtualMachineInstance> setOwners(
            VirtualMachineInstance read, List<V1OwnerReference> owners) {
        beforeWrite.run();
        VirtualMachineInstance there = instances.get(read.metadata().getName());
        if (there == null || !sameVersion(there, read)) {
            return new Write.Stale<>();
        }
        VirtualMachineInstance changed = stamped(there);
        changed.metadata().setOwnerReferences(owners);
        instances.put(read.metadata().getName(), changed);
        writes.add("owners");
        return new Write.Stored<>(copy(changed));
    }

    @Override
    public Write<VirtualMachineInstanceReplicaSet> writeStatus(
            VirtualMachineInstanceReplicaSet read, VirtualMachineInstanceReplicaSetStatus status) {
        beforeWrite.run();
        if (!sameVersion(set.orElseThrow(), read)) {
            return new Write.Stale<>();
        }
        put(VirtualMachineInstanceReplicaSetBuilder.builder(read).status(status).build());
        writes.add("status");
        return new Write.Stored<>(set());
    }

    private static boolean sameVersion(KubernetesObject there, KubernetesObject read) {
        return there.getMetadata()
                .getResourceVersion()
                .equals(read.getMetadata().getResourceVersion());
    }

    private <T extends KubernetesObject> T stamped(T object) {
        T own = copy(object);
        own.getMetadata().setResourceVersion(Integer.toString(++version));
        return own;
    }

    @SuppressWarnings("unchecked")
    private static <T extends KubernetesObject> T copy(T object) {
        return (T) KubeJson.gson().fromJson(KubeJson.gson().toJson(object), object.getClass());
    }
}
