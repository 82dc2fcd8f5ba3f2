package io.kubevirt.ee.controller.port;

import io.kubernetes.client.openapi.models.V1ControllerRevision;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubernetes.client.openapi.models.V1PersistentVolumeClaim;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubernetes.client.openapi.models.V1PodCondition;
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
 * The API server. Each change of an object that was read holds only if the object did not change
 * since: otherwise it is {@link Write.Stale}. A server that cannot be reached, or fails, throws.
 */
public interface Cluster {
    /** The caches of the watches: cheap, and a moment behind. */
    ClusterView cached();

    /** The API server itself. */
    ClusterView live();

    /** Instancetypes, preferences and their revisions, as the API server has them. */
    PresetSource presets();

    /** What launcher pods have in common, as the cluster's configuration has it now. */
    LauncherSettings launcherSettings();

    /** All instances, as the caches have them. */
    List<VirtualMachineInstance> instances();

    /** What scheduler and kubelet say about a pod in events; read live. */
    List<PodEvent> eventsOf(V1Pod pod);

    /** What there is of these PersistentVolumeClaims of a namespace; read live. */
    Claims claims(String namespace, List<String> names);

    /** Gives a machine these finalizers. */
    Write<VirtualMachine> setFinalizers(VirtualMachine read, List<String> finalizers);

    /** Sets a machine's run strategy, in the field that the user used. */
    Write<VirtualMachine> setRunStrategy(VirtualMachine read, RunStrategy strategy);

    /** Changes what differs in a machine's status. */
    Write<VirtualMachine> writeStatus(VirtualMachine read, VirtualMachineStatus status);

    /** Stores what a machine refers to. */
    Write<V1ControllerRevision> create(V1ControllerRevision revision);

    /** Creates an instance. */
    Write<VirtualMachineInstance> create(VirtualMachineInstance instance);

    /** Gives an instance the labels, annotations and owners of {@code wanted}. */
    Write<VirtualMachineInstance> setMetadata(VirtualMachineInstance read, V1ObjectMeta wanted);

    /** Deletes an instance, if it still has this uid. */
    Write<VirtualMachineInstance> deleteInstance(Key key, String uid);

    /** Gives an instance these finalizers. */
    Write<VirtualMachineInstance> setFinalizers(
            VirtualMachineInstance read, List<String> finalizers);

    /** Changes what differs in an instance's status, and sets labels, in one write. */
    Write<VirtualMachineInstance> writeStatus(
            VirtualMachineInstance read,
            VirtualMachineInstanceStatus status,
            Map<String, String> labels);

    /** Creates a claim. */
    Write<V1PersistentVolumeClaim> create(V1PersistentVolumeClaim claim);

    /** Creates a pod. */
    Write<V1Pod> create(V1Pod pod);

    /** Gives a pod a condition, in the place of the one of its type. */
    Write<V1Pod> setCondition(V1Pod read, V1PodCondition condition);

    /** Deletes a pod, if it still has this uid. */
    Write<V1Pod> deletePod(Key key, String uid, Duration grace);
}
