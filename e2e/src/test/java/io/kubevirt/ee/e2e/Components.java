package io.kubevirt.ee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.models.V1Lease;
import io.kubernetes.client.openapi.models.V1LeaseList;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubevirt.ee.runtime.kube.ResourceApi;
import io.kubevirt.ee.runtime.kube.ResourceType;
import io.kubevirt.ee.runtime.kube.Selection;
import io.kubevirt.ee.runtime.loop.Key;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** KubeVirt EE's own pods. */
final class Components {

    static final String NAMESPACE = "kubevirt";

    private static final Duration READY = Duration.ofSeconds(180);
    private static final Key LEASE = new Key(NAMESPACE, "virt-controller");
    private static final ResourceApi<V1Lease, V1LeaseList> LEASES =
            new ResourceApi<>(
                    Cluster.CLIENT,
                    new ResourceType<>(
                            V1Lease.class,
                            V1LeaseList.class,
                            "coordination.k8s.io",
                            "v1",
                            "leases"));

    private Components() {}

    static List<V1Pod> pods(String program) {
        return Cluster.PODS.list(new Selection(NAMESPACE, "kubevirt.io=" + program, "")).getItems();
    }

    static boolean ready(V1Pod pod) {
        return pod.getMetadata().getDeletionTimestamp() == null
                && pod.getStatus().getConditions() != null
                && pod.getStatus().getConditions().stream()
                        .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True"));
    }

    /** Waits until so many pods of a program are there, all of them ready. */
    static void awaitReady(String program, int replicas) {
        Eventually.holds(
                replicas + " pods of " + program + " ready",
                READY,
                () -> assertThat(pods(program)).hasSize(replicas).allMatch(Components::ready));
    }

    /** Who holds virt-controller's lease: a pod's name and a process's; empty between two. */
    static String leader() {
        return LEASES.get(LEASE)
                .map(lease -> lease.getSpec().getHolderIdentity())
                .map(holder -> holder == null ? "" : holder)
                .orElse("");
    }

    /** The pod of a holder of the lease. */
    static V1Pod podOf(String holder) {
        return pods("virt-controller").stream()
                .filter(pod -> holder.startsWith(pod.getMetadata().getName() + "_"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no pod of the leader " + holder));
    }

    static void delete(V1Pod pod) {
        Cluster.PODS.delete(
                new Key(NAMESPACE, pod.getMetadata().getName()),
                pod.getMetadata().getUid(),
                Optional.empty());
    }
}
