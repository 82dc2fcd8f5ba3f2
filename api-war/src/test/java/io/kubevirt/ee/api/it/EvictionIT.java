package io.kubevirt.ee.api.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Launcher pods are evicted through a real API server, as a drain does it. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class EvictionIT {
    private static final String PODS = "/api/v1/namespaces/default/pods";
    private static final int EVICTED = 201;
    private static final int TRY_AGAIN = 429;

    @ParameterizedTest
    @ValueSource(strings = {"None", "LiveMigrateIfPossible"})
    void aGuestThatCannotBeMovedAndNeedNotBeGoes(String strategy) throws Exception {
        String name = guest(strategy);
        assertThat(evict("virt-launcher-" + name, "").code()).isEqualTo(EVICTED);
        assertThat(evacuatedFrom(name)).isNull();
    }

    @Test
    void aGuestThatMustBeMovedStaysAndTheAnswerSaysWhy() throws Exception {
        String name = guest("LiveMigrate");
        Http.Answer answer = evict("virt-launcher-" + name, "");
        assertThat(answer.code()).as(answer.body()).isEqualTo(TRY_AGAIN);
        assertThat(answer.message()).contains("default/" + name, "LiveMigrate");
        assertThat(administrator().get(PODS + "/virt-launcher-" + name).code()).isEqualTo(200);
    }

    @Test
    void ofAGuestOfOthersItIsToldThatItIsToLeaveItsNode() throws Exception {
        String name = guest("External");
        assertThat(evict("virt-launcher-" + name, "?dryRun=All").code()).isEqualTo(TRY_AGAIN);
        assertThat(evacuatedFrom(name)).as("a dry run marks nothing").isNull();
        Http.Answer answer = evict("virt-launcher-" + name, "");
        assertThat(answer.code()).as(answer.body()).isEqualTo(TRY_AGAIN);
        assertThat(answer.message())
                .contains("Eviction triggered evacuation of VMI \"default/%s\"".formatted(name));
        assertThat(evacuatedFrom(name)).isEqualTo("node01");
        assertThat(evict("virt-launcher-" + name, "").code()).isEqualTo(TRY_AGAIN);
    }

    @Test
    void aPodOfThatNameWithoutAnInstanceGoes() throws Exception {
        String name = Guests.newName("virt-launcher-stranger");
        pod(name, "");
        assertThat(evict(name, "").code()).isEqualTo(EVICTED);
    }

    /** An instance that runs, and a pod that it controls. */
    private static String guest(String strategy) throws Exception {
        String name = Guests.newName("evicted");
        Http controller = Stage.current().controller();
        JsonObject instance = Guests.instance(name);
        instance.getAsJsonObject("spec").addProperty("evictionStrategy", strategy);
        String uid =
                Guests.require(controller.post(Guests.INSTANCES, instance), 201)
                        .json()
                        .getAsJsonObject("metadata")
                        .get("uid")
                        .getAsString();
        Guests.require(
                controller.mergePatch(
                        Guests.INSTANCES + "/" + name,
                        "{\"status\": {\"phase\": \"Running\", \"nodeName\": \"node01\"}}"),
                200);
        pod(
                "virt-launcher-" + name,
                """
                  ownerReferences:
                    - {apiVersion: kubevirt.io/v1, kind: VirtualMachineInstance, name: %s, uid: %s, controller: true}
                """
                        .formatted(name, uid));
        return name;
    }

    private static void pod(String name, String owner) throws Exception {
        JsonObject pod =
                Manifests.one(
                        "apiVersion: v1\nkind: Pod\nmetadata:\n  name: %s\n%sspec:\n  containers: [{name: compute, image: i}]\n"
                                .formatted(name, owner));
        Guests.require(administrator().post(PODS, pod), 201);
    }

    private static Http.Answer evict(String pod, String query) throws Exception {
        return administrator()
                .post(
                        PODS + "/" + pod + "/eviction" + query,
                        Manifests.one(
                                "{apiVersion: policy/v1, kind: Eviction, metadata: {name: %s, namespace: default}}"
                                        .formatted(pod)));
    }

    private static String evacuatedFrom(String name) throws Exception {
        JsonObject status = Guests.read(Guests.INSTANCES + "/" + name).getAsJsonObject("status");
        return status.has("evacuationNodeName")
                ? status.get("evacuationNodeName").getAsString()
                : null;
    }

    private static Http administrator() throws Exception {
        return Stage.current().administrator();
    }
}
