package io.kubevirt.ee.controller.server;

import com.google.gson.JsonObject;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.models.V1OwnerReference;
import io.kubevirt.ee.controller.port.ReplicaSets;
import io.kubevirt.ee.controller.port.Write;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceList;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceReplicaSet;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceReplicaSetList;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceReplicaSetStatus;
import io.kubevirt.ee.runtime.kube.Informer;
import io.kubevirt.ee.runtime.kube.KubeJson;
import io.kubevirt.ee.runtime.kube.MergePatch;
import io.kubevirt.ee.runtime.kube.ResourceApi;
import io.kubevirt.ee.runtime.kube.Selection;
import io.kubevirt.ee.runtime.loop.Key;
import java.util.List;
import java.util.Optional;

/** The API server as the replica sets see it, through caches and requests. */
final class ApiReplicaSets implements ReplicaSets {
    private final ResourceApi<
                    VirtualMachineInstanceReplicaSet, VirtualMachineInstanceReplicaSetList>
            sets;
    private final ResourceApi<VirtualMachineInstance, VirtualMachineInstanceList> instances;
    private final Caches caches;

    ApiReplicaSets(ApiClient requests, Caches caches) {
        this.sets = new ResourceApi<>(requests, Kinds.REPLICA_SETS);
        this.instances = new ResourceApi<>(requests, Kinds.INSTANCES);
        this.caches = caches;
    }

    @Override
    public View cached() {
        return new View() {
            @Override
            public Optional<VirtualMachineInstanceReplicaSet> replicaSet(Key key) {
                return caches.replicaSets().get(key);
            }

            @Override
            public List<VirtualMachineInstance> instances(String namespace) {
                return caches.instances().byIndex(Caches.BY_NAMESPACE, namespace);
            }
        };
    }

    @Override
    public View live() {
        return new View() {
            @Override
            public Optional<VirtualMachineInstanceReplicaSet> replicaSet(Key key) {
                return sets.get(key);
            }

            @Override
            public List<VirtualMachineInstance> instances(String namespace) {
                return instances.list(Selection.inNamespace(namespace)).getItems();
            }
        };
    }

    @Override
    public Write<VirtualMachineInstance> create(VirtualMachineInstance instance) {
        return Writes.change(() -> instances.create(instance));
    }

    @Override
    public Write<VirtualMachineInstance> deleteInstance(Key key, String uid) {
        return Writes.delete(() -> instances.delete(key, uid, Optional.empty()));
    }

    @Override
    public Write<VirtualMachineInstance> setOwners(
            VirtualMachineInstance read, List<V1OwnerReference> owners) {
        JsonObject metadata = new JsonObject();
        metadata.add("ownerReferences", KubeJson.gson().toJsonTree(owners));
        metadata.addProperty("resourceVersion", read.metadata().getResourceVersion());
        JsonObject patch = new JsonObject();
        patch.add("metadata", metadata);
        return Writes.change(() -> instances.mergePatch(Informer.keyOf(read), patch));
    }

    @Override
    public Write<VirtualMachineInstanceReplicaSet> writeStatus(
            VirtualMachineInstanceReplicaSet read, VirtualMachineInstanceReplicaSetStatus status) {
        JsonObject patch = MergePatch.ofStatus(read, read.status(), status);
        return Writes.change(() -> sets.mergePatchStatus(Informer.keyOf(read), patch));
    }
}
