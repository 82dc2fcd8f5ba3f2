package io.kubevirt.ee.controller.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.models.V1ControllerRevision;
import io.kubevirt.ee.model.instancetype.v1beta1.VirtualMachineInstancetype;
import io.kubevirt.ee.model.v1.VirtualMachine;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.runtime.kube.KubeJson;
import io.kubevirt.ee.runtime.loop.Key;
import io.kubevirt.ee.runtime.loop.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A machine keeps the instancetype that it began with, through the reconciler. */
class PresetsPinnedTest {
    private static final Key TILL = new Key("shop", "till");
    private static final String REVISION = "till-small-v1beta1-it-1-1";

    private final FakeCluster cluster = new FakeCluster();
    private final List<String> news = new ArrayList<>();
    private final VmReconciler machines =
            new VmReconciler(
                    cluster,
                    (about, event) -> news.add(event.reason().value()),
                    () -> Instant.parse("2026-01-01T12:00:00Z"));

    private static <T> T read(Class<T> type, String json) {
        return KubeJson.gson().fromJson(json, type);
    }

    private void createMachine(String uid) {
        cluster.put(
                read(
                        VirtualMachine.class,
                        """
                        {"metadata": {"namespace": "shop", "name": "till", "uid": "%s", "generation": 1},
                         "spec": {"runStrategy": "Always", "instancetype": {"name": "small"},
                                  "template": {"spec": {"domain": {"devices": {}}}}}}
                        """
                                .formatted(uid)));
    }

    private void putInstancetype(int processors, int generation) {
        cluster.put(
                read(
                        VirtualMachineInstancetype.class,
                        """
                        {"kind": "VirtualMachineClusterInstancetype",
                         "metadata": {"namespace": "", "name": "small", "uid": "it-1", "generation": %d},
                         "spec": {"cpu": {"guest": %d}, "memory": {"guest": "64Mi"}}}
                        """
                                .formatted(generation, processors)));
    }

    private Outcome settle() {
        for (int round = 0; round < 20; round++) {
            int before = cluster.writes.size();
            cluster.catchUp();
            Outcome outcome = machines.reconcile(TILL);
            if (cluster.writes.size() == before) {
                return outcome;
            }
        }
        throw new AssertionError("no rest after 20 rounds: " + cluster.writes);
    }

    private int sockets() {
        return cluster.find(VirtualMachineInstance.class, TILL)
                .orElseThrow()
                .spec()
                .domain()
                .cpu()
                .sockets();
    }

    @Test
    void aLaterChangeOfTheInstancetypeDoesNotReachTheMachine() {
        createMachine("vm-1");
        putInstancetype(2, 1);
        settle();
        assertThat(sockets()).isEqualTo(2);
        assertThat(cluster.find(V1ControllerRevision.class, new Key("shop", REVISION))).isPresent();
        putInstancetype(4, 2);
        cluster.remove(VirtualMachineInstance.class, TILL);
        settle();
        assertThat(sockets()).isEqualTo(2);
        cluster.remove(VirtualMachineInstancetype.class, new Key("", "small"));
        cluster.remove(VirtualMachineInstance.class, TILL);
        settle();
        assertThat(sockets()).isEqualTo(2);
        assertThat(cluster.writes).filteredOn("create revision"::equals).hasSize(1);
    }

    @Test
    void aMachineWithoutItsInstancetypeSaysSoAndIsLookedAtAgainUntilItIsThere() {
        createMachine("vm-1");
        assertThat(settle()).isEqualTo(new Outcome.RetryAfter(Duration.ofSeconds(10)));
        assertThat(news).containsExactly("FailedFindInstancetype");
        assertThat(cluster.find(VirtualMachineInstance.class, TILL)).isEmpty();
        putInstancetype(1, 1);
        settle();
        assertThat(sockets()).isEqualTo(1);
        assertThat(news).containsExactly("FailedFindInstancetype", "SuccessfulCreate");
    }

    @Test
    void theRevisionOfAMachineThatHadTheNameBeforeIsNotTakenOver() {
        putInstancetype(1, 1);
        createMachine("vm-old");
        settle();
        cluster.remove(VirtualMachine.class, TILL);
        cluster.remove(VirtualMachineInstance.class, TILL);
        createMachine("vm-new");
        settle();
        assertThat(cluster.find(VirtualMachineInstance.class, TILL)).isEmpty();
        cluster.remove(V1ControllerRevision.class, new Key("shop", REVISION));
        settle();
        assertThat(sockets()).isEqualTo(1);
        assertThat(
                        cluster.find(V1ControllerRevision.class, new Key("shop", REVISION))
                                .orElseThrow()
                                .getMetadata()
                                .getOwnerReferences())
                .singleElement()
                .matches(owner -> owner.getUid().equals("vm-new"));
    }

    @Test
    void aRefusedRevisionIsToldAndTriedAgain() {
        putInstancetype(1, 1);
        createMachine("vm-1");
        cluster.catchUp();
        machines.reconcile(TILL);
        cluster.refusal = Optional.of("beyond a quota");
        assertThat(settle()).isInstanceOf(Outcome.Failed.class);
        assertThat(news).containsExactly("FailedCreate");
        cluster.refusal = Optional.empty();
        settle();
        assertThat(sockets()).isEqualTo(1);
    }
}
