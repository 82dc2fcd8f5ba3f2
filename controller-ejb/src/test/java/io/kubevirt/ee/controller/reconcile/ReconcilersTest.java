package io.kubevirt.ee.controller.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.custom.Quantity;
import io.kubernetes.client.openapi.models.V1ContainerStatus;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubernetes.client.openapi.models.V1PersistentVolumeClaim;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubernetes.client.openapi.models.V1PodCondition;
import io.kubernetes.client.openapi.models.V1PodStatus;
import io.kubevirt.ee.model.condition.EventType;
import io.kubevirt.ee.model.v1.Devices;
import io.kubevirt.ee.model.v1.DevicesBuilder;
import io.kubevirt.ee.model.v1.DomainSpecBuilder;
import io.kubevirt.ee.model.v1.MemoryBuilder;
import io.kubevirt.ee.model.v1.TPMDevice;
import io.kubevirt.ee.model.v1.VirtualMachine;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceBuilder;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceSpecBuilder;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceStatusBuilder;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceTemplateSpec;
import io.kubevirt.ee.model.v1.VirtualMachineSpecBuilder;
import io.kubevirt.ee.model.vmi.PodEvent;
import io.kubevirt.ee.model.vmi.VsockCid;
import io.kubevirt.ee.runtime.loop.Key;
import io.kubevirt.ee.runtime.loop.Outcome;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReconcilersTest {
    private static final Key TILL = new Key("shop", "till");
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    private final FakeCluster cluster = new FakeCluster();
    private final List<String> news = new ArrayList<>();
    private final VmReconciler machines =
            new VmReconciler(
                    cluster,
                    (about, event) -> news.add(about.getKind() + " " + event.reason().value()),
                    () -> NOW);
    private final VmiReconciler instances =
            new VmiReconciler(
                    cluster,
                    (about, event) -> news.add(about.getKind() + " " + event.reason().value()),
                    () -> NOW);

    private void createMachine(String strategy) {
        createMachine(strategy, DevicesBuilder.builder().build());
    }

    private void createMachine(String strategy, Devices devices) {
        cluster.put(
                new VirtualMachine(
                        "kubevirt.io/v1",
                        "VirtualMachine",
                        new V1ObjectMeta().namespace("shop").name("till").generation(1L),
                        VirtualMachineSpecBuilder.builder()
                                .runStrategy(strategy)
                                .template(
                                        new VirtualMachineInstanceTemplateSpec(
                                                null,
                                                VirtualMachineInstanceSpecBuilder.builder()
                                                        .domain(
                                                                DomainSpecBuilder.builder()
                                                                        .memory(
                                                                                MemoryBuilder
                                                                                        .builder()
                                                                                        .guest(
                                                                                                new Quantity(
                                                                                                        "128Mi"))
                                                                                        .build())
                                                                        .devices(devices)
                                                                        .build())
                                                        .build()))
                                .build(),
                        null));
    }

    /** Both reconcilers in turns, with fresh caches, until neither writes. */
    private void settle() {
        for (int round = 0; round < 20; round++) {
            int before = cluster.writes.size();
            cluster.catchUp();
            machines.reconcile(TILL);
            instances.reconcile(TILL);
            if (cluster.writes.size() == before) {
                return;
            }
        }
        throw new AssertionError("no rest after 20 rounds: " + cluster.writes);
    }

    private VirtualMachineInstance instance() {
        return cluster.find(VirtualMachineInstance.class, TILL).orElseThrow();
    }

    private VirtualMachine machine() {
        return cluster.find(VirtualMachine.class, TILL).orElseThrow();
    }

    private void podRuns() {
        V1Pod pod = cluster.pods().getFirst();
        pod.getSpec().setNodeName("node01");
        pod.setStatus(
                new V1PodStatus()
                        .phase("Running")
                        .qosClass("Burstable")
                        .addContainerStatusesItem(
                                new V1ContainerStatus().name("compute").ready(true)));
        cluster.put(pod);
    }

    private void podGoes() {
        V1Pod pod = cluster.pods().getFirst();
        cluster.remove(V1Pod.class, new Key("shop", pod.getMetadata().getName()));
    }

    private void guestIs(String phase) {
        VirtualMachineInstance vmi = instance();
        cluster.put(
                VirtualMachineInstanceBuilder.builder(vmi)
                        .status(
                                VirtualMachineInstanceStatusBuilder.builder(vmi.status())
                                        .phase(phase)
                                        .build())
                        .build());
    }

    @Test
    void theClaimForAMachinesStateIsMadeOnceForAllItsInstances() {
        createMachine("Always", DevicesBuilder.builder().tpm(new TPMDevice(null, true)).build());
        settle();
        assertThat(cluster.writes)
                .containsSubsequence("create claim", "create pod")
                .containsOnlyOnce("create claim");
        V1PersistentVolumeClaim claim =
                cluster.find(
                                V1PersistentVolumeClaim.class,
                                new Key("shop", "persistent-state-for-till"))
                        .orElseThrow();
        assertThat(claim.getMetadata().getOwnerReferences())
                .singleElement()
                .satisfies(
                        owner ->
                                assertThat(owner.getUid())
                                        .isEqualTo(machine().metadata().getUid()));
        String first = instance().metadata().getUid();

        podGoes();
        cluster.remove(VirtualMachineInstance.class, TILL);
        settle();

        assertThat(instance().metadata().getUid()).isNotEqualTo(first);
        assertThat(cluster.pods()).hasSize(1);
        assertThat(cluster.writes).containsOnlyOnce("create claim");
    }

    @Test
    void aClaimForStateThatIsRefusedIsToldAndNoPodIsMade() {
        createMachine("Always", DevicesBuilder.builder().tpm(new TPMDevice(null, true)).build());
        for (int round = 0; round < 3; round++) {
            cluster.catchUp();
            machines.reconcile(TILL);
        }
        cluster.catchUp();
        cluster.refusal = Optional.of("exceeded quota: tiny");

        assertThat(instances.reconcile(TILL)).isInstanceOf(Outcome.Failed.class);

        assertThat(cluster.pods()).isEmpty();
        assertThat(news).contains("VirtualMachineInstance FailedBackendStorageCreate");
    }

    @Test
    void fromMachineToHandOverAndBackToNothing() {
        createMachine("Always");
        settle();
        assertThat(cluster.pods()).hasSize(1);
        assertThat(instance().status().phase()).isEqualTo("Scheduling");
        podRuns();
        settle();
        assertThat(instance().status().phase()).isEqualTo("Scheduled");
        assertThat(instance().metadata().getLabels())
                .containsEntry("kubevirt.io/nodeName", "node01");
        guestIs("Running");
        settle();
        assertThat(machine().status().printableStatus()).isEqualTo("Running");
        VirtualMachine vm = machine();
        vm.metadata().setDeletionTimestamp(FakeCluster.DELETED);
        cluster.put(vm);
        settle();
        assertThat(instance().metadata().getDeletionTimestamp()).isNotNull();
        guestIs("Succeeded");
        settle();
        assertThat(cluster.pods())
                .allMatch(pod -> pod.getMetadata().getDeletionTimestamp() != null);
        podGoes();
        settle();
        assertThat(cluster.find(VirtualMachineInstance.class, TILL)).isEmpty();
        assertThat(cluster.find(VirtualMachine.class, TILL)).isEmpty();
        assertThat(news)
                .containsExactly(
                        "VirtualMachine SuccessfulCreate",
                        "VirtualMachineInstance SuccessfulCreate",
                        "VirtualMachineInstance SuccessfulHandOver",
                        "VirtualMachine SuccessfulDelete",
                        "VirtualMachineInstance SuccessfulDelete");
    }

    @Test
    void anInstanceOfNobodyIsAdoptedAndGoesOn() {
        createMachine("Always");
        settle();
        podRuns();
        settle();
        VirtualMachineInstance vmi = instance();
        vmi.metadata().setOwnerReferences(null);
        cluster.put(vmi);
        news.clear();
        settle();
        assertThat(instance().metadata().getUid()).isEqualTo(vmi.metadata().getUid());
        assertThat(instance().metadata().getOwnerReferences())
                .extracting(owner -> owner.getUid())
                .containsExactly(machine().metadata().getUid());
        assertThat(machine().status().created()).isTrue();
        assertThat(news).containsExactly("VirtualMachine SuccessfulAdopt");
    }

    @Test
    void atRestNothingIsWritten() {
        createMachine("Always");
        settle();
        cluster.writes.clear();
        news.clear();
        settle();
        assertThat(cluster.writes).isEmpty();
        assertThat(news).isEmpty();
    }

    @Test
    void cachesThatLagBehindCauseNoSecondPodAndNoFalseEnd() {
        createMachine("Always");
        settle();
        cluster.writes.clear();
        // The caches forget the pod, as if its watch were late.
        V1Pod pod = cluster.pods().getFirst();
        Key key = new Key("shop", pod.getMetadata().getName());
        cluster.remove(V1Pod.class, key);
        cluster.catchUp();
        cluster.put(pod);
        instances.reconcile(TILL);
        assertThat(cluster.writes).isEmpty();
        assertThat(instance().status().phase()).isEqualTo("Scheduling");
    }

    @Test
    void aPodThatWasMadeBeforeACrashIsTheInstancesPod() {
        createMachine("Always");
        settle();
        VirtualMachineInstance vmi = instance();
        cluster.put(VirtualMachineInstanceBuilder.builder(vmi).status(null).build());
        cluster.writes.clear();
        settle();
        assertThat(cluster.writes).doesNotContain("create pod").contains("status of VMI");
        assertThat(cluster.pods()).hasSize(1);
        assertThat(instance().status().phase()).isEqualTo("Scheduling");
    }

    @Test
    void aStrangersPodOfThatNameIsLeftAloneAndTold() {
        createMachine("Always");
        settle();
        V1Pod pod = cluster.pods().getFirst();
        pod.getMetadata().setOwnerReferences(List.of());
        cluster.put(pod);
        VirtualMachineInstance vmi = instance();
        cluster.put(VirtualMachineInstanceBuilder.builder(vmi).status(null).build());
        cluster.catchUp();
        assertThat(instances.reconcile(TILL)).isInstanceOf(Outcome.Failed.class);
        assertThat(instance().status().phase()).isEqualTo("Pending");
        assertThat(instance().status().conditions())
                .anySatisfy(
                        c ->
                                assertThat(c.message())
                                        .contains("not of this virtual machine instance"));
        assertThat(cluster.pods()).hasSize(1);
    }

    @Test
    void aRefusedInstanceIsToldOnTheMachineAndTriedAgain() {
        createMachine("Always");
        cluster.catchUp();
        machines.reconcile(TILL);
        cluster.refusal = Optional.of("admission webhook says no");
        cluster.catchUp();
        assertThat(machines.reconcile(TILL)).isInstanceOf(Outcome.Failed.class);
        assertThat(machine().status().conditions())
                .anySatisfy(c -> assertThat(c.message()).contains("admission webhook says no"));
        assertThat(news).containsExactly("VirtualMachine FailedCreate");
        cluster.catchUp();
        assertThat(machines.reconcile(TILL)).isInstanceOf(Outcome.Failed.class);
        assertThat(news).hasSize(1);
        cluster.refusal = Optional.empty();
        settle();
        assertThat(cluster.pods()).hasSize(1);
        assertThat(machine().status().conditions())
                .extracting(c -> c.type())
                .doesNotContain("Failure");
    }

    @Test
    void aStatusOfAnOldVersionIsNotWrittenAndItsEventsAreNotPublished() {
        createMachine("Always");
        settle();
        podRuns();
        cluster.catchUp();
        news.clear();
        FakeCluster raced = cluster;
        VmiReconciler slow =
                new VmiReconciler(
                        new ChangedBetween(raced, () -> guestIs("Scheduling")),
                        (about, event) -> news.add(event.reason().value()),
                        () -> NOW);
        assertThat(slow.reconcile(TILL)).isInstanceOf(Outcome.RetryAfter.class);
        assertThat(news).isEmpty();
        assertThat(instance().status().phase()).isEqualTo("Scheduling");
    }

    @Test
    void aVsockHasItsContextIdWhenTheGuestIsHandedOver() {
        createMachine("Always", DevicesBuilder.builder().autoattachVSOCK(true).build());
        settle();
        assertThat(instance().status().vsockCid()).isNull();
        podRuns();
        settle();
        assertThat(instance().status().phase()).isEqualTo("Scheduled");
        assertThat(instance().status().vsockCid())
                .isEqualTo(VsockCid.choose(instance().metadata().getUid(), Set.of()));
    }

    @Test
    void anUnknownStrategyIsRejected() {
        createMachine("Sometimes");
        settle();
        cluster.catchUp();
        assertThat(machines.reconcile(TILL)).isInstanceOf(Outcome.Rejected.class);
    }

    @Test
    void whatWasWrittenIsLookedAtAgainUntilTheCachesAgree() {
        createMachine("Always");
        cluster.catchUp();
        assertThat(machines.reconcile(TILL)).isInstanceOf(Outcome.RetryAfter.class);
        cluster.catchUp();
        assertThat(machines.reconcile(TILL)).isInstanceOf(Outcome.RetryAfter.class);
        cluster.catchUp();
        assertThat(instances.reconcile(TILL)).isInstanceOf(Outcome.RetryAfter.class);
        // It says which pod it is.
        assertThat(instances.reconcile(TILL)).isInstanceOf(Outcome.RetryAfter.class);
        int writes = cluster.writes.size();
        // Neither watch has shown the pod: one that is broken may never do.
        assertThat(instances.reconcile(TILL)).isInstanceOf(Outcome.RetryAfter.class);
        assertThat(cluster.writes).hasSize(writes);
        settle();
        assertThat(machines.reconcile(TILL)).isEqualTo(Outcome.SETTLED);
        assertThat(instances.reconcile(TILL)).isEqualTo(Outcome.SETTLED);
    }

    @Test
    void aPodThatDoesNotComeUpIsAskedAboutAndWhatIsSaidIsTold() {
        createMachine("Always");
        settle();
        V1Pod pod = cluster.pods().getFirst();
        pod.setSpec(pod.getSpec().nodeName("node01"));
        pod.setStatus(
                new V1PodStatus()
                        .phase("Pending")
                        .addConditionsItem(
                                new V1PodCondition()
                                        .type("PodScheduled")
                                        .status("True")
                                        .lastTransitionTime(
                                                NOW.minusSeconds(30).atOffset(ZoneOffset.UTC))));
        cluster.put(pod);
        cluster.podEvents.put(
                pod.getMetadata().getUid(),
                List.of(
                        new PodEvent(
                                EventType.WARNING,
                                "FailedMount",
                                "secret \"keys\" not found",
                                NOW)));
        settle();
        assertThat(instance().status().conditions())
                .anySatisfy(
                        c -> {
                            assertThat(c.type()).isEqualTo("Synchronized");
                            assertThat(c.reason()).isEqualTo("FailedMount");
                            assertThat(c.message()).contains("secret \"keys\" not found");
                        });
        assertThat(machine().status().conditions())
                .anySatisfy(c -> assertThat(c.reason()).isEqualTo("FailedMount"));
    }

    @Test
    void objectsThatAreGoneAreSettled() {
        assertThat(machines.reconcile(TILL)).isEqualTo(Outcome.SETTLED);
        assertThat(instances.reconcile(TILL)).isEqualTo(Outcome.SETTLED);
    }
}
