package io.kubevirt.ee.api.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The REST entrypoint against a real kube-apiserver, as users with different rights. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class RestIT {
    static final String MACHINES = "/rest/v1/namespaces/default/virtualmachines";
    static final String INSTANCES = "/rest/v1/namespaces/default/virtualmachineinstances";

    @Test
    void anEditorCreatesReadsReplacesPatchesAndDeletesAMachine() throws Exception {
        Http rest = Stage.current().restAs(editor());
        String name = Guests.newName("rest");
        Http.Answer created =
                Guests.require(
                        rest.post(MACHINES, Guests.machine(name, "runStrategy: Halted")), 201);
        assertThat(created.contentType()).isEqualTo("application/json");
        assertThat(created.header("Location")).endsWith(MACHINES + "/" + name);

        JsonObject read = Guests.require(rest.get(MACHINES + "/" + name), 200).json();
        read.getAsJsonObject("spec").addProperty("runStrategy", "Manual");
        JsonObject replaced =
                Guests.require(rest.put(MACHINES + "/" + name, read.toString()), 200).json();
        assertThat(strategy(replaced)).isEqualTo("Manual");
        assertThat(Guests.require(rest.put(MACHINES + "/" + name, read.toString()), 409).reason())
                .as("the version that was read is the one before")
                .isEqualTo("Conflict");

        String patch = "{\"spec\":{\"runStrategy\":\"Halted\"}}";
        assertThat(
                        strategy(
                                Guests.require(rest.mergePatch(MACHINES + "/" + name, patch), 200)
                                        .json()))
                .isEqualTo("Halted");
        Guests.require(rest.delete(MACHINES + "/" + name), 200);
        Http.Answer gone = Guests.require(rest.get(MACHINES + "/" + name), 404);
        assertThat(gone.contentType()).isEqualTo("application/problem+json");
        assertThat(gone.reason()).isEqualTo("NotFound");
        assertThat(gone.json().get("detail").getAsString())
                .isEqualTo("virtualmachines.kubevirt.io \"%s\" not found".formatted(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"application", "/"})
    void aHeaderThatIsNoMediaTypeIsAProblemLikeAnyOther(String malformed) throws Exception {
        Http rest = Stage.current().restAs(editor());
        Http.Answer body = Guests.require(rest.send("POST", MACHINES, malformed, "{}"), 400);
        assertThat(body.contentType()).isEqualTo("application/problem+json");
        assertThat(body.json().get("detail").getAsString())
                .isEqualTo("the header Content-Type is no media type");
        Http.Answer answer = Guests.require(rest.with("Accept", malformed).get(MACHINES), 400);
        assertThat(answer.json().get("detail").getAsString())
                .isEqualTo("the header Accept is no media type");
    }

    @Test
    void instancesAreServedAsMachinesAre() throws Exception {
        Http rest = Stage.current().restAs(editor());
        String name = Guests.newName("rest");
        Guests.require(rest.post(INSTANCES, Guests.instance(name)), 201);
        JsonObject read = Guests.require(rest.get(INSTANCES + "/" + name), 200).json();
        assertThat(read.get("kind").getAsString()).isEqualTo("VirtualMachineInstance");
        Guests.require(rest.delete(INSTANCES + "/" + name), 200);
    }

    @Test
    void aViewerReadsAndWritesNothing() throws Exception {
        Stage stage = Stage.current();
        String name = Guests.withMachine("runStrategy: Halted");
        Http rest = stage.restAs(viewer());
        Guests.require(rest.get(MACHINES + "/" + name), 200);
        Guests.require(rest.get(MACHINES), 200);
        String machine = MACHINES + "/" + name;
        List<Http.Answer> refused =
                List.of(
                        rest.post(MACHINES, Guests.machine("no", "runStrategy: Halted")),
                        rest.put(machine, Guests.machine(name, "runStrategy: Manual").toString()),
                        rest.mergePatch(machine, "{\"spec\":{\"runStrategy\":\"Manual\"}}"),
                        rest.delete(machine),
                        rest.send("POST", machine + "/start", null, null),
                        rest.send("POST", machine + "/stop", null, null),
                        rest.send("POST", machine + "/restart", null, null));
        assertThat(refused)
                .allSatisfy(
                        answer -> {
                            assertThat(answer.code()).as(answer.body()).isEqualTo(403);
                            assertThat(answer.reason()).isEqualTo("Forbidden");
                            assertThat(answer.json().get("detail").getAsString())
                                    .contains("system:serviceaccount:default:rest-viewer");
                        });
        assertThat(strategy(Guests.read(Guests.MACHINES + "/" + name))).isEqualTo("Halted");
    }

    /** virt-api itself may read machines everywhere: that must not help anybody. */
    @Test
    void nobodyGetsTheServersRights() throws Exception {
        Stage stage = Stage.current();
        String name = Guests.withMachine("runStrategy: Halted");
        Http stranger = stage.restAs(stage.account("rest-stranger", "kubevirt.io:default"));
        Guests.require(stranger.get(MACHINES + "/" + name), 403);
        Guests.require(stage.restAs(viewer()).get("/rest/v1/virtualmachines"), 403);
        Guests.require(
                stage.restAs(viewer()).get(MACHINES.replace("/default/", "/kubevirt/")), 403);
    }

    @Test
    void withoutATokenNobodyIsServed() throws Exception {
        Http.Answer answer = Stage.current().rest().get(MACHINES);
        assertThat(answer.code()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
        assertThat(answer.reason()).isEqualTo("Unauthorized");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer nonsense",
                "Bearer a b",
                "Basic YWRtaW46YWRtaW4=",
                "Bearer ",
                "Bearer é"
            })
    void aBadTokenIsNoToken(String authorization) throws Exception {
        Http.Answer answer = Stage.current().rest("Authorization", authorization).get(MACHINES);
        assertThat(answer.code()).as(answer.body()).isEqualTo(401);
        assertThat(answer.body()).doesNotContain("nonsense");
    }

    @Test
    void otherHeadersSayNothingOfTheCaller() throws Exception {
        Stage stage = Stage.current();
        Http claimed = stage.rest("X-Remote-User", "admin", "X-Remote-Group", "system:masters");
        assertThat(claimed.get(MACHINES).code()).isEqualTo(401);
        Http impersonating =
                stage.rest(
                        "Authorization",
                        "Bearer " + editor().token(),
                        "Impersonate-User",
                        "somebody");
        assertThat(impersonating.get(MACHINES).code()).isEqualTo(400);
    }

    @Test
    void listsGoOnWhereTheyEnded() throws Exception {
        Http rest = Stage.current().restAs(editor());
        String mark = Guests.newName("page");
        for (int i = 0; i < 5; i++) {
            JsonObject machine = Guests.machine(Guests.newName("page"), "runStrategy: Halted");
            JsonObject labels = new JsonObject();
            labels.addProperty("set", mark);
            machine.getAsJsonObject("metadata").add("labels", labels);
            Guests.require(rest.post(MACHINES, machine), 201);
        }
        List<Integer> sizes = new ArrayList<>();
        List<String> names = new ArrayList<>();
        String next = "";
        do {
            JsonObject page =
                    Guests.require(
                                    rest.get(
                                            MACHINES
                                                    + "?limit=2&labelSelector=set%3D"
                                                    + mark
                                                    + (next.isEmpty() ? "" : "&continue=" + next)),
                                    200)
                            .json();
            sizes.add(page.getAsJsonArray("items").size());
            page.getAsJsonArray("items").forEach(item -> names.add(name(item)));
            JsonElement more = page.getAsJsonObject("metadata").get("continue");
            next = more == null ? "" : more.getAsString();
        } while (!next.isEmpty());
        assertThat(sizes).containsExactly(2, 2, 1);
        assertThat(names).doesNotHaveDuplicates().hasSize(5);
        JsonObject one =
                Guests.require(
                                rest.get(
                                        MACHINES
                                                + "?fieldSelector=metadata.name%3D"
                                                + names.get(3)),
                                200)
                        .json();
        assertThat(one.getAsJsonArray("items")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?limit=0",
                "?limit=501",
                "?limit=1&limit=2",
                "?labelselector=a",
                "?continue=../..",
                "?labelSelector=%0d%0aX-Remote-User:%20admin",
                "?labelSelector=a%3D%3D%3D",
                "?watch=1",
                "?fieldSelector=spec.nothing%3D1"
            })
    void aQueryThatIsNotUnderstoodIsRefused(String query) throws Exception {
        Http.Answer answer = Stage.current().restAs(editor()).get(MACHINES + query);
        assertThat(answer.code()).as(answer.body()).isEqualTo(400);
        assertThat(answer.contentType()).isEqualTo("application/problem+json");
    }

    @Test
    void aRefusedObjectNamesItsFields() throws Exception {
        Http rest = Stage.current().restAs(editor());
        JsonObject machine = Guests.machine("refused", "runStrategy: Sometimes");
        Http.Answer answer = Guests.require(rest.post(MACHINES, machine), 422);
        assertThat(answer.reason()).isEqualTo("Invalid");
        assertThat(answer.json().getAsJsonArray("causes"))
                .anySatisfy(
                        cause ->
                                assertThat(cause.getAsJsonObject().get("field").getAsString())
                                        .isEqualTo("spec.runStrategy"));
        machine = Guests.machine("typo", "runStrategy: Halted");
        machine.getAsJsonObject("spec").addProperty("runStrategie", "Always");
        assertThat(Guests.require(rest.post(MACHINES, machine), 400).body())
                .contains("unknown field");
    }

    @Test
    void yamlIsTakenAsWell() throws Exception {
        Http rest = Stage.current().restAs(editor());
        String yaml =
                """
                apiVersion: kubevirt.io/v1
                kind: VirtualMachine
                metadata: {name: %s}
                spec: {runStrategy: Halted, template: {spec: {domain: {devices: {}, memory: {guest: 64Mi}}}}}
                """
                        .formatted(Guests.newName("yaml"));
        Http.Answer answer = rest.send("POST", MACHINES + "?dryRun=All", "application/yaml", yaml);
        assertThat(answer.code()).as(answer.body()).isEqualTo(201);
    }

    @Test
    void bodiesAreOfAKnownTypeAndNotTooLong() throws Exception {
        Http rest = Stage.current().restAs(editor());
        assertThat(rest.send("POST", MACHINES, "text/plain", "x").code()).isEqualTo(415);
        assertThat(rest.send("POST", MACHINES, "application/json", "").code()).isEqualTo(400);
        assertThat(rest.send("POST", MACHINES, "application/json", " ".repeat(3_200_000)).code())
                .isEqualTo(413);
        assertThat(rest.send("PATCH", MACHINES + "/x", "application/json", "{}").code())
                .isEqualTo(415);
        assertThat(rest.send("DELETE", MACHINES, null, null).code()).isEqualTo(405);
    }

    @Test
    void aMachineIsStartedStoppedAndRestarted() throws Exception {
        Http rest = Stage.current().restAs(editor());
        String name = Guests.withMachine("runStrategy: Halted");
        String machine = MACHINES + "/" + name;
        Guests.require(rest.send("POST", machine + "/start?dryRun=All", null, null), 202);
        assertThat(strategy(Guests.read(Guests.MACHINES + "/" + name))).isEqualTo("Halted");
        Guests.require(rest.send("POST", machine + "/start", null, null), 202);
        assertThat(strategy(Guests.read(Guests.MACHINES + "/" + name))).isEqualTo("Always");
        Http.Answer restart = rest.send("POST", machine + "/restart", null, null);
        assertThat(restart.code()).as("it does not run yet").isEqualTo(409);
        assertThat(restart.json().get("detail").getAsString()).contains(name);
        Guests.require(rest.send("POST", machine + "/stop", null, null), 202);
        assertThat(strategy(Guests.read(Guests.MACHINES + "/" + name))).isEqualTo("Halted");
        assertThat(rest.send("POST", MACHINES + "/nobody/start", null, null).code()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "/rest/v1/namespaces/DEFAULT/virtualmachines, 400",
        "/rest/v1/namespaces/default/virtualmachines/a_b, 400",
        "/rest/v1/namespaces/default/secrets, 404",
        "/rest/v1/namespaces/default/virtualmachines/a/status, 404",
        "/rest/v1/namespaces/default/virtualmachines/..%2f..%2fsecrets, 400",
        "/rest/../apis/subresources.kubevirt.io/v1/version, 404",
        "/rest/v2, 404",
    })
    void noPathLeadsElsewhere(String path, int code) throws Exception {
        Http.Answer answer = Stage.current().restAs(editor()).get(path);
        assertThat(answer.code()).as(answer.body()).isEqualTo(code);
    }

    @Test
    void eachPortServesItsOwn() throws Exception {
        Stage stage = Stage.current();
        Http rest = stage.restAs(editor());
        assertThat(rest.get("/apis/subresources.kubevirt.io/v1/version").code()).isEqualTo(404);
        assertThat(rest.send("POST", "/virtualmachines-validate", "application/json", "{}").code())
                .isEqualTo(404);
        assertThat(rest.get("/health/ready").code()).isEqualTo(404);
        assertThat(stage.directly().with(rest.headers()).get(MACHINES).code()).isEqualTo(404);
    }

    /** What the log holds is read by others than the caller. */
    @Test
    void tokensAreNotLogged() throws Exception {
        Stage stage = Stage.current();
        String token = "not-a-token-that-anybody-has";
        assertThat(stage.rest("Authorization", "Bearer " + token).get(MACHINES).code())
                .isEqualTo(401);
        stage.restAs(editor()).get(MACHINES + "/a/b?c=d");
        try (Stream<Path> logs = Files.walk(Path.of(System.getProperty("it.dir"), "logs"))) {
            for (Path log : logs.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(log, StandardCharsets.ISO_8859_1))
                        .as(log.toString())
                        .doesNotContain(token)
                        .doesNotContain(editor().token());
            }
        }
    }

    @Test
    void theDocumentAndItsPageAreServed() throws Exception {
        Http rest = Stage.current().rest();
        JsonObject document =
                Guests.require(rest.with("Accept", "application/json").get("/rest/openapi"), 200)
                        .json();
        assertThat(document.get("openapi").getAsString()).startsWith("3.");
        assertThat(document.getAsJsonObject("paths").keySet())
                .contains(
                        "/rest/v1/virtualmachines",
                        "/rest/v1/namespaces/{namespace}/virtualmachines/{name}/start",
                        "/rest/v1/watch/namespaces/{namespace}/virtualmachineinstances")
                .allMatch(path -> path.startsWith("/rest/v1/"));
        Http.Answer page = Guests.require(rest.get("/rest/openapi/ui/"), 200);
        assertThat(page.contentType()).startsWith("text/html");
        assertThat(page.body()).contains("'/rest/openapi'");
        Matcher script = Pattern.compile("src=\"([^\"]+\\.js)\"").matcher(page.body());
        assertThat(script.find()).isTrue();
        assertThat(rest.get("/rest/openapi/ui/" + script.group(1)).contentType())
                .contains("javascript");
    }

    static Stage.Account editor() throws Exception {
        return Stage.current().account("rest-editor", "kubevirt.io:edit");
    }

    static Stage.Account viewer() throws Exception {
        return Stage.current().account("rest-viewer", "kubevirt.io:view");
    }

    private static String strategy(JsonObject machine) {
        return machine.getAsJsonObject("spec").get("runStrategy").getAsString();
    }

    private static String name(JsonElement object) {
        return object.getAsJsonObject().getAsJsonObject("metadata").get("name").getAsString();
    }
}
