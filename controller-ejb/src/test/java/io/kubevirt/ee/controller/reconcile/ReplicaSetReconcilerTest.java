package io.kubevirt.ee.controller.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.models.V1LabelSelector;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceReplicaSet;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceReplicaSetBuilder;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceReplicaSetCondition;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceReplicaSetSpec;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceReplicaSetSpecBuilder;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceSpecBuilder;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceTemplateSpec;
import io.kubevirt.ee.runtime.loop.Key;
import io.kubevirt.ee.runtime.loop.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReplicaSetReconcilerTest {
    private static final Key TILLS = new Key("shop", "tills");
    private static final Map<String, String> LABELS = Map.of("app", "shop");

    private final FakeReplicaSets cluster = new FakeReplicaSets();
    private final List<String> news = new ArrayList<>();
    private final ReplicaSetReconciler reconciler =
            new ReplicaSetReconciler(
                    cluster,
                    (about, event) -> news.add(about.getKind() + " " + event.reason().value()),
                    () -> Instant.parse("2026-01-01T12:00:00Z"));

    private void createSet(int replicas) {
        cluster.put(
                VirtualMachineInstanceReplicaSetBuilder.builder()
                        .metadata(new V1ObjectMeta().namespace("shop").name("tills").uid("set-1"))
                        .spec(
                                new VirtualMachineInstanceReplicaSetSpec(
                                        null,
                                        replicas,
                                        new V1LabelSelector().matchLabels(LABELS),
                                        new VirtualMachineInstanceTemplateSpec(
                                                new V1ObjectMeta().labels(LABELS),
                                                VirtualMachineInstanceSpecBuilder.builder()
                                                        .build())))
                        .build());
    }

    private void scale(int replicas) {
        VirtualMachineInstanceReplicaSet set = cluster.set();
        cluster.put(
                VirtualMachineInstanceReplicaSetBuilder.builder(set)
                        .spec(
                                VirtualMachineInstanceReplicaSetSpecBuilder.builder(set.spec())
                                        .replicas(replicas)
                                        .build())
                        .build());
    }

    /** With fresh caches, until nothing is written. */
    private void settle() {
        for (int round = 0; round < 20; round++) {
            int before = cluster.writes.size();
            cluster.catchUp();
            reconciler.reconcile(TILLS);
            if (cluster.writes.size() == before) {
                return;
            }
        }
        throw new AssertionError("no rest after 20 rounds: " + cluster.writes);
    }

    @Test
    void aSetIsFilledScaledAndEmptied() {
        createSet(3);
        settle();
        assertThat(cluster.instances()).hasSize(3);
        assertThat(cluster.set().status().replicas()).isEqualTo(3);
        scale(1);
        settle();
        assertThat(cluster.instances()).hasSize(1);
        assertThat(cluster.set().status().replicas()).isEqualTo(1);
        scale(0);
        settle();
        assertThat(cluster.instances()).isEmpty();
        assertThat(news)
                .containsExactly(
                        "VirtualMachineInstanceReplicaSet SuccessfulCreate",
                        "VirtualMachineInstanceReplicaSet SuccessfulCreate",
                        "VirtualMachineInstanceReplicaSet SuccessfulCreate",
                        "VirtualMachineInstanceReplicaSet SuccessfulDelete",
                        "VirtualMachineInstanceReplicaSet SuccessfulDelete",
                        "VirtualMachineInstanceReplicaSet SuccessfulDelete");
    }

    @Test
    void whatAStaleCacheDoesNotShowIsNotMadeTwice() {
        createSet(2);
        cluster.catchUp();
        reconciler.reconcile(TILLS);
        reconciler.reconcile(TILLS);
        reconciler.reconcile(TILLS);
        assertThat(cluster.instances()).hasSize(2);
    }

    @Test
    void anOrphanIsAdoptedAndCounts() {
        createSet(1);
        cluster.put(
                new VirtualMachineInstance(
                        "kubevirt.io/v1",
                        "VirtualMachineInstance",
                        new V1ObjectMeta()
                                .namespace("shop")
                                .name("stray")
                                .uid("uid-stray")
                                .labels(LABELS),
                        VirtualMachineInstanceSpecBuilder.builder().build(),
                        null));
        settle();
        assertThat(cluster.instances())
                .singleElement()
                .satisfies(
                        vmi -> {
                            assertThat(vmi.metadata().getName()).isEqualTo("stray");
                            assertThat(vmi.metadata().getOwnerReferences())
                                    .singleElement()
                                    .satisfies(
                                            owner -> assertThat(owner.getUid()).isEqualTo("set-1"));
                        });
    }

    @Test
    void aReleasedInstanceIsReplacedAndLivesOn() {
        createSet(1);
        settle();
        VirtualMachineInstance first = cluster.instances().getFirst();
        first.metadata().setLabels(Map.of("app", "debugged"));
        cluster.put(first);
        settle();
        assertThat(cluster.instances())
                .extracting(vmi -> vmi.metadata().getOwnerReferences().size())
                .containsExactlyInAnyOrder(0, 1);
    }

    @Test
    void whatDidNotFitIsToldAndTriedAgain() {
        createSet(3);
        cluster.room = 2;
        cluster.catchUp();
        assertThat(reconciler.reconcile(TILLS)).isInstanceOf(Outcome.Failed.class);
        assertThat(cluster.instances()).hasSize(2);
        assertThat(cluster.set().status().conditions())
                .singleElement()
                .extracting(VirtualMachineInstanceReplicaSetCondition::reason)
                .isEqualTo("FailedCreate");
        assertThat(news)
                .containsExactly(
                        "VirtualMachineInstanceReplicaSet SuccessfulCreate",
                        "VirtualMachineInstanceReplicaSet SuccessfulCreate",
                        "VirtualMachineInstanceReplicaSet FailedCreate");
        cluster.room = 3;
        settle();
        assertThat(cluster.instances()).hasSize(3);
        assertThat(cluster.set().status().conditions()).isNull();
    }

    @Test
    void aSetThatIsGoneIsSettled() {
        assertThat(reconciler.reconcile(TILLS)).isEqualTo(Outcome.SETTLED);
    }
}
