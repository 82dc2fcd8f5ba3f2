package io.kubevirt.ee.controller.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.models.CoreV1Event;
import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceReplicaSet;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceReplicaSetCondition;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceReplicaSetList;
import io.kubevirt.ee.runtime.kube.ResourceApi;
import io.kubevirt.ee.runtime.kube.Selection;
import io.kubevirt.ee.runtime.loop.Key;
import java.util.List;
import java.util.Optional;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Replica sets in a real API server. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class ReplicaSetIT {
    private static ResourceApi<
                    VirtualMachineInstanceReplicaSet, VirtualMachineInstanceReplicaSetList>
            sets() {
        return World.api()
                .of(
                        VirtualMachineInstanceReplicaSet.class,
                        VirtualMachineInstanceReplicaSetList.class,
                        "kubevirt.io",
                        "virtualmachineinstancereplicasets");
    }

    private static Key created(int replicas) throws Exception {
        Key key = World.newKey("default");
        World.api()
                .create(
                        """
                        apiVersion: kubevirt.io/v1
                        kind: VirtualMachineInstanceReplicaSet
                        metadata: {namespace: default, name: %1$s}
                        spec:
                          replicas: %2$d
                          selector: {matchLabels: {set: %1$s}}
                          template:
                            metadata: {labels: {set: %1$s}}
                            spec:
                              domain: {memory: {guest: 64Mi}, devices: {}}
                        """
                                .formatted(key.name(), replicas));
        return key;
    }

    private static List<VirtualMachineInstance> labelled(Key key) {
        return World.instances()
                .list(new Selection(key.namespace(), "set=" + key.name(), ""))
                .getItems();
    }

    private static void awaitReplicas(Key key, int replicas) {
        World.soon(
                key + " has " + replicas,
                () -> {
                    assertThat(labelled(key))
                            .filteredOn(vmi -> vmi.metadata().getDeletionTimestamp() == null)
                            .hasSize(replicas);
                    assertThat(sets().get(key).orElseThrow().status().replicas())
                            .isEqualTo(replicas);
                });
    }

    private static void change(Key key, String patch) {
        sets().mergePatch(key, JsonParser.parseString(patch).getAsJsonObject());
    }

    private static String set(Key key) {
        return "/apis/kubevirt.io/v1/namespaces/%s/virtualmachineinstancereplicasets/%s"
                .formatted(key.namespace(), key.name());
    }

    @Test
    void theScaleSubresourceTellsAndSetsTheNumber() throws Exception {
        Key key = created(2);
        awaitReplicas(key, 2);
        assertThat(labelled(key))
                .allSatisfy(
                        vmi -> {
                            assertThat(vmi.metadata().getName()).startsWith(key.name());
                            assertThat(vmi.metadata().getFinalizers())
                                    .containsExactly("foregroundDeleteVirtualMachine");
                            assertThat(vmi.spec().domain().machine().type()).isEqualTo("q35");
                        });
        var scale =
                World.api()
                        .send("GET", set(key) + "/scale", "application/json", "")
                        .getAsJsonObject()
                        .getAsJsonObject("status");
        assertThat(scale.get("replicas").getAsInt()).isEqualTo(2);
        assertThat(scale.get("selector").getAsString()).isEqualTo("set=" + key.name());
        World.api()
                .send(
                        "PATCH",
                        set(key) + "/scale",
                        "application/merge-patch+json",
                        "{\"spec\": {\"replicas\": 1}}");
        awaitReplicas(key, 1);
        World.soon(
                "the events are published",
                () ->
                        assertThat(World.events(key, "VirtualMachineInstanceReplicaSet"))
                                .extracting(CoreV1Event::getReason)
                                .contains("SuccessfulCreate", "SuccessfulDelete"));
    }

    @Test
    void whileItIsPausedNothingIsMade() throws Exception {
        Key key = created(1);
        awaitReplicas(key, 1);
        change(key, "{\"spec\": {\"paused\": true, \"replicas\": 3}}");
        World.soon(
                "it says that it is paused",
                () ->
                        assertThat(sets().get(key).orElseThrow().status().conditions())
                                .extracting(VirtualMachineInstanceReplicaSetCondition::type)
                                .containsExactly("ReplicaPaused"));
        assertThat(labelled(key)).hasSize(1);
        change(key, "{\"spec\": {\"paused\": null}}");
        awaitReplicas(key, 3);
        assertThat(sets().get(key).orElseThrow().status().conditions()).isNull();
    }

    @Test
    void anInstanceThatLosesItsLabelsIsReleasedAndOneThatHasThemIsAdopted() throws Exception {
        Key key = created(1);
        awaitReplicas(key, 1);
        VirtualMachineInstance first = labelled(key).getFirst();
        Key released = new Key(key.namespace(), first.metadata().getName());
        relabel(released, "elsewhere");
        World.soon(
                "it is released",
                () ->
                        assertThat(
                                        Absent.list(
                                                World.instance(released)
                                                        .metadata()
                                                        .getOwnerReferences()))
                                .isEmpty());
        awaitReplicas(key, 1);
        relabel(released, key.name());
        World.soon(
                "it is adopted again, and one of both goes",
                () -> {
                    assertThat(
                                    World.instances()
                                            .get(released)
                                            .map(vmi -> vmi.metadata().getOwnerReferences()))
                            .satisfiesAnyOf(
                                    owners -> assertThat(owners).isEmpty(),
                                    owners ->
                                            assertThat(owners.orElseThrow())
                                                    .singleElement()
                                                    .satisfies(
                                                            owner ->
                                                                    assertThat(owner.getName())
                                                                            .isEqualTo(
                                                                                    key.name())));
                });
        awaitReplicas(key, 1);
    }

    private static void relabel(Key key, String set) {
        World.instances()
                .mergePatch(
                        key,
                        JsonParser.parseString(
                                        "{\"metadata\": {\"labels\": {\"set\": \"%s\"}}}"
                                                .formatted(set))
                                .getAsJsonObject());
    }

    @Test
    void whatFailsIsReplaced() throws Exception {
        Key key = created(1);
        awaitReplicas(key, 1);
        Key first = new Key(key.namespace(), labelled(key).getFirst().metadata().getName());
        World.soon("its launcher pod is there", () -> World.pod(first));
        Node.bind(World.pod(first));
        Node.fail(World.pod(first));
        World.soon(
                "there is another one, and the first goes",
                () -> {
                    World.podsOf(first).forEach(Node::gone);
                    assertThat(World.instances().get(first)).isEmpty();
                    assertThat(labelled(key)).hasSize(1);
                });
    }

    /** The garbage collector, which orphans or deletes, is no part of this API server. */
    @Test
    void aSetThatIsBeingDeletedMakesNothingMore() throws Exception {
        Key key = created(1);
        awaitReplicas(key, 1);
        change(key, "{\"metadata\": {\"finalizers\": [\"example.org/hold\"]}}");
        VirtualMachineInstanceReplicaSet set = sets().get(key).orElseThrow();
        sets().delete(key, set.metadata().getUid(), Optional.empty());
        VirtualMachineInstance first = labelled(key).getFirst();
        World.instances()
                .delete(
                        new Key(key.namespace(), first.metadata().getName()),
                        first.metadata().getUid(),
                        Optional.empty());
        World.soon(
                "the status counts none",
                () -> assertThat(sets().get(key).orElseThrow().status().replicas()).isZero());
        World.soon("its instance is gone", () -> assertThat(labelled(key)).isEmpty());
        change(key, "{\"metadata\": {\"finalizers\": []}}");
        World.soon("it is gone", () -> assertThat(sets().get(key)).isEmpty());
    }
}
