package io.kubevirt.ee.api.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls go through the real API server's aggregation layer to virt-api. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class SubresourceIT {
    private static final String GROUP = "/apis/subresources.kubevirt.io";

    @BeforeEach
    void theAggregationLayerHasFoundVirtApi() throws Exception {
        Http administrator = administrator();
        Awaitility.await("both APIServices are available")
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () -> {
                            assertThat(administrator.get(GROUP + "/v1").code()).isEqualTo(200);
                            assertThat(administrator.get(GROUP + "/v1alpha3").code())
                                    .isEqualTo(200);
                        });
    }

    @Test
    void theApiServerPublishesTheGroup() throws Exception {
        Http administrator = administrator();
        Awaitility.await("discovery of the API server names the group")
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () -> {
                            assertThat(administrator.get("/apis").body())
                                    .contains("\"subresources.kubevirt.io/v1\"");
                            assertThat(aggregatedDiscovery()).contains("subresources.kubevirt.io");
                        });
    }

    /** As kubectl asks: the API server's own copy of what virt-api said. */
    @ParameterizedTest
    @ValueSource(strings = {"v1", "v1alpha3"})
    void theApiServerPublishesEachVersionOfIt(String version) throws Exception {
        JsonObject list = Guests.require(administrator().get(GROUP + "/" + version), 200).json();
        assertThat(list.get("groupVersion").getAsString())
                .isEqualTo("subresources.kubevirt.io/" + version);
        assertThat(list.getAsJsonArray("resources"))
                .anySatisfy(
                        resource ->
                                assertThat(resource)
                                        .isEqualTo(
                                                Manifests.one(
                                                        "{name: virtualmachineinstances/portforward,"
                                                                + " singularName: '', namespaced: true, kind: '',"
                                                                + " verbs: []}")));
    }

    @Test
    void theServersRootNamesItsPaths() throws Exception {
        Http.Answer root = Guests.require(Stage.current().directly().get("/"), 200);
        assertThat(root.json())
                .isEqualTo(
                        Manifests.one(
                                "{paths: [/apis, /apis/subresources.kubevirt.io,"
                                        + " /apis/subresources.kubevirt.io/v1,"
                                        + " /apis/subresources.kubevirt.io/v1alpha3, /healthz]}"));
        assertThat(Guests.require(Stage.current().directly().get("/healthz"), 200).json())
                .isEqualTo(Manifests.one("{apiserver: {connectivity: ok}}"));
        assertThat(
                        Stage.current()
                                .directly()
                                .get("/apis/subresources.kubevirt.io")
                                .json()
                                .get("name")
                                .getAsString())
                .isEqualTo("subresource.kubevirt.io");
    }

    private String aggregatedDiscovery() throws Exception {
        return administrator()
                .with(
                        "Accept",
                        "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList")
                .get("/apis")
                .body();
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "v1alpha3"})
    void theVersionIsOpenToEveryUser(String version) throws Exception {
        JsonObject answer =
                Guests.require(
                                Stage.current()
                                        .asFrontProxy()
                                        .get(GROUP + "/" + version + "/version"),
                                200)
                        .json();
        assertThat(answer.keySet())
                .containsExactlyInAnyOrder(
                        "gitVersion",
                        "gitCommit",
                        "gitTreeState",
                        "buildDate",
                        "goVersion",
                        "compiler",
                        "platform");
        assertThat(
                        Guests.require(administrator().get(GROUP + "/" + version + "/version"), 200)
                                .json())
                .isEqualTo(answer);
    }

    @Test
    void healthzSaysWhetherTheApiServerIsReached() throws Exception {
        assertThat(Guests.require(administrator().get(GROUP + "/v1/healthz"), 200).json())
                .isEqualTo(Manifests.one("{apiserver: {connectivity: ok}}"));
    }

    @ParameterizedTest
    @CsvSource({"runStrategy: Halted, runStrategy, Always", "running: false, running, true"})
    void startSwitchesAHaltedMachineOn(String strategy, String field, String value)
            throws Exception {
        String name = Guests.withMachine(strategy);
        Http.Answer answer = put(name, "start", "{}");
        assertThat(answer.code()).as(answer.body()).isEqualTo(202);
        assertThat(spec(name).get(field).getAsString()).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "v1alpha3"})
    void startNeedsNoBody(String version) throws Exception {
        String name = Guests.withMachine("runStrategy: Halted");
        String path =
                "%s/%s/namespaces/default/virtualmachines/%s/start".formatted(GROUP, version, name);
        assertThat(administrator().send("PUT", path, null, null).code()).isEqualTo(202);
    }

    @Test
    void aDryRunChangesNothing() throws Exception {
        String name = Guests.withMachine("runStrategy: Halted");
        assertThat(put(name, "start", "{\"dryRun\":[\"All\"]}").code()).isEqualTo(202);
        assertThat(spec(name).get("runStrategy").getAsString()).isEqualTo("Halted");
        assertThat(put(name, "start", "{\"dryRun\":[\"Some\"]}").code()).isEqualTo(400);
    }

    @Test
    void startAsksTheControllerForAManualMachineOnce() throws Exception {
        String name = Guests.withMachine("runStrategy: Manual");
        Guests.require(put(name, "start", "{\"paused\":true}"), 202);
        assertThat(changes(name))
                .isEqualTo(
                        Manifests.one("{v: [{action: Start, data: {paused: 'true'}}]}").get("v"));
        Http.Answer again = put(name, "start", "{}");
        assertThat(again.code()).isEqualTo(409);
        assertThat(again.message())
                .endsWith("unable to complete request: stop/start already underway");
    }

    @Test
    void stopAsksTheControllerAndTakesThePlaceOfAStart() throws Exception {
        String name = Guests.withMachine("runStrategy: Manual");
        Guests.withInstance(name, "{\"phase\": \"Scheduling\"}");
        Guests.require(
                Stage.current()
                        .controller()
                        .mergePatch(
                                Guests.MACHINES + "/" + name + "/status",
                                "{\"status\":{\"stateChangeRequests\":[{\"action\":\"Start\"}]}}"),
                200);
        Guests.require(put(name, "stop", "{}"), 202);
        assertThat(changes(name))
                .isEqualTo(
                        Manifests.one("{v: [{action: Stop, uid: %s}]}".formatted(instanceUid(name)))
                                .get("v"));
    }

    @Test
    void stopWithAGracePeriodSetsItInTheInstance() throws Exception {
        String name = Guests.withMachine("runStrategy: Always");
        Guests.withInstance(name, "{\"phase\": \"Running\"}");
        Guests.require(put(name, "stop", "{\"gracePeriod\":3}"), 202);
        assertThat(graceSeconds(name)).isEqualTo(3);
        assertThat(spec(name).get("runStrategy").getAsString()).isEqualTo("Halted");
    }

    @Test
    void aForcedRestartLeavesTheGuestASecond() throws Exception {
        String name = Guests.withMachine("running: true");
        Guests.withInstance(name, "{\"phase\": \"Running\"}");
        Guests.require(put(name, "restart", "{\"gracePeriodSeconds\":0}"), 202);
        assertThat(graceSeconds(name)).isEqualTo(1);
        assertThat(changes(name))
                .isEqualTo(
                        Manifests.one(
                                        "{v: [{action: Stop, uid: %s}, {action: Start}]}"
                                                .formatted(instanceUid(name)))
                                .get("v"));
    }

    @ParameterizedTest
    @CsvSource({
        "Always, start, '{}', 409, Always does not support manual start requests",
        "Halted, stop, '{}', 409, VM is not running",
        "Halted, restart, '{}', 409, RunStategy Halted does not support manual restart requests",
        "Always, restart, '{}', 409, 'VM is not running: Halted'",
        "Always, restart, '{\"gracePeriodSeconds\":9}', 400, only gracePeriod=0 is supported",
        "Always, stop, '{\"gracePeriod\":-1}', 400, greater or equal to 0",
        "Always, stop, 'no json', 400, Can not unmarshal Request body",
        "Always, stop, '[]', 400, Can not unmarshal Request body",
        "Always, stop, '{\"gracePeriod\":\"x\"}', 400, Can not unmarshal Request body"
    })
    void whatCannotBeDoneIsToldInAStatus(
            String strategy, String action, String body, int code, String words) throws Exception {
        String name = Guests.withMachine("runStrategy: " + strategy);
        JsonObject before = Guests.read(Guests.MACHINES + "/" + name);
        Http.Answer answer = put(name, action, body);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.json().get("kind").getAsString()).isEqualTo("Status");
        assertThat(answer.message()).contains(words);
        assertThat(Guests.read(Guests.MACHINES + "/" + name)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"start", "stop", "restart"})
    void aMachineThatIsNotThereIsNotFound(String action) throws Exception {
        Http.Answer answer = put("nobody", action, "{}");
        assertThat(answer.code()).isEqualTo(404);
        assertThat(answer.message()).isEqualTo("virtualmachine.kubevirt.io \"nobody\" not found");
        assertThat(answer.json().getAsJsonObject("details").get("kind").getAsString())
                .isEqualTo("virtualmachine");
    }

    @Test
    void whatIsNotServedIsNotFound() throws Exception {
        assertThat(put("nobody", "migrate", "{}").code()).isEqualTo(404);
        assertThat(administrator().get(Guests.SUBRESOURCES + "/virtualmachines/x/start").code())
                .isEqualTo(405);
    }

    /** What ClusterErrors relies on. */
    @Test
    void theApiServerAnswersAFailedTestOfAPatchWith422() throws Exception {
        String name = Guests.withMachine("runStrategy: Halted");
        Http.Answer answer =
                administrator()
                        .send(
                                "PATCH",
                                Guests.MACHINES + "/" + name,
                                "application/json-patch+json",
                                "[{\"op\":\"test\",\"path\":\"/spec/runStrategy\",\"value\":\"Always\"}]");
        assertThat(answer.code()).isEqualTo(422);
    }

    private static Http administrator() throws Exception {
        return Stage.current().administrator();
    }

    private static Http.Answer put(String name, String action, String body) throws Exception {
        return administrator()
                .put(Guests.SUBRESOURCES + "/virtualmachines/" + name + "/" + action, body);
    }

    private static JsonObject spec(String name) throws Exception {
        return Guests.read(Guests.MACHINES + "/" + name).getAsJsonObject("spec");
    }

    private static JsonElement changes(String name) throws Exception {
        return Guests.read(Guests.MACHINES + "/" + name)
                .getAsJsonObject("status")
                .get("stateChangeRequests");
    }

    private static int graceSeconds(String name) throws Exception {
        return Guests.read(Guests.INSTANCES + "/" + name)
                .getAsJsonObject("spec")
                .get("terminationGracePeriodSeconds")
                .getAsInt();
    }

    private static String instanceUid(String name) throws Exception {
        return Guests.read(Guests.INSTANCES + "/" + name)
                .getAsJsonObject("metadata")
                .get("uid")
                .getAsString();
    }
}
