package io.kubevirt.ee.api.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Objects go through a real API server, whose webhooks are virt-api. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class WebhookIT {
    private static final String STRICT = "?fieldValidation=Strict";

    @Test
    void anInstanceGetsItsDefaultsAndKeepsWhatTheUserWrote() throws Exception {
        String name = Guests.newName("defaults");
        JsonObject stored =
                Guests.require(
                                administrator()
                                        .post(Guests.INSTANCES + STRICT, Guests.instance(name)),
                                201)
                        .json();
        JsonObject spec = stored.getAsJsonObject("spec");
        assertThat(stored.getAsJsonObject("metadata").getAsJsonArray("finalizers"))
                .contains(new JsonPrimitive("foregroundDeleteVirtualMachine"));
        assertThat(spec.get("architecture").getAsString()).isEqualTo("amd64");
        assertThat(spec.get("terminationGracePeriodSeconds").getAsInt()).isEqualTo(180);
        assertThat(spec.toString()).contains("\"memory\":\"1024Mi\"");
    }

    @Test
    void aMachineIsStoredExactlyAsItWasWritten() throws Exception {
        JsonObject machine = Guests.machine(Guests.newName("gitops"), "runStrategy: Halted");
        JsonObject stored =
                Guests.require(administrator().post(Guests.MACHINES + STRICT, machine), 201).json();
        assertThat(stored.get("spec")).isEqualTo(machine.get("spec"));
        assertThat(stored.getAsJsonObject("metadata").has("finalizers")).isFalse();
    }

    @Test
    void whatIsDeprecatedIsTakenWithAWarningThatKubectlShows() throws Exception {
        JsonObject old = Guests.machine(Guests.newName("old"), "running: false");
        assertThat(
                        Guests.require(administrator().post(Guests.MACHINES, old), 201)
                                .header("Warning"))
                .contains("spec.running is deprecated, please use spec.runStrategy instead.");
        JsonObject now = Guests.machine(Guests.newName("now"), "runStrategy: Halted");
        assertThat(
                        Guests.require(administrator().post(Guests.MACHINES, now), 201)
                                .headers()
                                .firstValue("Warning"))
                .isEmpty();
    }

    /** Path of the field to change, its bad value, what the refusal must name, its code. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    domain.resources.requests.memory | "0"                    | spec.domain.memory.guest              | 422
                    domain.cpu                       | {"cores": -1}          | spec.domain.cpu.cores                 | 422
                    domain.devices.disks             | [{"name":"a","disk":{}},{"name":"a","disk":{}}] | spec.domain.devices.disks | 422
                    volumes                          | [{"name":"a","containerDisk":{}}] | spec.volumes[0]            | 422
                    domain.cpu                       | {"cores": "many"}      | spec.domain.cpu.cores                 | 422
                    domain.memory                    | {"guest": "lots"}      | spec.domain.memory.guest              | 422
                    domain                           | null                   | spec.domain                           | 422
                    domain.cpuu                      | {}                     | cpuu                                  | 400
                    """)
    void aBadInstanceIsRefusedByItsFieldAndNothingIsStored(
            String path, String value, String named, int code) throws Exception {
        String name = Guests.newName("bad");
        JsonObject instance = Guests.instance(name);
        set(instance.getAsJsonObject("spec"), path, Manifests.one("{v: %s}".formatted(value)));
        Http.Answer answer = administrator().post(Guests.INSTANCES + STRICT, instance);
        assertThat(answer.code()).as(answer.body()).isEqualTo(code);
        assertThat(answer.message()).contains(named);
        assertThat(administrator().get(Guests.INSTANCES + "/" + name).code()).isEqualTo(404);
    }

    @Test
    void aRefusalNamesEachFieldInACause() throws Exception {
        JsonObject instance = Guests.instance(Guests.newName("causes"));
        set(
                instance.getAsJsonObject("spec"),
                "domain.cpu",
                Manifests.one("{v: {cores: -1, sockets: -2}}"));
        Http.Answer answer = administrator().post(Guests.INSTANCES, instance);
        assertThat(answer.json().get("reason").getAsString()).isEqualTo("Invalid");
        assertThat(answer.json().getAsJsonObject("details").getAsJsonArray("causes"))
                .extracting(cause -> cause.getAsJsonObject().get("field").getAsString())
                .contains("spec.domain.cpu.cores", "spec.domain.cpu.sockets");
    }

    @Test
    void aNameThatFitsNoLabelIsRefused() throws Exception {
        Http.Answer answer =
                administrator().post(Guests.INSTANCES, Guests.instance("n" + "a".repeat(63)));
        assertThat(answer.code()).isEqualTo(422);
        assertThat(answer.message()).contains("metadata.name");
    }

    @Test
    void aBadTemplateIsRefusedInTheMachine() throws Exception {
        JsonObject machine = Guests.machine(Guests.newName("bad"), "runStrategy: Halted");
        set(
                machine.getAsJsonObject("spec"),
                "template.spec.domain.cpu",
                Manifests.one("{v: {cores: -1}}"));
        Http.Answer answer = administrator().post(Guests.MACHINES + STRICT, machine);
        assertThat(answer.code()).isEqualTo(422);
        assertThat(answer.message()).contains("spec.template.spec.domain.cpu.cores");
    }

    @ParameterizedTest
    @ValueSource(strings = {"running: true, runStrategy: Always", "runStrategy: Sometimes"})
    void aMachineMustSayWhenItRuns(String strategy) throws Exception {
        JsonObject machine = Guests.machine(Guests.newName("bad"), strategy.replace(", ", "\n  "));
        assertThat(administrator().post(Guests.MACHINES, machine).code()).isEqualTo(422);
    }

    @Test
    void aBadChangeOfAMachineIsRefusedAndAGoodOneIsNot() throws Exception {
        String path = Guests.MACHINES + "/" + Guests.withMachine("runStrategy: Halted");
        Http.Answer refused =
                administrator()
                        .mergePatch(
                                path,
                                "{\"spec\":{\"template\":{\"spec\":{\"domain\":{\"cpu\":{\"cores\":-1}}}}}}");
        assertThat(refused.code()).isEqualTo(422);
        assertThat(refused.message()).contains("spec.template.spec.domain.cpu.cores");
        assertThat(
                        administrator()
                                .mergePatch(path, "{\"spec\":{\"runStrategy\":\"Manual\"}}")
                                .code())
                .isEqualTo(200);
    }

    @Test
    void aUserCannotChangeTheSpecOfAnInstance() throws Exception {
        String path = Guests.INSTANCES + "/" + Guests.newName("fixed");
        Guests.withInstance(path.substring(Guests.INSTANCES.length() + 1), "{}");
        Http.Answer answer =
                administrator()
                        .mergePatch(path, "{\"spec\":{\"terminationGracePeriodSeconds\":1}}");
        assertThat(answer.code()).isEqualTo(422);
        assertThat(
                        administrator()
                                .mergePatch(path, "{\"metadata\":{\"labels\":{\"mine\":\"x\"}}}")
                                .code())
                .isEqualTo(200);
    }

    @Test
    void aUserCannotWriteTheStatusOfAnInstance() throws Exception {
        String name = Guests.newName("status");
        JsonObject instance = Guests.instance(name);
        instance.add("status", Manifests.one("{phase: Running, nodeName: node02}"));
        JsonObject created = administrator().post(Guests.INSTANCES, instance).json();
        assertThat(created.get("status")).isNull();

        String path = Guests.INSTANCES + "/" + name;
        Guests.require(
                Stage.current()
                        .controller()
                        .mergePatch(
                                path,
                                "{\"status\":{\"phase\":\"Scheduled\",\"nodeName\":\"node01\"}}"),
                200);
        Guests.require(
                administrator().mergePatch(path, "{\"status\":{\"nodeName\":\"node02\"}}"), 200);
        assertThat(Guests.read(path).get("status"))
                .isEqualTo(Manifests.one("{phase: Scheduled, nodeName: node01}"));
    }

    /** Not even an administrator writes it: RBAC cannot say so, the policy does. */
    @Test
    void theStatusOfAMachineIsWrittenByTheComponentsAlone() throws Exception {
        String status =
                Guests.MACHINES + "/" + Guests.withMachine("runStrategy: Halted") + "/status";
        String ready = "{\"status\":{\"ready\":true}}";
        Awaitility.await("the policy is in force")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> {
                            Http.Answer refused = administrator().mergePatch(status, ready);
                            assertThat(refused.code()).isEqualTo(403);
                            assertThat(refused.message())
                                    .contains("written by KubeVirt's components alone");
                        });
        Guests.require(Stage.current().controller().mergePatch(status, ready), 200);
    }

    @Test
    void theSpecAndTheReservedLabelsOfAnInstanceAreNobodysToChange() throws Exception {
        String name = Guests.newName("fixed");
        Guests.require(administrator().post(Guests.INSTANCES, Guests.instance(name)), 201);
        Http.Answer refused =
                administrator()
                        .mergePatch(
                                Guests.INSTANCES + "/" + name,
                                "{\"metadata\":{\"labels\":{\"kubevirt.io/nodeName\":\"n\"}},"
                                        + "\"spec\":{\"hostname\":\"other\"}}");
        assertThat(refused.code()).isEqualTo(422);
        assertThat(refused.json().getAsJsonObject("details").getAsJsonArray("causes"))
                .extracting(cause -> cause.getAsJsonObject().get("field").getAsString())
                .containsExactly("metadata.labels", "spec");
        assertThat(refused.message()).contains("update of VMI object is restricted");
        Guests.require(
                administrator()
                        .mergePatch(
                                Guests.INSTANCES + "/" + name,
                                "{\"metadata\":{\"labels\":{\"app\":\"web\"}}}"),
                200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "virtualmachines-mutate",
                "virtualmachineinstances-mutate",
                "virtualmachines-validate",
                "virtualmachineinstances-validate-create",
                "virtualmachineinstances-validate-update",
                "pod-eviction-validate"
            })
    void whatIsNoReviewIsABadRequest(String webhook) throws Exception {
        for (String body :
                new String[] {
                    "",
                    "no json",
                    "[]",
                    "{}",
                    "\"x\"",
                    "{\"apiVersion\":\"admission.k8s.io/v1\"}",
                    "{\"apiVersion\":\"admission.k8s.io/v1beta1\",\"request\":{\"uid\":\"u\"}}",
                    "{\"apiVersion\":\"admission.k8s.io/v1\",\"request\":{\"uid\":{}}}"
                }) {
            Http.Answer answer =
                    Stage.current()
                            .directly()
                            .send("POST", "/" + webhook, "application/json", body);
            assertThat(answer.code()).as(body).isEqualTo(400);
            assertThat(answer.json().get("kind").getAsString()).isEqualTo("Status");
        }
    }

    @Test
    void aWebhookTakesJsonByPostOnly() throws Exception {
        Http direct = Stage.current().directly();
        assertThat(direct.get("/virtualmachines-validate").code()).isEqualTo(405);
        assertThat(direct.send("POST", "/virtualmachines-validate", "text/plain", "x").code())
                .isEqualTo(415);
        assertThat(direct.send("POST", "/no-such-webhook", "application/json", "{}").code())
                .isEqualTo(404);
    }

    @Test
    void aBodyWithoutEndIsNotReadToItsEnd() throws Exception {
        Http.Answer answer =
                Stage.current()
                        .directly()
                        .send(
                                "POST",
                                "/virtualmachines-validate",
                                "application/json",
                                " ".repeat(9 * 1024 * 1024));
        assertThat(answer.code()).isEqualTo(413);
    }

    private static Http administrator() throws Exception {
        return Stage.current().administrator();
    }

    private static void set(JsonObject spec, String path, JsonObject holder) {
        String[] keys = path.split("\\.");
        JsonObject at = spec;
        for (int i = 0; i < keys.length - 1; i++) {
            at = at.getAsJsonObject(keys[i]);
        }
        JsonElement value = holder.get("v");
        at.add(keys[keys.length - 1], value);
    }
}
