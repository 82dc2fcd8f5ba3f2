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

/** Instancetypes and preferences in a real API server, whose webhooks are virt-api. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class InstancetypeIT {
    private static final String GROUP = "/apis/instancetype.kubevirt.io/v1beta1";
    private static final String IN_NAMESPACE = GROUP + "/namespaces/default";
    private static final String SMALL = "{cpu: {guest: 2}, memory: {guest: 64Mi}}";

    @BeforeEach
    void theAggregationLayerHasFoundVirtApi() {
        Awaitility.await("the APIService is available")
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () ->
                                assertThat(
                                                administrator()
                                                        .get("/apis/subresources.kubevirt.io/v1")
                                                        .code())
                                        .isEqualTo(200));
    }

    private static Http administrator() throws Exception {
        return Stage.current().administrator();
    }

    private static JsonObject preset(String kind, String name, String spec) {
        return Manifests.one(
                "{apiVersion: instancetype.kubevirt.io/v1beta1, kind: %s, metadata: {name: %s}, spec: %s}"
                        .formatted(kind, name, spec));
    }

    /** An instancetype of the namespace. */
    private static String withInstancetype(String spec) throws Exception {
        String name = Guests.newName("it");
        Guests.require(
                administrator()
                        .post(
                                IN_NAMESPACE + "/virtualmachineinstancetypes",
                                preset("VirtualMachineInstancetype", name, spec)),
                201);
        return name;
    }

    private static JsonObject machine(String references, String domain) {
        return Manifests.one(
                """
                apiVersion: kubevirt.io/v1
                kind: VirtualMachine
                metadata: {name: %s}
                spec:
                  runStrategy: Halted
                  %s
                  template: {spec: {domain: %s}}
                """
                        .formatted(Guests.newName("sized"), references, domain));
    }

    private static String reference(String name) {
        return "instancetype: {name: %s, kind: VirtualMachineInstancetype}".formatted(name);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    namespaces/default/virtualmachineinstancetypes | VirtualMachineInstancetype        | {cpu: {guest: 1}, memory: {guest: 1Gi}} | {cpu: {guest: 1}, memory: {guest: 1Gi, overcommitPercent: 5, hugepages: {pageSize: 2Mi}}} | spec.memory.overcommitPercent
                    virtualmachineclusterinstancetypes             | VirtualMachineClusterInstancetype | {cpu: {guest: 1}, memory: {guest: 1Gi}} | {cpu: {guest: 1}, memory: {guest: 1Gi, overcommitPercent: 5, hugepages: {pageSize: 2Mi}}} | spec.memory.overcommitPercent
                    namespaces/default/virtualmachinepreferences   | VirtualMachinePreference          | {machine: {preferredMachineType: q35}}  | {cpu: {preferredCPUTopology: round}} | spec.cpu.preferredCPUTopology
                    virtualmachineclusterpreferences               | VirtualMachineClusterPreference   | {machine: {preferredMachineType: q35}}  | {cpu: {preferredCPUTopology: round}} | spec.cpu.preferredCPUTopology
                    """)
    void eachKindIsStoredOrRefusedByItsField(
            String path, String kind, String good, String bad, String field) throws Exception {
        String name = Guests.newName("kind");
        String collection = GROUP + "/" + path;
        Http.Answer refused = administrator().post(collection, preset(kind, name, bad));
        assertThat(refused.code()).as(refused.body()).isEqualTo(422);
        assertThat(causes(refused)).containsExactly(field);
        Guests.require(administrator().post(collection, preset(kind, name, good)), 201);
        assertThat(Guests.read(collection + "/" + name).get("spec"))
                .isEqualTo(preset(kind, name, good).get("spec"));
    }

    private static Iterable<String> causes(Http.Answer refused) {
        return refused.json().getAsJsonObject("details").getAsJsonArray("causes").asList().stream()
                .map(cause -> cause.getAsJsonObject().get("field").getAsString())
                .toList();
    }

    @Test
    void aMachineIsStoredAsWrittenAndShownExpanded() throws Exception {
        JsonObject machine = machine(reference(withInstancetype(SMALL)), "{devices: {}}");
        String name = machine.getAsJsonObject("metadata").get("name").getAsString();
        JsonObject stored =
                Guests.require(administrator().post(Guests.MACHINES, machine), 201).json();
        assertThat(stored.get("spec")).isEqualTo(machine.get("spec"));
        JsonObject expanded =
                Guests.read(Guests.SUBRESOURCES + "/virtualmachines/" + name + "/expand-spec");
        assertExpanded(expanded);
        assertThat(expanded.getAsJsonObject("metadata").get("uid"))
                .isEqualTo(stored.getAsJsonObject("metadata").get("uid"));
        Http.Answer sent = expand(machine);
        assertThat(sent.code()).as(sent.body()).isEqualTo(200);
        assertExpanded(sent.json());
    }

    private static void assertExpanded(JsonObject machine) {
        JsonObject spec = machine.getAsJsonObject("spec");
        assertThat(spec.has("instancetype")).isFalse();
        JsonElement domain = spec.getAsJsonObject("template").getAsJsonObject("spec").get("domain");
        assertThat(domain.toString())
                .contains("\"sockets\":2")
                .contains("\"guest\":\"64Mi\"")
                .contains("\"type\":\"q35\"");
    }

    private static Http.Answer expand(JsonObject machine) throws Exception {
        return administrator()
                .send(
                        "PUT",
                        Guests.SUBRESOURCES + "/expand-vm-spec",
                        "application/json",
                        machine.toString());
    }

    @Test
    void aConflictIsRefusedAndCannotBeExpanded() throws Exception {
        JsonObject machine =
                machine(
                        reference(withInstancetype(SMALL)),
                        "{devices: {}, memory: {guest: 1Gi}, cpu: {cores: 1}}");
        Http.Answer refused = administrator().post(Guests.MACHINES, machine);
        assertThat(refused.code()).isEqualTo(422);
        assertThat(causes(refused))
                .containsExactlyInAnyOrder(
                        "spec.template.spec.domain.memory.guest",
                        "spec.template.spec.domain.cpu.cores");
        Http.Answer notShown = expand(machine);
        assertThat(notShown.code()).isEqualTo(400);
        assertThat(notShown.message()).contains("conflicts with selected instance type");
    }

    @Test
    void aMachineWaitsForAnInstancetypeThatIsNotThere() throws Exception {
        JsonObject machine = machine("instancetype: {name: later}", "{devices: {}}");
        String name = machine.getAsJsonObject("metadata").get("name").getAsString();
        Guests.require(administrator().post(Guests.MACHINES, machine), 201);
        Http.Answer ofMachine =
                administrator()
                        .get(Guests.SUBRESOURCES + "/virtualmachines/" + name + "/expand-spec");
        assertThat(ofMachine.code()).isEqualTo(500);
        String why =
                "virtualmachineclusterinstancetypes.instancetype.kubevirt.io \"later\" not found";
        assertThat(ofMachine.message()).contains(why);
        Http.Answer sent = expand(machine);
        assertThat(sent.code()).isEqualTo(400);
        assertThat(sent.message()).isEqualTo(why);
    }

    @Test
    void anUnmetRequirementAndAVolumeToInferFromAreRefused() throws Exception {
        String preference = Guests.newName("pref");
        Guests.require(
                administrator()
                        .post(
                                GROUP + "/virtualmachineclusterpreferences",
                                preset(
                                        "VirtualMachineClusterPreference",
                                        preference,
                                        "{requirements: {cpu: {guest: 4}}}")),
                201);
        Http.Answer unmet =
                administrator()
                        .post(
                                Guests.MACHINES,
                                machine(
                                        reference(withInstancetype(SMALL))
                                                + "\n  preference: {name: %s}"
                                                        .formatted(preference),
                                        "{devices: {}}"));
        assertThat(unmet.code()).as(unmet.body()).isEqualTo(422);
        assertThat(unmet.message()).contains("failure checking preference requirements");
        Http.Answer inferred =
                administrator()
                        .post(
                                Guests.MACHINES,
                                machine("instancetype: {inferFromVolume: root}", "{devices: {}}"));
        assertThat(inferred.code()).isEqualTo(422);
        assertThat(causes(inferred)).contains("spec.instancetype.inferFromVolume");
    }

    @Test
    void aMachineIsShownToThoseAloneWhoMay() throws Exception {
        JsonObject machine = machine("running: false", "{devices: {}}");
        machine.getAsJsonObject("spec").remove("runStrategy");
        Http stranger = Stage.current().user("stranger");
        Http.Answer refused =
                stranger.send(
                        "PUT",
                        Guests.SUBRESOURCES + "/expand-vm-spec",
                        "application/json",
                        machine.toString());
        assertThat(refused.code()).isEqualTo(403);
        assertThat(expand(machine).json().get("spec")).isEqualTo(machine.get("spec"));
        assertThat(expand(Manifests.one("{kind: VirtualMachine}")).code()).isEqualTo(400);
        assertThat(
                        administrator()
                                .get(Guests.SUBRESOURCES + "/virtualmachines/none/expand-spec")
                                .code())
                .isEqualTo(404);
    }
}
