package io.kubevirt.ee.controller.reconcile;

import io.kubernetes.client.openapi.models.V1ControllerRevision;
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
import io.kubevirt.ee.model.v1.RunStrategy;
import io.kubevirt.ee.model.v1.VirtualMachine;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceStatus;
import io.kubevirt.ee.model.v1.VirtualMachineStatus;
import io.kubevirt.ee.model.vmi.PodEvent;
import io.kubevirt.ee.runtime.loop.Key;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A cluster in which something happens between a reconciler's look and its write of an instance.
 */
record ChangedBetween(FakeCluster cluster, Runnable happening) implements Cluster {
    @Override
    public ClusterView cached() {
        return cluster.cached();
    }

    @Override
    public ClusterView live() {
        return cluster.live();
    }

    @Override
    public List<VirtualMachineInstance> instances() {
        return cluster.instances();
    }

    @Override
    public List<PodEvent> eventsOf(V1Pod pod) {
        return cluster.eventsOf(pod);
    }

    @Override
    public Claims claims(String namespace, List<String> names) {
        return cluster.claims(namespace, names);
    }

    @Override
    public PresetSource presets() {
        return cluster.presets();
    }

    @Override
    public Write<V1ControllerRevision> create(V1ControllerRevision revision) {
        return cluster.create(revision);
    }

    @Override
    public LauncherSettings launcherSettings() {
        return cluster.launcherSettings();
    }

    @Override
    public Write<VirtualMachine> setFinalizers(VirtualMachine read, List<String> finalizers) {
        return cluster.setFinalizers(read, finalizers);
    }

    @Override
    public Write<VirtualMachine> setRunStrategy(VirtualMachine read, RunStrategy strategy) {
        return cluster.setRunStrategy(read, strategy);
    }

    @Override
    public Write<VirtualMachine> writeStatus(VirtualMachine read, VirtualMachineStatus status) {
        return cluster.writeStatus(read, status);
    }

    @Override
    public Write<VirtualMachineInstance> create(VirtualMachineInstance instance) {
        return cluster.create(instance);
    }

    @Override
    public Write<VirtualMachineInstance> deleteInstance(Key key, String uid) {
        return cluster.deleteInstance(key, uid);
    }

    @Override
    public Write<VirtualMachineInstance> setFinalizers(
            VirtualMachineInstance read, List<String> finalizers) {
        return cluster.setFinalizers(read, finalizers);
    }

    @Override
    public Write<VirtualMachineInstance> setMetadata(
            VirtualMachineInstance read, V1ObjectMeta wanted) {
        return cluster.setMetadata(read, wanted);
    }

    @Override
    public Write<VirtualMachineInstance> writeStatus(
            VirtualMachineInstance read,
            VirtualMachineInstanceStatus status,
            Map<String, String> labels) {
        happening.run();
        return cluster.writeStatus(read, status, labels);
    }

    @Override
    public Write<V1PersistentVolumeClaim> create(V1PersistentVolumeClaim claim) {
        return cluster.create(claim);
    }

    @Override
    public Write<V1Pod> create(V1Pod pod) {
        return cluster.create(pod);
    }

    @Override
    public Write<V1Pod> setCondition(V1Pod read, V1PodCondition condition) {
        return cluster.setCondition(read, condition);
    }

    @Override
    public Write<V1Pod> deletePod(Key key, String uid, Duration grace) {
        return cluster.deletePod(key, uid, grace);
    }
}
