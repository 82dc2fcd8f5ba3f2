package io.kubevirt.ee.handler.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.model.agent.AgentCommand;
import io.kubevirt.ee.model.condition.ConditionType;
import io.kubevirt.ee.model.condition.InstanceConditions;
import io.kubevirt.ee.model.guest.DomainState.Running;
import io.kubevirt.ee.runtime.loop.Outcome;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What the reconciler asks of the agent inside the guest. */
class GuestReconcilerAgentTest extends ReconciledGuest {
    private static final String PASSWORD =
            """
            , "accessCredentials": [{"userPassword": {
               "source": {"secret": {"secretName": "words"}},
               "propagationMethod": {"qemuGuestAgent": {}}}}]""";

    @Test
    void aPasswordIsPutIntoTheGuestOnceAndAgainWhenItChangesOrFailed() throws Exception {
        itRunsAndWaitsForPasswords();
        node.secrets = Optional.of(new TreeMap<>(Map.of("root", "first")));

        reconciler.reconcile(KEY);
        reconciler.reconcile(KEY);
        assertThat(accessCredentials()).isEqualTo("False guest-set-user-password is disabled");

        node.calls = true;
        now = now.plusSeconds(60);
        reconciler.reconcile(KEY);
        reconciler.reconcile(KEY);
        reconciler.reconcile(KEY);
        assertThat(accessCredentials()).isEqualTo("True null");
        assertThat(passwordsSet()).isEqualTo(1);

        node.secrets = Optional.of(new TreeMap<>(Map.of("root", "second")));
        reconciler.reconcile(KEY);
        reconciler.reconcile(KEY);
        assertThat(passwordsSet()).isEqualTo(2);
        assertThat(accessCredentials()).isEqualTo("True null");
    }

    @Test
    void whomTheGuestDoesNotKnowKeepsNobodyElseOut() throws Exception {
        itRunsAndWaitsForPasswords();
        node.secrets = Optional.of(new TreeMap<>(Map.of("nobody", "x", "root", "y")));
        node.calls = true;
        node.unknownUser = Optional.of("nobody");

        reconciler.reconcile(KEY);
        reconciler.reconcile(KEY);

        assertThat(passwordsSet()).isEqualTo(1);
        assertThat(accessCredentials()).isEqualTo("False guest-set-user-password is disabled");
    }

    @Test
    void aFreezeThatIsOverIsEndedAndForgotten() throws Exception {
        vmis.is(vmi("Running", ""));
        node.domain(new Running());
        node.adopted = true;
        node.replies.put(AgentCommand.FREEZE_STATUS, "{\"return\": \"frozen\"}");
        node.thawAt = Optional.of(now.plusSeconds(20));

        assertThat(reconciler.reconcile(KEY))
                .isEqualTo(new Outcome.RetryAfter(Duration.ofSeconds(20)));
        assertThat(node.done).doesNotContain("guest-fsfreeze-thaw");
        now = now.plusSeconds(20);
        reconciler.reconcile(KEY);
        assertThat(node.thawAt).as("the agent did not thaw").isPresent();
        node.replies.put(AgentCommand.THAW, "{\"return\": 1}");
        reconciler.reconcile(KEY);

        assertThat(node.done).contains("guest-fsfreeze-thaw");
        assertThat(node.thawAt).isEmpty();
    }

    @Test
    void anAgentThatDoesNotAnswerKeepsNothingElseFromTheStatus() throws Exception {
        vmis.is(vmi("Scheduled", ""));
        node.domain(new Running());
        node.adopted = true;
        node.replies.put(AgentCommand.INFO, "{}");

        reconciler.reconcile(KEY);

        assertThat(vmis.news).contains("status Running");
        assertThat(
                        InstanceConditions.of(vmis.live.orElseThrow().status().conditions())
                                .isTrue(ConditionType.AGENT_CONNECTED))
                .isTrue();
    }

    @Test
    void anAgentThatMayNotFreezeTellsTheRest() throws Exception {
        vmis.is(vmi("Scheduled", ""));
        node.domain(new Running());
        node.adopted = true;
        node.replies.put(AgentCommand.OS_INFO, "{\"return\": {\"id\": \"debian\"}}");
        node.replies.put(AgentCommand.INTERFACES, "{\"return\": []}");

        reconciler.reconcile(KEY);

        assertThat(vmis.live.orElseThrow().status().guestOSInfo().id()).isEqualTo("debian");
    }

    /** A guest that asks for passwords of a Secret, whose agent answers. */
    private void itRunsAndWaitsForPasswords() {
        vmis.is(vmi("Running", PASSWORD));
        node.domain(new Running());
        node.adopted = true;
        node.replies.put(AgentCommand.FREEZE_STATUS, "{\"return\": \"thawed\"}");
        node.replies.put(AgentCommand.OS_INFO, "{\"return\": {}}");
        node.replies.put(AgentCommand.INTERFACES, "{\"return\": []}");
    }

    private long passwordsSet() {
        return node.done.stream().filter("guest-set-user-password"::equals).count();
    }

    private String accessCredentials() {
        return InstanceConditions.of(vmis.live.orElseThrow().status().conditions())
                .get(ConditionType.ACCESS_CREDENTIALS_SYNCHRONIZED)
                .map(condition -> condition.status() + " " + condition.message())
                .orElse("none");
    }
}
