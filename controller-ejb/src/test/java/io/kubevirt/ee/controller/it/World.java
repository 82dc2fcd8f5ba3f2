package io.kubevirt.ee.controller.it;

import io.kubernetes.client.openapi.models.CoreV1Event;
import io.kubernetes.client.openapi.models.CoreV1EventList;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubernetes.client.openapi.models.V1PodList;
import io.kubevirt.ee.model.v1.KubeVirt;
import io.kubevirt.ee.model.v1.KubeVirtList;
import io.kubevirt.ee.model.v1.VirtualMachine;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceList;
import io.kubevirt.ee.model.v1.VirtualMachineList;
import io.kubevirt.ee.runtime.kube.ResourceApi;
import io.kubevirt.ee.runtime.kube.Selection;
import io.kubevirt.ee.runtime.loop.Key;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;

/** What a user sees of the cluster, and does to it. */
final class World {
    static final Selection ALL = Selection.ALL;
    private static final String GROUP = "kubevirt.io";
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final AtomicInteger NAMES = new AtomicInteger();

    private World() {}

    static ResourceApi<VirtualMachine, VirtualMachineList> machines() {
        return api().of(VirtualMachine.class, VirtualMachineList.class, GROUP, "virtualmachines");
    }

    static ResourceApi<VirtualMachineInstance, VirtualMachineInstanceList> instances() {
        return api().of(
                        VirtualMachineInstance.class,
                        VirtualMachineInstanceList.class,
                        GROUP,
                        "virtualmachineinstances");
    }

    static ResourceApi<KubeVirt, KubeVirtList> settings() {
        return api().of(KubeVirt.class, KubeVirtList.class, GROUP, "kubevirts");
    }

    static ResourceApi<V1Pod, V1PodList> pods() {
        return api().of(V1Pod.class, V1PodList.class, "", "pods");
    }

    static Key newKey(String namespace) {
        return new Key(namespace, "it-" + NAMES.incrementAndGet());
    }

    /** A machine that boots from a container disk. */
    static VirtualMachine createMachine(Key key, String runStrategy) throws Exception {
        api().create(
                        """
                        apiVersion: kubevirt.io/v1
                        kind: VirtualMachine
                        metadata: {namespace: %s, name: %s}
                        spec:
                          runStrategy: %s
                          template:
                            metadata: {labels: {app: it}}
                            spec:
                              terminationGracePeriodSeconds: 30
                              domain:
                                memory: {guest: 128Mi}
                                devices: {disks: [{name: root, disk: {bus: virtio}}]}
                              volumes: [{name: root, containerDisk: {image: "registry.example/disk:1"}}]
                        """
                                .formatted(key.namespace(), key.name(), runStrategy));
        return machine(key);
    }

    static VirtualMachine machine(Key key) {
        return machines().get(key).orElseThrow(() -> new AssertionError("no machine " + key));
    }

    static VirtualMachineInstance instance(Key key) {
        return instances().get(key).orElseThrow(() -> new AssertionError("no instance " + key));
    }

    static List<V1Pod> podsOf(Key key) {
        return pods().list(new Selection(key.namespace(), "vm.kubevirt.io/name=" + key.name(), ""))
                .getItems();
    }

    static V1Pod pod(Key key) {
        List<V1Pod> pods = podsOf(key);
        if (pods.size() != 1) {
            throw new AssertionError("%s has %d pods".formatted(key, pods.size()));
        }
        return pods.getFirst();
    }

    static List<CoreV1Event> events(Key key, String kind) {
        String fields = "involvedObject.name=" + key.name() + ",involvedObject.kind=" + kind;
        return api().of(CoreV1Event.class, CoreV1EventList.class, "", "events")
                .list(new Selection(key.namespace(), "", fields))
                .getItems();
    }

    static Optional<String> phase(Key key) {
        return instances().get(key).map(vmi -> vmi.status()).map(status -> status.phase());
    }

    static void soon(String what, ThrowingRunnable holds) {
        Awaitility.await(what)
                .atMost(SOON)
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptions()
                .untilAsserted(holds);
    }

    static Api api() {
        return Stage.current().administrator();
    }
}
