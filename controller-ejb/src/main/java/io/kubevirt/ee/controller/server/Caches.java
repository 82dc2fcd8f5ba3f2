package io.kubevirt.ee.controller.server;

import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.models.V1DaemonSet;
import io.kubernetes.client.openapi.models.V1DaemonSetList;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1DeploymentList;
import io.kubernetes.client.openapi.models.V1Node;
import io.kubernetes.client.openapi.models.V1NodeList;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubernetes.client.openapi.models.V1PodList;
import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.KubeVirt;
import io.kubevirt.ee.model.v1.KubeVirtList;
import io.kubevirt.ee.model.v1.Labels;
import io.kubevirt.ee.model.v1.VirtualMachine;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceList;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceReplicaSet;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceReplicaSetList;
import io.kubevirt.ee.model.v1.VirtualMachineList;
import io.kubevirt.ee.runtime.kube.Informer;
import io.kubevirt.ee.runtime.kube.ResourceApi;
import io.kubevirt.ee.runtime.kube.Selection;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ThreadFactory;

/**
 * What the controller watches.
 *
 * @param machines all VirtualMachines
 * @param instances all VirtualMachineInstances
 * @param pods launcher pods, found by their instance's uid
 * @param nodes all Nodes
 * @param settings the KubeVirt resources of the components' namespace
 * @param replicaSets all VirtualMachineInstanceReplicaSets
 * @param deployments the Deployments of the components' namespace
 * @param daemonSets the DaemonSets of the components' namespace
 */
record Caches(
        Informer<VirtualMachine, VirtualMachineList> machines,
        Informer<VirtualMachineInstance, VirtualMachineInstanceList> instances,
        Informer<V1Pod, V1PodList> pods,
        Informer<V1Node, V1NodeList> nodes,
        Informer<KubeVirt, KubeVirtList> settings,
        Informer<VirtualMachineInstanceReplicaSet, VirtualMachineInstanceReplicaSetList>
                replicaSets,
        Informer<V1Deployment, V1DeploymentList> deployments,
        Informer<V1DaemonSet, V1DaemonSetList> daemonSets) {
    static final String BY_CREATOR = "created-by";
    static final String BY_NAMESPACE = "namespace";

    static Caches of(ApiClient watches, String namespace, InstantSource clock) {
        return new Caches(
                new Informer<>(new ResourceApi<>(watches, Kinds.MACHINES), Selection.ALL, clock),
                new Informer<>(new ResourceApi<>(watches, Kinds.INSTANCES), Selection.ALL, clock)
                        .index(BY_NAMESPACE, vmi -> List.of(vmi.metadata().getNamespace())),
                new Informer<>(
                                new ResourceApi<>(watches, Kinds.PODS),
                                Selection.labelled(Labels.APP + "=" + Labels.APP_LAUNCHER),
                                clock)
                        .index(BY_CREATOR, pod -> creator(pod).map(List::of).orElse(List.of())),
                new Informer<>(new ResourceApi<>(watches, Kinds.NODES), Selection.ALL, clock),
                new Informer<>(
                        new ResourceApi<>(watches, Kinds.SETTINGS),
                        Selection.inNamespace(namespace),
                        clock),
                new Informer<>(
                        new ResourceApi<>(watches, Kinds.REPLICA_SETS), Selection.ALL, clock),
                new Informer<>(
                        new ResourceApi<>(watches, Kinds.DEPLOYMENTS),
                        Selection.inNamespace(namespace),
                        clock),
                new Informer<>(
                        new ResourceApi<>(watches, Kinds.DAEMON_SETS),
                        Selection.inNamespace(namespace),
                        clock));
    }

    /** The uid of a launcher pod's instance, and its namespace, as the index has it. */
    static Optional<String> creator(V1Pod pod) {
        return Optional.ofNullable(Absent.map(pod.getMetadata().getLabels()).get(Labels.CREATED_BY))
                .map(uid -> creatorValue(pod.getMetadata().getNamespace(), uid));
    }

    static String creatorValue(String namespace, String uid) {
        return namespace + "/" + uid;
    }

    Map<String, Informer<?, ?>> byName() {
        Map<String, Informer<?, ?>> byName = new TreeMap<>();
        byName.put("virtualmachines", machines);
        byName.put("virtualmachineinstances", instances);
        byName.put("pods", pods);
        byName.put("nodes", nodes);
        byName.put("kubevirts", settings);
        byName.put("virtualmachineinstancereplicasets", replicaSets);
        byName.put("deployments", deployments);
        byName.put("daemonsets", daemonSets);
        return byName;
    }

    void start(ThreadFactory threads) {
        byName().values().forEach(cache -> cache.start(threads));
    }

    boolean awaitSynced(Duration patience) throws InterruptedException {
        for (Informer<?, ?> cache : byName().values()) {
            if (!cache.awaitSynced(patience)) {
                return false;
            }
        }
        return true;
    }

    void stop(Duration patience) throws InterruptedException {
        for (Informer<?, ?> cache : byName().values()) {
            cache.stop(patience);
        }
    }
}
