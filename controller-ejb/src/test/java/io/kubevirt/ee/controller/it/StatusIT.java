package io.kubevirt.ee.controller.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubevirt.ee.model.v1.VirtualMachineCondition;
import io.kubevirt.ee.runtime.loop.Key;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What users read of a machine's life and of its pod's troubles, in a real API server. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class StatusIT {
    private static Key started(String strategy) throws Exception {
        Key key = World.newKey("default");
        World.createMachine(key, strategy);
        World.soon("the launcher pod is there", () -> World.pod(key));
        return key;
    }

    private static Key running(String strategy) throws Exception {
        Key key = started(strategy);
        Node.bind(World.pod(key));
        Node.run(World.pod(key));
        World.soon(
                "the instance is handed over",
                () -> assertThat(World.phase(key)).contains("Scheduled"));
        Node.guestRuns(key);
        isPrinted(key, "Running");
        return key;
    }

    private static void isPrinted(Key key, String status) {
        World.soon(
                "the machine is " + status,
                () -> assertThat(World.machine(key).status().printableStatus()).isEqualTo(status));
    }

    private static void told(Key key, String type, String reason, String words) {
        World.soon(
                "the machine's condition " + type + " says " + reason,
                () ->
                        assertThat(World.machine(key).status().conditions())
                                .anySatisfy(
                                        c -> {
                                            assertThat(c.type()).isEqualTo(type);
                                            assertThat(c.reason()).isEqualTo(reason);
                                            assertThat(c.message()).contains(words);
                                        }));
        World.soon(
                "an event of the instance says " + reason,
                () ->
                        assertThat(World.events(key, "VirtualMachineInstance"))
                                .anySatisfy(
                                        e -> {
                                            assertThat(e.getReason()).isEqualTo(reason);
                                            assertThat(e.getMessage()).contains(words);
                                        }));
    }

    @Test
    void aPodThatNoNodeTakesIsTold() throws Exception {
        Key key = started("Always");
        Node.notScheduled(World.pod(key), "0/1 nodes are available: 1 Insufficient memory.");
        isPrinted(key, "ErrorUnschedulable");
        told(key, "PodScheduled", "Unschedulable", "Insufficient memory");
    }

    @Test
    void aClaimThatIsMissingIsTold() throws Exception {
        Key key = started("Always");
        Node.notScheduled(World.pod(key), "persistentvolumeclaim \"data\" not found");
        isPrinted(key, "ErrorPvcNotFound");
        told(key, "Synchronized", "FailedPvcNotFound", "\"data\" not found");
    }

    @Test
    void aConfigMapThatIsMissingIsToldByTheKubeletsEvent() throws Exception {
        Key key = started("Always");
        Node.bind(World.pod(key));
        Node.warns(World.pod(key), "FailedMount", "configmap \"settings\" not found");
        told(key, "Synchronized", "FailedMount", "configmap \"settings\" not found");
        isPrinted(key, "Starting");
        Node.run(World.pod(key));
        World.soon(
                "it goes on, and the trouble is forgotten",
                () ->
                        assertThat(World.machine(key).status().conditions())
                                .extracting(VirtualMachineCondition::reason)
                                .doesNotContain("FailedMount"));
        assertThat(World.phase(key)).contains("Scheduled");
    }

    @Test
    void aLauncherThatIsEvictedUnderItsGuestIsToldAndTheMachineStartsAnew() throws Exception {
        Key key = running("Always");
        String first = World.instance(key).metadata().getUid();
        V1Pod pod = World.pod(key);
        Node.evict(pod, "The node was low on resource: memory.");
        Node.guestDied(key);
        World.soon(
                "an event of the instance says why",
                () ->
                        assertThat(World.events(key, "VirtualMachineInstance"))
                                .anySatisfy(
                                        e -> {
                                            assertThat(e.getReason()).isEqualTo("PodEvicted");
                                            assertThat(e.getMessage())
                                                    .contains("low on resource: memory");
                                        }));
        World.soon(
                "another instance is there",
                () -> {
                    World.podsOf(key).stream()
                            .filter(p -> p.getMetadata().getDeletionTimestamp() != null)
                            .forEach(Node::gone);
                    assertThat(World.instance(key).metadata().getUid()).isNotEqualTo(first);
                });
    }

    @Test
    void aChangeOfTheTemplateWaitsForARestartAndIsNamed() throws Exception {
        Key key = running("Always");
        patch(
                key,
                "{\"spec\": {\"template\": {\"spec\": {\"domain\": {\"cpu\": {\"cores\": 3}}}}}}");
        World.soon(
                "the machine says so",
                () ->
                        assertThat(World.machine(key).status().conditions())
                                .anySatisfy(
                                        c -> {
                                            assertThat(c.type()).isEqualTo("RestartRequired");
                                            assertThat(c.status()).isEqualTo("True");
                                            assertThat(c.message())
                                                    .endsWith(
                                                            ": spec.template.spec.domain.cpu.cores.");
                                        }));
        assertThat(World.machine(key).status().observedGeneration())
                .isLessThan(World.machine(key).status().desiredGeneration());
        String uid = World.instance(key).metadata().getUid();
        World.machines()
                .mergePatchStatus(
                        key,
                        JsonParser.parseString(
                                        """
                                        {"status": {"stateChangeRequests":
                                          [{"action": "Stop", "uid": "%s"}, {"action": "Start"}]}}
                                        """
                                                .formatted(uid))
                                .getAsJsonObject());
        World.soon(
                "the guest is asked to end",
                () ->
                        assertThat(World.instance(key).metadata().getDeletionTimestamp())
                                .isNotNull());
        Node.guestIs(key, "Succeeded");
        World.soon(
                "it is restarted, and nothing waits any more",
                () -> {
                    World.podsOf(key).stream()
                            .filter(p -> p.getMetadata().getDeletionTimestamp() != null)
                            .forEach(Node::gone);
                    assertThat(World.instance(key).spec().domain().cpu().cores()).isEqualTo(3);
                    assertThat(World.machine(key).status().conditions())
                            .extracting(VirtualMachineCondition::type)
                            .doesNotContain("RestartRequired");
                    assertThat(World.machine(key).status().observedGeneration())
                            .isEqualTo(World.machine(key).status().desiredGeneration());
                });
    }

    @Test
    void whereItMayRunNeedsNoRestart() throws Exception {
        Key key = running("Always");
        patch(key, "{\"spec\": {\"template\": {\"spec\": {\"nodeSelector\": {\"zone\": \"b\"}}}}}");
        World.soon(
                "the change is seen",
                () ->
                        assertThat(World.machine(key).status().desiredGeneration())
                                .isEqualTo(World.machine(key).metadata().getGeneration()));
        assertThat(World.machine(key).status().conditions())
                .extracting(VirtualMachineCondition::type)
                .doesNotContain("RestartRequired");
    }

    @Test
    void afterSuccessOnlyFailuresStartItAnewAndTheInstanceGoes() throws Exception {
        Key key = running("RerunOnFailure");
        Node.guestIs(key, "Succeeded");
        World.soon(
                "the instance goes",
                () -> {
                    World.podsOf(key).forEach(Node::gone);
                    assertThat(World.instances().get(key)).isEmpty();
                });
        isPrinted(key, "Stopped");
        assertThat(World.machine(key).status().created()).isFalse();
        assertThat(World.machine(key).status().stateChangeRequests()).isNullOrEmpty();
    }

    @Test
    void aMachineThatIsDeletedWithoutItsInstanceLeavesItAlone() throws Exception {
        Key key = running("Always");
        World.api()
                .send(
                        "DELETE",
                        "/apis/kubevirt.io/v1/namespaces/%s/virtualmachines/%s"
                                .formatted(key.namespace(), key.name()),
                        "application/json",
                        "{\"propagationPolicy\": \"Orphan\"}");
        World.soon(
                "only Kubernetes' garbage collector, which is not there, holds the machine",
                () ->
                        assertThat(World.machine(key).metadata().getFinalizers())
                                .containsExactly("orphan"));
        assertThat(World.instance(key).metadata().getDeletionTimestamp()).isNull();
    }

    @Test
    void eachPhaseOfTheWayHasItsTime() throws Exception {
        Key key = running("Always");
        List<String> phases =
                World.instance(key).status().phaseTransitionTimestamps().stream()
                        .map(t -> t.phase())
                        .toList();
        assertThat(phases).containsExactly("Pending", "Scheduling", "Scheduled", "Running");
        Instant created = World.instance(key).metadata().getCreationTimestamp().toInstant();
        assertThat(
                        World.instance(key)
                                .status()
                                .phaseTransitionTimestamps()
                                .getFirst()
                                .phaseTransitionTimestamp()
                                .toInstant())
                .isEqualTo(created.truncatedTo(ChronoUnit.SECONDS));
        assertThat(World.machine(key).status().volumeSnapshotStatuses())
                .singleElement()
                .satisfies(v -> assertThat(v.enabled()).isFalse());
    }

    private static void patch(Key key, String patch) {
        World.machines().mergePatch(key, JsonParser.parseString(patch).getAsJsonObject());
    }
}
