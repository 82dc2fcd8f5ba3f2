package io.kubevirt.ee.api.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.kubevirt.ee.handler.stream.HttpAnswer;
import java.nio.file.Path;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is asked of a running guest, the whole way but for the guest: through the real API server to
 * virt-api, and on by mutual TLS to the agent's own server.
 */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class GuestOperationIT {
    private static final String CONNECTED =
            ",\"conditions\":[{\"type\":\"AgentConnected\",\"status\":\"True\"}]";
    private static final String PAUSED =
            ",\"conditions\":[{\"type\":\"Paused\",\"status\":\"True\"}]";

    @TempDir private Path directory;
    private Agent agent;

    @BeforeEach
    void startAgent() throws Exception {
        agent = Agent.started(directory.resolve("agent"));
    }

    @AfterEach
    void stopAgent() {
        agent.close();
    }

    @ParameterizedTest
    @CsvSource({
        "pause, ''",
        "unpause, PAUSED",
        "unfreeze, ''",
        "softreboot, ''",
        "reset, ''",
    })
    void theAgentOfTheNodeIsAskedOnce(String operation, String condition) throws Exception {
        String name = guest("Running", condition.isEmpty() ? "" : PAUSED);

        Http.Answer answer = put(name, operation, "{}");

        assertThat(answer.code()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(agent.asked()).containsExactly("PUT " + path(name, operation) + " ");
    }

    @Test
    void clientsOfTheOlderVersionAndWithoutABodyAreServed() throws Exception {
        String name = guest("Running", "");
        String path =
                "/apis/subresources.kubevirt.io/v1alpha3/namespaces/default/virtualmachineinstances/%s/pause"
                        .formatted(name);

        assertThat(administrator().send("PUT", path, null, null).code()).isEqualTo(200);
        assertThat(agent.asked()).hasSize(1);
    }

    @Test
    void aFreezeTakesItsTimeAlong() throws Exception {
        String name = guest("Running", CONNECTED);
        String body = "{\"unfreezeTimeout\":\"5m0s\"}";

        Http.Answer answer = put(name, "freeze", body);

        assertThat(answer.code()).as(answer.body()).isEqualTo(200);
        assertThat(agent.asked()).containsExactly("PUT " + path(name, "freeze") + " " + body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"guestosinfo", "userlist", "filesystemlist"})
    void whatTheGuestTellsIsPassedOn(String what) throws Exception {
        String name = guest("Running", CONNECTED);
        agent.answers(new HttpAnswer(200, "application/json", "{\"items\":[\"x\"]}"));

        Http.Answer answer = administrator().get(subresource(name, what));

        assertThat(answer.code()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json())
                .isEqualTo(JsonParser.parseString("{\"items\":[\"x\"]}").getAsJsonObject());
        assertThat(agent.asked()).containsExactly("GET " + path(name, what) + " ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pause", "unpause"})
    void aDryRunAsksNobody(String operation) throws Exception {
        String name = guest("Running", operation.equals("pause") ? "" : PAUSED);

        assertThat(put(name, operation, "{\"dryRun\":[\"All\"]}").code()).isEqualTo(200);
        assertThat(put(name, operation, "{\"dryRun\":[\"Some\"]}").code()).isEqualTo(400);
        assertThat(agent.asked()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    pause       | Running   | PAUSED | {}                          | 409 | VMI is already paused
                    pause       | Scheduled |        | {}                          | 409 | VM is not running
                    pause       | Running   |        | no json                     | 400 | Can not unmarshal Request body
                    unpause     | Running   |        | {}                          | 409 | VMI is not paused
                    softreboot  | Running   | PAUSED | {}                          | 409 | VMI is paused
                    freeze      | Succeeded |        | {"unfreezeTimeout":"1s"}    | 409 | VM is not running
                    freeze      | Running   |        | {}                          | 400 | Unfreeze timeout in freeze request is not set
                    freeze      | Running   |        | {"unfreezeTimeout":"soon"}  | 400 | is no duration
                    reset       | Pending   |        | {}                          | 400 | phase is Pending instead of Running or Scheduled
                    """)
    void whatCannotBeDoneIsToldInAStatus(
            String operation, String phase, String condition, String body, int code, String words)
            throws Exception {
        String name = guest(phase, condition == null ? "" : PAUSED);

        Http.Answer answer = put(name, operation, body);

        assertThat(answer.code()).as(answer.body()).isEqualTo(code);
        assertThat(answer.json().get("kind").getAsString()).isEqualTo("Status");
        assertThat(answer.message()).contains(words);
        assertThat(agent.asked()).isEmpty();
    }

    @Test
    void aGuestWithoutAnAgentTellsNothing() throws Exception {
        Http.Answer answer = administrator().get(subresource(guest("Running", ""), "userlist"));

        assertThat(answer.code()).isEqualTo(500);
        assertThat(answer.contentType()).startsWith("text/plain");
        assertThat(answer.body()).contains("VMI does not have guest agent connected");
    }

    @Test
    void whoIsNotThereIsNotFoundExceptWhereKubevirtSays500() throws Exception {
        for (String operation :
                new String[] {"pause", "unpause", "unfreeze", "softreboot", "reset"}) {
            Http.Answer answer = put("nobody", operation, "{}");
            assertThat(answer.code()).isEqualTo(404);
            assertThat(answer.message())
                    .isEqualTo("virtualmachineinstance.kubevirt.io \"nobody\" not found");
        }
        Http.Answer told = administrator().get(subresource("nobody", "guestosinfo"));
        assertThat(told.code()).isEqualTo(500);
        assertThat(told.body())
                .isEqualTo("virtualmachineinstance.kubevirt.io \"nobody\" not found");
    }

    @Test
    void theAgentsRefusalIsAnErrorInItsWords() throws Exception {
        agent.answers(
                new HttpAnswer(
                        409, "application/json", "{\"kind\":\"Status\",\"message\":\"no\"}"));

        Http.Answer running = put(guest("Running", ""), "reset", "{}");
        assertThat(running.code()).isEqualTo(500);
        assertThat(running.message()).isEqualTo("Internal error occurred: no");

        Http.Answer starting = put(guest("Scheduled", ""), "reset", "{}");
        assertThat(starting.code()).isEqualTo(500);
        assertThat(starting.message())
                .contains("Failed to reset non-running VMI with phase Scheduled");
    }

    @Test
    void anAgentThatIsAwayIsNamed() throws Exception {
        agent.close();

        Http.Answer answer = put(guest("Running", ""), "reset", "{}");

        assertThat(answer.code()).isEqualTo(500);
        assertThat(answer.message()).contains("virt-handler at 127.0.0.1:");
    }

    @Test
    void whoMayOnlyLookMayNotPause() throws Exception {
        String name = guest("Running", CONNECTED);
        Stage.current().bind("User", "watcher-of-guests", "kubevirt.io:view");
        Http watcher = Stage.current().user("watcher-of-guests");

        assertThat(watcher.put(subresource(name, "pause"), "{}").code()).isEqualTo(403);
        assertThat(watcher.get(subresource(name, "userlist")).code()).isEqualTo(200);
        assertThat(agent.asked()).containsExactly("GET " + path(name, "userlist") + " ");
    }

    private static String guest(String phase, String conditions) throws Exception {
        String name = Guests.newName("operation");
        Guests.withInstance(
                name,
                "{\"phase\":\"%s\",\"nodeName\":\"%s\"%s}"
                        .formatted(phase, Agent.NODE, conditions));
        return name;
    }

    private static Http.Answer put(String name, String operation, String body) throws Exception {
        return administrator().put(subresource(name, operation), body);
    }

    private static String subresource(String name, String what) {
        return Guests.SUBRESOURCES + "/virtualmachineinstances/" + name + "/" + what;
    }

    private static String path(String name, String what) {
        return "/v1/namespaces/default/virtualmachineinstances/%s/%s".formatted(name, what);
    }

    private static Http administrator() throws Exception {
        return Stage.current().administrator();
    }
}
