package io.kubevirt.ee.controller.server;

import io.kubernetes.client.openapi.models.CoreV1Event;
import io.kubernetes.client.openapi.models.CoreV1EventList;
import io.kubernetes.client.openapi.models.V1DaemonSet;
import io.kubernetes.client.openapi.models.V1DaemonSetList;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1DeploymentList;
import io.kubernetes.client.openapi.models.V1Lease;
import io.kubernetes.client.openapi.models.V1LeaseList;
import io.kubernetes.client.openapi.models.V1Node;
import io.kubernetes.client.openapi.models.V1NodeList;
import io.kubernetes.client.openapi.models.V1PersistentVolumeClaim;
import io.kubernetes.client.openapi.models.V1PersistentVolumeClaimList;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubernetes.client.openapi.models.V1PodList;
import io.kubevirt.ee.model.v1.KubeVirt;
import io.kubevirt.ee.model.v1.KubeVirtList;
import io.kubevirt.ee.model.v1.KubevirtApi;
import io.kubevirt.ee.model.v1.VirtualMachine;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceList;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceReplicaSet;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceReplicaSetList;
import io.kubevirt.ee.model.v1.VirtualMachineList;
import io.kubevirt.ee.runtime.kube.ResourceType;

/** The kinds that the controller reads and writes. */
final class Kinds {
    static final ResourceType<VirtualMachine, VirtualMachineList> MACHINES =
            new ResourceType<>(
                    VirtualMachine.class,
                    VirtualMachineList.class,
                    KubevirtApi.GROUP,
                    KubevirtApi.VERSION,
                    KubevirtApi.VIRTUAL_MACHINES);
    static final ResourceType<VirtualMachineInstance, VirtualMachineInstanceList> INSTANCES =
            new ResourceType<>(
                    VirtualMachineInstance.class,
                    VirtualMachineInstanceList.class,
                    KubevirtApi.GROUP,
                    KubevirtApi.VERSION,
                    KubevirtApi.VIRTUAL_MACHINE_INSTANCES);
    static final ResourceType<
                    VirtualMachineInstanceReplicaSet, VirtualMachineInstanceReplicaSetList>
            REPLICA_SETS =
                    new ResourceType<>(
                            VirtualMachineInstanceReplicaSet.class,
                            VirtualMachineInstanceReplicaSetList.class,
                            KubevirtApi.GROUP,
                            KubevirtApi.VERSION,
                            KubevirtApi.REPLICA_SETS);
    static final ResourceType<KubeVirt, KubeVirtList> SETTINGS =
            new ResourceType<>(
                    KubeVirt.class,
                    KubeVirtList.class,
                    KubevirtApi.GROUP,
                    KubevirtApi.VERSION,
                    KubevirtApi.KUBE_VIRTS);
    static final ResourceType<V1Pod, V1PodList> PODS =
            new ResourceType<>(V1Pod.class, V1PodList.class, "", "v1", "pods");
    static final ResourceType<CoreV1Event, CoreV1EventList> EVENTS =
            new ResourceType<>(CoreV1Event.class, CoreV1EventList.class, "", "v1", "events");
    static final ResourceType<V1PersistentVolumeClaim, V1PersistentVolumeClaimList> CLAIMS =
            new ResourceType<>(
                    V1PersistentVolumeClaim.class,
                    V1PersistentVolumeClaimList.class,
                    "",
                    "v1",
                    "persistentvolumeclaims");
    static final ResourceType<V1Node, V1NodeList> NODES =
            new ResourceType<>(V1Node.class, V1NodeList.class, "", "v1", "nodes");

    static final ResourceType<V1Deployment, V1DeploymentList> DEPLOYMENTS =
            new ResourceType<>(
                    V1Deployment.class, V1DeploymentList.class, "apps", "v1", "deployments");
    static final ResourceType<V1DaemonSet, V1DaemonSetList> DAEMON_SETS =
            new ResourceType<>(
                    V1DaemonSet.class, V1DaemonSetList.class, "apps", "v1", "daemonsets");

    static final ResourceType<V1Lease, V1LeaseList> LEASES =
            new ResourceType<>(
                    V1Lease.class, V1LeaseList.class, "coordination.k8s.io", "v1", "leases");

    private Kinds() {}
}
