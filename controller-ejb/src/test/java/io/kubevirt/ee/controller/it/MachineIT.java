package io.kubevirt.ee.controller.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.models.CoreV1Event;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubevirt.ee.model.v1.VirtualMachine;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.runtime.loop.Key;
import java.util.List;
import java.util.Optional;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** From a machine to its hand-over to a node, and back to nothing, in a real API server. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class MachineIT {
    private static final Key STRICT = new Key("", "strict");

    private static Key started(String namespace) throws Exception {
        Key key = World.newKey(namespace);
        World.createMachine(key, "Always");
        World.soon("the launcher pod is there", () -> World.pod(key));
        return key;
    }

    private static Key handedOver() throws Exception {
        Key key = started("default");
        V1Pod pod = World.pod(key);
        Node.bind(pod);
        Node.run(World.pod(key));
        World.soon(
                "the instance is handed over",
                () -> assertThat(World.phase(key)).contains("Scheduled"));
        return key;
    }

    @Test
    void aMachineGetsAnInstanceThatGetsALauncherPod() throws Exception {
        Key key = started("default");
        VirtualMachine vm = World.machine(key);
        VirtualMachineInstance vmi = World.instance(key);
        V1Pod pod = World.pod(key);
        assertThat(vm.metadata().getFinalizers())
                .containsExactly("kubevirt.io/virtualMachineControllerFinalize");
        assertThat(vmi.metadata().getOwnerReferences())
                .singleElement()
                .satisfies(owner -> assertThat(owner.getUid()).isEqualTo(vm.metadata().getUid()));
        assertThat(vmi.metadata().getFinalizers())
                .containsExactly("foregroundDeleteVirtualMachine");
        assertThat(vmi.spec().domain().machine().type())
                .as("defaults have entered the instance")
                .isEqualTo("q35");
        assertThat(pod.getMetadata().getOwnerReferences())
                .singleElement()
                .satisfies(owner -> assertThat(owner.getUid()).isEqualTo(vmi.metadata().getUid()));
        assertThat(pod.getMetadata().getName()).startsWith("virt-launcher-" + key.name() + "-");
        assertThat(pod.getMetadata().getLabels())
                .containsEntry("kubevirt.io", "virt-launcher")
                .containsEntry("kubevirt.io/created-by", vmi.metadata().getUid())
                .containsEntry("app", "it");
        assertThat(pod.getSpec().getContainers())
                .extracting(c -> c.getName())
                .containsExactly("compute", "volumeroot");
        assertThat(pod.getSpec().getContainers().getFirst().getImage())
                .isEqualTo("localhost/kubevirt-ee/virt-launcher:it");
        assertThat(pod.getSpec().getTerminationGracePeriodSeconds()).isEqualTo(45);
        World.soon(
                "the machine says so",
                () ->
                        assertThat(World.machine(key).status().printableStatus())
                                .isEqualTo("Starting"));
        assertThat(vm.spec())
                .as("a machine's spec is the user's")
                .isEqualTo(World.machine(key).spec());
    }

    @Test
    void theLauncherPodPassesTheRestrictedPodSecurityStandard() throws Exception {
        World.api()
                .create(
                        """
                        apiVersion: v1
                        kind: Namespace
                        metadata: {name: %s, labels: {pod-security.kubernetes.io/enforce: restricted}}
                        """
                                .formatted(STRICT.name()));
        started(STRICT.name());
    }

    @Test
    void aPodThatRunsIsHandedOverToItsNode() throws Exception {
        Key key = handedOver();
        VirtualMachineInstance vmi = World.instance(key);
        assertThat(vmi.status().nodeName()).isEqualTo(Node.NAME);
        assertThat(vmi.metadata().getLabels()).containsEntry("kubevirt.io/nodeName", Node.NAME);
        assertThat(vmi.status().activePods())
                .containsEntry(World.pod(key).getMetadata().getUid(), Node.NAME);
        World.soon(
                "the events are published",
                () ->
                        assertThat(World.events(key, "VirtualMachineInstance"))
                                .extracting(CoreV1Event::getReason)
                                .contains("SuccessfulCreate", "SuccessfulHandOver"));
    }

    /** A machine was deleted with cascade orphan, or somebody made the instance by hand. */
    @Test
    void anInstanceThatIsNobodysIsAdoptedByTheMachineOfItsName() throws Exception {
        Key key = World.newKey("default");
        World.api()
                .create(
                        """
                        apiVersion: kubevirt.io/v1
                        kind: VirtualMachineInstance
                        metadata:
                          namespace: %s
                          name: %s
                          finalizers: [foregroundDeleteVirtualMachine]
                          annotations: {kubevirt.io/vm-generation: "7"}
                        spec: {domain: {memory: {guest: 128Mi}, devices: {}}}
                        """
                                .formatted(key.namespace(), key.name()));
        String uid = World.instance(key).metadata().getUid();
        VirtualMachine vm = World.createMachine(key, "Always");
        World.soon(
                "it is adopted",
                () -> {
                    VirtualMachineInstance vmi = World.instance(key);
                    assertThat(vmi.metadata().getUid()).isEqualTo(uid);
                    assertThat(vmi.metadata().getOwnerReferences())
                            .singleElement()
                            .satisfies(
                                    owner ->
                                            assertThat(owner.getUid())
                                                    .isEqualTo(vm.metadata().getUid()));
                    assertThat(vmi.metadata().getAnnotations())
                            .doesNotContainKey("kubevirt.io/vm-generation");
                    assertThat(World.machine(key).status().created()).isTrue();
                    assertThat(World.machine(key).status().conditions())
                            .anySatisfy(
                                    c -> {
                                        assertThat(c.type()).isEqualTo("RestartRequired");
                                        assertThat(c.message()).contains("volumes");
                                    });
                });
        World.soon(
                "an event tells",
                () ->
                        assertThat(World.events(key, "VirtualMachine"))
                                .extracting(CoreV1Event::getReason)
                                .contains("SuccessfulAdopt"));
    }

    @Test
    void aDeletedMachineLeavesNothing() throws Exception {
        Key key = handedOver();
        Node.guestIs(key, "Running");
        World.soon(
                "it runs",
                () ->
                        assertThat(World.machine(key).status().printableStatus())
                                .isEqualTo("Running"));
        World.machines().delete(key, World.machine(key).metadata().getUid(), Optional.empty());
        World.soon(
                "the guest is asked to end",
                () ->
                        assertThat(World.instance(key).metadata().getDeletionTimestamp())
                                .isNotNull());
        assertThat(World.machine(key).metadata().getDeletionTimestamp()).isNotNull();
        assertThat(World.pod(key).getMetadata().getDeletionTimestamp())
                .as("the guest has its time")
                .isNull();
        Node.guestIs(key, "Succeeded");
        World.soon(
                "the pod is deleted",
                () -> assertThat(World.pod(key).getMetadata().getDeletionTimestamp()).isNotNull());
        Node.gone(World.pod(key));
        World.soon("the instance is gone", () -> assertThat(World.instances().get(key)).isEmpty());
        World.soon("the machine is gone", () -> assertThat(World.machines().get(key)).isEmpty());
    }

    @Test
    void aMachineThatIsDeletedBeforeItsPodIsReadyLeavesNothing() throws Exception {
        Key key = started("default");
        World.machines().delete(key, World.machine(key).metadata().getUid(), Optional.empty());
        World.soon("the pod is gone", () -> assertThat(World.podsOf(key)).isEmpty());
        World.soon("the instance is gone", () -> assertThat(World.instances().get(key)).isEmpty());
        World.soon("the machine is gone", () -> assertThat(World.machines().get(key)).isEmpty());
    }

    @Test
    void anImageThatCannotBePulledIsTold() throws Exception {
        Key key = started("default");
        Node.bind(World.pod(key));
        Node.cannotPull(World.pod(key));
        World.soon(
                "the instance tells",
                () ->
                        assertThat(World.instance(key).status().conditions())
                                .anySatisfy(
                                        c -> {
                                            assertThat(c.reason()).isEqualTo("ErrImagePull");
                                            assertThat(c.message()).contains("no such host");
                                        }));
        World.soon(
                "the machine tells",
                () ->
                        assertThat(World.machine(key).status().printableStatus())
                                .isEqualTo("ErrImagePull"));
        World.soon(
                "an event tells",
                () ->
                        assertThat(World.events(key, "VirtualMachineInstance"))
                                .anySatisfy(
                                        e -> assertThat(e.getReason()).isEqualTo("ErrImagePull")));
    }

    @Test
    void aQuotaThatForbidsThePodIsToldAndWhenItIsGoneThePodIsMade() throws Exception {
        World.api().create("{apiVersion: v1, kind: Namespace, metadata: {name: poor}}");
        World.api()
                .create(
                        """
                        apiVersion: v1
                        kind: ResourceQuota
                        metadata: {namespace: poor, name: nothing}
                        spec: {hard: {pods: "0"}}
                        """);
        World.api()
                .send(
                        "PATCH",
                        "/api/v1/namespaces/poor/resourcequotas/nothing/status",
                        "application/merge-patch+json",
                        "{\"status\": {\"hard\": {\"pods\": \"0\"}, \"used\": {\"pods\": \"0\"}}}");
        Key key = World.newKey("poor");
        World.createMachine(key, "Always");
        World.soon(
                "the instance tells",
                () ->
                        assertThat(World.instance(key).status().conditions())
                                .anySatisfy(
                                        c -> {
                                            assertThat(c.reason()).isEqualTo("FailedCreate");
                                            assertThat(c.message())
                                                    .contains("exceeded quota: nothing");
                                        }));
        assertThat(World.phase(key)).contains("Pending");
        World.api()
                .send(
                        "DELETE",
                        "/api/v1/namespaces/poor/resourcequotas/nothing",
                        "application/json",
                        "{}");
        World.soon("the pod is made", () -> World.pod(key));
        World.soon(
                "the instance tells no more",
                () -> assertThat(World.phase(key)).contains("Scheduling"));
    }

    @Test
    void aLauncherThatFailsFailsTheInstanceAndTheNextStartWaits() throws Exception {
        Key key = started("default");
        Node.bind(World.pod(key));
        Node.fail(World.pod(key));
        World.soon(
                "the machine backs off",
                () -> {
                    VirtualMachine vm = World.machine(key);
                    assertThat(vm.status().startFailure()).isNotNull();
                    assertThat(vm.status().startFailure().consecutiveFailCount()).isEqualTo(1);
                    List<V1Pod> leaving = World.podsOf(key);
                    leaving.forEach(Node::gone);
                    assertThat(World.instances().get(key)).isEmpty();
                    assertThat(vm.status().printableStatus()).isEqualTo("CrashLoopBackOff");
                });
        World.soon("the next start is made", () -> assertThat(World.podsOf(key)).hasSize(1));
    }

    @Test
    void atRestNothingIsWritten() throws Exception {
        Key key = handedOver();
        World.soon(
                "the machine has seen it",
                () -> assertThat(World.machine(key).status().conditions()).isNotEmpty());
        String machine = World.machine(key).metadata().getResourceVersion();
        String instance = World.instance(key).metadata().getResourceVersion();
        // Whatever was under way for the first is done when all this is done for another.
        handedOver();
        handedOver();
        assertThat(World.machine(key).metadata().getResourceVersion()).isEqualTo(machine);
        assertThat(World.instance(key).metadata().getResourceVersion()).isEqualTo(instance);
    }
}
