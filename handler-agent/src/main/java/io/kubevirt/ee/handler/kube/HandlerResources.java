package io.kubevirt.ee.handler.kube;

import io.kubernetes.client.openapi.models.V1Node;
import io.kubernetes.client.openapi.models.V1NodeList;
import io.kubevirt.ee.model.v1.KubeVirt;
import io.kubevirt.ee.model.v1.KubeVirtList;
import io.kubevirt.ee.model.v1.KubevirtApi;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceList;
import io.kubevirt.ee.runtime.kube.ResourceType;

/** The kinds the agent reads and writes. */
public final class HandlerResources {

    /** VirtualMachineInstances. */
    public static final ResourceType<VirtualMachineInstance, VirtualMachineInstanceList> VMIS =
            new ResourceType<>(
                    VirtualMachineInstance.class,
                    VirtualMachineInstanceList.class,
                    KubevirtApi.GROUP,
                    KubevirtApi.VERSION,
                    KubevirtApi.VIRTUAL_MACHINE_INSTANCES);

    /** The cluster's settings. */
    public static final ResourceType<KubeVirt, KubeVirtList> KUBE_VIRTS =
            new ResourceType<>(
                    KubeVirt.class,
                    KubeVirtList.class,
                    KubevirtApi.GROUP,
                    KubevirtApi.VERSION,
                    KubevirtApi.KUBE_VIRTS);

    /** Nodes; the agent knows its own. */
    public static final ResourceType<V1Node, V1NodeList> NODES =
            new ResourceType<>(V1Node.class, V1NodeList.class, "", "v1", "nodes");

    private HandlerResources() {}
}
