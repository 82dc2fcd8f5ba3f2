package io.kubevirt.ee.api.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Replica sets, admitted and refused by way of a real kube-apiserver. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class ReplicaSetWebhookIT {
    private static final String SETS =
            Guests.INSTANCES.replace(
                    "virtualmachineinstances", "virtualmachineinstancereplicasets");

    private static JsonObject set(String name, String label, String memory) {
        return Manifests.one(
                """
                apiVersion: kubevirt.io/v1
                kind: VirtualMachineInstanceReplicaSet
                metadata: {name: %s}
                spec:
                  replicas: 2
                  selector: {matchLabels: {app: shop}}
                  template:
                    metadata: {labels: {app: %s}}
                    spec:
                      domain: {devices: {}, memory: {guest: %s}}
                """
                        .formatted(name, label, memory));
    }

    private static Http administrator() throws Exception {
        return Stage.current().administrator();
    }

    @Test
    void aSetIsStoredExactlyAsItWasWritten() throws Exception {
        JsonObject set = set(Guests.newName("set"), "shop", "64Mi");
        JsonObject stored =
                Guests.require(administrator().post(SETS + "?fieldValidation=Strict", set), 201)
                        .json();
        assertThat(stored.get("spec")).isEqualTo(set.get("spec"));
    }

    @Test
    void aSelectorThatDoesNotFindTheTemplateIsRefusedAndSoIsATemplateThatCannotRun()
            throws Exception {
        Http.Answer answer =
                Guests.require(
                        administrator().post(SETS, set(Guests.newName("set"), "bank", "\"0\"")),
                        422);
        assertThat(answer.body())
                .contains("\"field\":\"spec.selector\"")
                .contains("\"field\":\"spec.template.spec.domain.memory.guest\"");
    }

    @Test
    void aChangeIsReviewedAndAChangeOfTheNumberIsNone() throws Exception {
        String name = Guests.newName("set");
        Guests.require(administrator().post(SETS, set(name, "shop", "64Mi")), 201);
        Guests.require(
                administrator()
                        .mergePatch(SETS + "/" + name + "/scale", "{\"spec\": {\"replicas\": 5}}"),
                200);
        Http.Answer answer =
                Guests.require(
                        administrator()
                                .mergePatch(
                                        SETS + "/" + name,
                                        "{\"spec\": {\"template\": {\"metadata\": {\"labels\": {\"app\": \"bank\"}}}}}"),
                        422);
        assertThat(answer.body()).contains("\"field\":\"spec.selector\"");
    }
}
