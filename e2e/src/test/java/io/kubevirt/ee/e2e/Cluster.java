package io.kubevirt.ee.e2e;

import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.apis.CoreV1Api;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubernetes.client.openapi.models.V1PodList;
import io.kubevirt.ee.model.v1.VirtualMachine;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceList;
import io.kubevirt.ee.model.v1.VirtualMachineList;
import io.kubevirt.ee.runtime.kube.ApiClients;
import io.kubevirt.ee.runtime.kube.ClusterAccess;
import io.kubevirt.ee.runtime.kube.ResourceApi;
import io.kubevirt.ee.runtime.kube.ResourceType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/** The cluster that cluster/up.sh started, as its administrator. */
final class Cluster {

    /** The checkout that the tests run from. */
    static final Path CHECKOUT = Path.of(System.getProperty("e2e.checkout"));

    static final ApiClient CLIENT = client();
    static final CoreV1Api CORE = new CoreV1Api(CLIENT);
    static final ResourceApi<VirtualMachine, VirtualMachineList> VMS =
            new ResourceApi<>(
                    CLIENT,
                    new ResourceType<>(
                            VirtualMachine.class,
                            VirtualMachineList.class,
                            "kubevirt.io",
                            "v1",
                            "virtualmachines"));
    static final ResourceApi<VirtualMachineInstance, VirtualMachineInstanceList> VMIS =
            new ResourceApi<>(
                    CLIENT,
                    new ResourceType<>(
                            VirtualMachineInstance.class,
                            VirtualMachineInstanceList.class,
                            "kubevirt.io",
                            "v1",
                            "virtualmachineinstances"));
    static final ResourceApi<V1Pod, V1PodList> PODS =
            new ResourceApi<>(
                    CLIENT, new ResourceType<>(V1Pod.class, V1PodList.class, "", "v1", "pods"));

    private Cluster() {}

    private static ApiClient client() {
        try {
            return ApiClients.forRequests(
                    ClusterAccess.of(
                            Optional.of(CHECKOUT.resolve("cluster/.kubeconfig")),
                            "kubevirt-ee-e2e"));
        } catch (IOException e) {
            throw new UncheckedIOException("no cluster: run cluster/up.sh and cluster/sync.sh", e);
        }
    }
}
