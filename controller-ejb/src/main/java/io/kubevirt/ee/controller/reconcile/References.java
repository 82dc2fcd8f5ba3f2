package io.kubevirt.ee.controller.reconcile;

import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubernetes.client.openapi.models.V1ObjectReference;
import io.kubevirt.ee.model.v1.KubevirtApi;
import io.kubevirt.ee.model.v1.VirtualMachine;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceReplicaSet;

/** What events point at. */
final class References {
    private References() {}

    static V1ObjectReference to(VirtualMachine vm) {
        return to(KubevirtApi.VIRTUAL_MACHINE, vm.metadata());
    }

    static V1ObjectReference to(VirtualMachineInstance vmi) {
        return to(KubevirtApi.VIRTUAL_MACHINE_INSTANCE, vmi.metadata());
    }

    static V1ObjectReference to(VirtualMachineInstanceReplicaSet set) {
        return to(KubevirtApi.REPLICA_SET, set.metadata());
    }

    private static V1ObjectReference to(String kind, V1ObjectMeta metadata) {
        return new V1ObjectReference()
                .apiVersion(KubevirtApi.API_VERSION)
                .kind(kind)
                .namespace(metadata.getNamespace())
                .name(metadata.getName())
                .uid(metadata.getUid())
                .resourceVersion(metadata.getResourceVersion());
    }
}
