package io.kubevirt.ee.handler.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.kubevirt.ee.handler.port.HypervisorRefused;
import io.kubevirt.ee.handler.stream.HttpAnswer;
import io.kubevirt.ee.model.agent.AgentCommand;
import io.kubevirt.ee.model.guest.DomainState;
import io.kubevirt.ee.model.guest.DomainState.Off;
import io.kubevirt.ee.model.guest.DomainState.OffCause;
import io.kubevirt.ee.model.guest.DomainState.PauseCause;
import io.kubevirt.ee.model.guest.DomainState.Paused;
import io.kubevirt.ee.model.guest.DomainState.ShuttingDown;
import io.kubevirt.ee.runtime.loop.Key;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GuestOperatorTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final DomainState PAUSED = new Paused(PauseCause.ON_REQUEST);
    private static final String VMI = "/v1/namespaces/ns1/virtualmachineinstances/vm1/";
    private static final String THAWED = "{\"return\": \"thawed\"}";
    private static final String FROZEN = "{\"return\": \"frozen\"}";
    private static final String FOR_A_MINUTE = "{\"unfreezeTimeout\": \"1m0s\"}";

    private final FakeGuest guest = new FakeGuest();
    private final List<Key> changed = new ArrayList<>();
    private final GuestOperator operator =
            new GuestOperator(
                    guest,
                    guest,
                    new AgentQuestions(guest),
                    new FileSystemFreeze(guest, guest, () -> NOW),
                    changed::add);

    @ParameterizedTest
    @CsvSource({
        "pause, suspend",
        "unpause, resume",
        "reset, reset",
        "softreboot, reboot",
    })
    void anOperationIsDoneAndItsStatusLookedAt(String operation, String done) {
        assertThat(put(operation, "{}").status()).isEqualTo(202);

        assertThat(guest.done).containsExactly(done);
        assertThat(changed).containsExactly(new Key("ns1", "vm1"));
    }

    @ParameterizedTest
    @CsvSource({
        "pause, 202", "unpause, 202", "reset, 202",
        "softreboot, 409", "freeze, 409", "unfreeze, 409",
    })
    void aPausedGuestCanDoNothingItself(String operation, int code) {
        is(PAUSED);
        HttpAnswer answer = put(operation, FOR_A_MINUTE);

        assertThat(answer.status()).isEqualTo(code);
        if (code == 409) {
            assertThat(answer.body()).contains("virtualmachineinstance ns1/vm1 is paused");
            assertThat(guest.done).isEmpty();
        }
    }

    @Test
    void aPauseByAFailedDiskIsNotMadeItsUsers() {
        is(new Paused(PauseCause.IO_ERROR));

        assertRefused("pause", 409, "virtualmachineinstance ns1/vm1 is paused");
        assertThat(put("unpause", FOR_A_MINUTE).status()).isEqualTo(202);
    }

    /** Phase of the VMI; a pause in the phase Scheduled would be undone by the reconciler. */
    @ParameterizedTest
    @ValueSource(strings = {"", "Pending", "Scheduling", "Scheduled", "Succeeded", "Failed"})
    void onlyAGuestThatWasHandedToItsUserIsTouched(String phase) {
        guest.vmi = Optional.of(FakeGuest.vmi(phase));

        assertRefused("pause", 409, "virtualmachineinstance ns1/vm1 is not running");
    }

    @Test
    void aGuestThatEndsIsNotTouched() {
        is(new ShuttingDown());
        assertRefused("reset", 409, "virtualmachineinstance ns1/vm1 is not running");
        is(new Off(OffCause.SHUTDOWN));
        assertRefused("reset", 409, "virtualmachineinstance ns1/vm1 is not running");
        guest.domain = Optional.empty();
        assertRefused("reset", 409, "virtualmachineinstance ns1/vm1 is not running");
    }

    @Test
    void theDomainOfAnEarlierInstanceIsNotTouched() {
        guest.domain = Optional.of(FakeGuest.domain("uid-0", new DomainState.Running()));

        assertRefused("reset", 409, "virtualmachineinstance ns1/vm1 is not running");
    }

    @Test
    void whatIsNotOnTheNodeIsNotFound() {
        guest.vmi = Optional.empty();

        assertRefused("pause", 404, "virtualmachineinstance ns1/vm1 is not on this node");
    }

    @Test
    void libvirtsWordsReachWhoeverAsked() {
        guest.refused =
                Optional.of(
                        new HypervisorRefused(
                                HypervisorRefused.Kind.MAY_PASS, "qemu is \"busy\"", null));
        assertRefused("reset", 500, "qemu is \"busy\"");

        guest.silent = true;
        assertRefused("reset", 503, "libvirt does not answer");
    }

    @Test
    void whatIsAskedForWithAnotherMethodIsNotDone() {
        HttpAnswer answer = operator.answer("GET", VMI + "pause", "").orElseThrow();

        assertThat(answer.status()).isEqualTo(405);
        assertThat(guest.done).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/namespaces/ns1/virtualmachineinstances/vm1/console",
                "/v1/namespaces/ns1/virtualmachineinstances/vm1",
                "/v1/namespaces/ns1/virtualmachineinstances/vm1/pause/now",
                "/v2/namespaces/ns1/virtualmachineinstances/vm1/pause",
                "/metrics",
            })
    void otherPathsAreForOthers(String path) {
        assertThat(operator.answer("PUT", path, "")).isEmpty();
    }

    @Test
    void aFreezeIsWrittenDownBeforeItBegins() {
        guest.replies.put(AgentCommand.FREEZE_STATUS, THAWED);
        guest.replies.put(AgentCommand.FREEZE, "{\"return\": 1}");

        assertThat(put("freeze", FOR_A_MINUTE).status()).isEqualTo(202);

        assertThat(guest.done)
                .containsExactly(
                        "guest-fsfreeze-status",
                        "thaw uid-1 2026-01-01T12:01:00Z",
                        "guest-fsfreeze-freeze");
        assertThat(changed).hasSize(1);
    }

    @Test
    void aFreezeWithoutAnEndStaysUntilItIsThawed() {
        guest.replies.put(AgentCommand.FREEZE_STATUS, THAWED);
        guest.replies.put(AgentCommand.FREEZE, "{\"return\": 1}");

        assertThat(put("freeze", "{\"unfreezeTimeout\": \"0s\"}").status()).isEqualTo(202);

        assertThat(guest.thawAt).isEmpty();
    }

    @Test
    void aSecondFreezeMovesTheEnd() {
        guest.replies.put(AgentCommand.FREEZE_STATUS, FROZEN);

        assertThat(put("freeze", FOR_A_MINUTE).status()).isEqualTo(202);

        assertThat(guest.thawAt).contains(NOW.plusSeconds(60));
        assertThat(guest.done).doesNotContain("guest-fsfreeze-freeze");
    }

    @Test
    void aFreezeThatFailsLeavesNothingFrozen() {
        guest.replies.put(AgentCommand.FREEZE_STATUS, THAWED);
        guest.replies.put(AgentCommand.THAW, "{\"return\": 0}");

        assertThat(put("freeze", FOR_A_MINUTE).status()).isEqualTo(500);

        assertThat(guest.done).endsWith("guest-fsfreeze-thaw", "thaw uid-1 never");
    }

    @Test
    void anUnfreezeForgetsTheEnd() {
        guest.thawAt = Optional.of(NOW);
        guest.replies.put(AgentCommand.THAW, "{\"return\": 1}");

        assertThat(put("unfreeze", "").status()).isEqualTo(202);

        assertThat(guest.thawAt).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ''                            | Unfreeze timeout in freeze request is not set
                    {}                            | Unfreeze timeout in freeze request is not set
                    {"unfreezeTimeout": null}     | Unfreeze timeout in freeze request is not set
                    {"unfreezeTimeout": "soon"}   | failed to unmarshal unfreeze timeout
                    {"unfreezeTimeout": {}}       | failed to unmarshal unfreeze timeout
                    no json                       | failed to unmarshal unfreeze timeout
                    """)
    void aFreezeSaysHowLong(String body, String words) {
        HttpAnswer answer = put("freeze", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains(words);
        assertThat(guest.done).isEmpty();
    }

    @Test
    void whatTheAgentDoesNotTellIsLeftOut() {
        guest.replies.put(
                AgentCommand.INFO,
                "{\"return\": {\"version\": \"10\", \"supported_commands\": []}}");
        guest.replies.put(AgentCommand.FREEZE_STATUS, FROZEN);

        HttpAnswer answer = operator.answer("GET", VMI + "guestosinfo", "").orElseThrow();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(JsonParser.parseString(answer.body()))
                .isEqualTo(
                        JsonParser.parseString(
                                """
                                {"guestAgentVersion": "10", "supportedCommands": [], "os": {},
                                 "fsInfo": {"disks": []}, "fsFreezeStatus": "frozen"}"""));
        assertThat(changed).isEmpty();
    }

    @Test
    void aGuestWithoutAnAgentTellsNothing() {
        for (String what : List.of("guestosinfo", "userlist", "filesystemlist")) {
            HttpAnswer answer = operator.answer("GET", VMI + what, "").orElseThrow();
            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.body()).contains("is disabled");
        }
    }

    @Test
    void anAgentThatTalksNonsenseIsTheGuestsFault() {
        guest.replies.put(AgentCommand.USERS, "{\"return\": 7}");

        HttpAnswer answer = operator.answer("GET", VMI + "userlist", "").orElseThrow();

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body()).contains("the guest's agent cannot be understood");
    }

    private void is(DomainState state) {
        guest.domain = Optional.of(FakeGuest.domain("uid-1", state));
    }

    private void assertRefused(String operation, int code, String message) {
        HttpAnswer answer = put(operation, "{}");
        assertThat(answer.status()).isEqualTo(code);
        var status = JsonParser.parseString(answer.body()).getAsJsonObject();
        assertThat(status.get("kind").getAsString()).isEqualTo("Status");
        assertThat(status.get("message").getAsString()).isEqualTo(message);
        assertThat(guest.done).isEmpty();
        assertThat(changed).isEmpty();
    }

    private HttpAnswer put(String operation, String body) {
        return operator.answer("PUT", VMI + operation, body).orElseThrow();
    }
}
