package io.kubevirt.ee.handler.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubernetes.client.openapi.JSON;
import io.kubevirt.ee.handler.port.GuestRefused;
import io.kubevirt.ee.handler.port.HypervisorRefused;
import io.kubevirt.ee.handler.port.HypervisorUnavailable;
import io.kubevirt.ee.model.agent.AgentCommand;
import io.kubevirt.ee.model.condition.ConditionType;
import io.kubevirt.ee.model.condition.InstanceConditions;
import io.kubevirt.ee.model.condition.Reason;
import io.kubevirt.ee.model.domain.DomainSettings;
import io.kubevirt.ee.model.domain.DomainSettings.Accelerator;
import io.kubevirt.ee.model.guest.DomainState.Off;
import io.kubevirt.ee.model.guest.DomainState.OffCause;
import io.kubevirt.ee.model.guest.DomainState.PauseCause;
import io.kubevirt.ee.model.guest.DomainState.Paused;
import io.kubevirt.ee.model.guest.DomainState.Running;
import io.kubevirt.ee.model.probe.ProbeVerdict;
import io.kubevirt.ee.model.probe.ProbeVerdicts;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceBuilder;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceSpecBuilder;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceStatusBuilder;
import io.kubevirt.ee.runtime.loop.Key;
import io.kubevirt.ee.runtime.loop.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class GuestReconcilerTest {

    private static final Key KEY = new Key("ns1", "vm1");
    private static final Outcome AT_ONCE = new Outcome.RetryAfter(Duration.ZERO);

    private Instant now = Instant.parse("2026-01-01T12:00:00Z");
    private final FakeVmis vmis = new FakeVmis();
    private final FakeNode node = new FakeNode();
    private final GuestReconciler reconciler =
            new GuestReconciler(
                    "node1",
                    new GuestPorts(
                            vmis,
                            node,
                            node,
                            node,
                            node,
                            node,
                            () -> Optional.of(DomainSettings.standard(Accelerator.EMULATION))),
                    key -> {},
                    () -> now);

    @Test
    void aScheduledInstanceRunsAfterThreePasses() throws Exception {
        vmis.is(vmi("Scheduled", ""));

        assertThat(reconciler.reconcile(KEY)).isEqualTo(AT_ONCE);
        assertThat(reconciler.reconcile(KEY)).isEqualTo(AT_ONCE);
        assertThat(reconciler.reconcile(KEY))
                .isEqualTo(new Outcome.RetryAfter(Duration.ofMinutes(1)));

        assertThat(node.done).containsExactly("startPaused", "adopt 42", "resume");
        assertThat(vmis.news)
                .containsExactly(
                        "event Created: VirtualMachineInstance defined.",
                        "status Running",
                        "event Started: VirtualMachineInstance started.");
        assertThat(vmis.gets).isEqualTo(1);
    }

    @Test
    void atRestNothingIsWritten() throws Exception {
        vmis.is(vmi("Scheduled", ""));
        node.domain(new Running());
        node.adopted = true;
        reconciler.reconcile(KEY);
        vmis.news.clear();

        reconciler.reconcile(KEY);

        assertThat(vmis.news).isEmpty();
        assertThat(node.done).isEmpty();
    }

    @Test
    void aGuestThatFailsItsLivenessProbeEndsAndIsProbedNoMore() throws Exception {
        vmis.is(vmi("Running", ""));
        node.domain(new Running());
        node.adopted = true;
        node.verdicts =
                new ProbeVerdicts(
                        Optional.empty(), Optional.of(new ProbeVerdict.Failing("no answer.")));

        reconciler.reconcile(KEY);
        assertThat(node.probed).isTrue();
        reconciler.reconcile(KEY);

        assertThat(node.probed).isFalse();
        assertThat(node.done).startsWith("destroy").contains("release uid-1");
        assertThat(vmis.news)
                .contains(
                        "status Failed",
                        "event Stopped: The guest failed its liveness probe and was ended: no"
                                + " answer.");
    }

    @Test
    void aPasswordIsPutIntoTheGuestOnceAndAgainWhenItChangesOrFailed() throws Exception {
        vmis.is(vmi("Running", PASSWORD));
        node.domain(new Running());
        node.adopted = true;
        node.replies.put(AgentCommand.FREEZE_STATUS, "{\"return\": \"thawed\"}");
        node.replies.put(AgentCommand.OS_INFO, "{\"return\": {}}");
        node.replies.put(AgentCommand.INTERFACES, "{\"return\": []}");
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
        vmis.is(vmi("Running", PASSWORD));
        node.domain(new Running());
        node.adopted = true;
        node.replies.put(AgentCommand.FREEZE_STATUS, "{\"return\": \"thawed\"}");
        node.replies.put(AgentCommand.OS_INFO, "{\"return\": {}}");
        node.replies.put(AgentCommand.INTERFACES, "{\"return\": []}");
        node.secrets = Optional.of(new TreeMap<>(Map.of("nobody", "x", "root", "y")));
        node.calls = true;
        node.unknownUser = Optional.of("nobody");

        reconciler.reconcile(KEY);
        reconciler.reconcile(KEY);

        assertThat(passwordsSet()).isEqualTo(1);
        assertThat(accessCredentials()).isEqualTo("False guest-set-user-password is disabled");
    }

    private static final String PASSWORD =
            """
            , "accessCredentials": [{"userPassword": {
               "source": {"secret": {"secretName": "words"}},
               "propagationMethod": {"qemuGuestAgent": {}}}}]""";

    private long passwordsSet() {
        return node.done.stream().filter("guest-set-user-password"::equals).count();
    }

    private String accessCredentials() {
        return InstanceConditions.of(vmis.live.orElseThrow().status().conditions())
                .get(ConditionType.ACCESS_CREDENTIALS_SYNCHRONIZED)
                .map(condition -> condition.status() + " " + condition.message())
                .orElse("none");
    }

    @Test
    void whatIsNotTheNodesAnyMoreEndsBeforeAnythingElse() throws Exception {
        node.domain(new Running());

        assertThat(reconciler.endStrays(KEY)).isTrue();

        assertThat(node.done).startsWith("destroy").contains("undefine");
        assertThat(vmis.gets).isEqualTo(1);
        assertThat(vmis.news).isEmpty();
    }

    @Test
    void whileStraysAreEndedNothingIsStartedAndWhatBelongsHereStays() throws Exception {
        vmis.is(vmi("Scheduled", ""));
        assertThat(reconciler.endStrays(KEY)).isFalse();
        node.domain(new Running());
        assertThat(reconciler.endStrays(KEY)).isFalse();
        assertThat(node.done).isEmpty();
        assertThat(vmis.news).isEmpty();
    }

    @Test
    void aGuestWhoseNodeIsNotReadyRunsAndIsNotCalledReady() throws Exception {
        vmis.is(notReady(vmi("Running", "")));
        node.domain(new Running());
        node.adopted = true;

        reconciler.reconcile(KEY);

        assertThat(
                        InstanceConditions.of(vmis.live.orElseThrow().status().conditions())
                                .isTrue(ConditionType.READY))
                .isFalse();
    }

    private static VirtualMachineInstance notReady(VirtualMachineInstance vmi) {
        return VirtualMachineInstanceBuilder.builder(vmi)
                .status(
                        VirtualMachineInstanceStatusBuilder.builder(vmi.status())
                                .conditions(
                                        InstanceConditions.of(null)
                                                .withFalse(
                                                        ConditionType.READY,
                                                        Reason.NODE_NOT_READY,
                                                        "Node node1 is not ready.",
                                                        OffsetDateTime.parse(
                                                                "2026-01-01T11:00:00Z"))
                                                .list())
                                .build())
                .build();
    }

    @Test
    void anEndIsWrittenDownBeforeItIsTidiedUp() throws Exception {
        vmis.is(vmi("Running", ""));
        node.domain(new Off(OffCause.SHUTDOWN));

        assertThat(reconciler.reconcile(KEY)).isEqualTo(AT_ONCE);
        assertThat(node.done).isEmpty();
        assertThat(reconciler.reconcile(KEY)).isEqualTo(Outcome.SETTLED);

        assertThat(node.done)
                .containsExactly("release uid-1", "undefine", "tell true GuestShutDown");
        assertThat(vmis.news)
                .containsExactly(
                        "status Running",
                        "status Succeeded",
                        "event Stopped: The guest shut itself down.");
    }

    @Test
    void aStaleCacheStartsNothing() throws Exception {
        vmis.is(vmi("Succeeded", ""));
        vmis.cached = Optional.of(vmi("Scheduled", ""));

        reconciler.reconcile(KEY);

        assertThat(node.done).isEmpty();
    }

    @Test
    void aDomainIsRemovedOnlyAfterTheApiServerWasAsked() throws Exception {
        vmis.is(vmi("Running", ""));
        vmis.cached = Optional.empty();
        node.domain(new Running());
        node.adopted = true;

        reconciler.reconcile(KEY);
        assertThat(node.done).isEmpty();

        vmis.live = Optional.empty();
        vmis.cached = Optional.empty();
        reconciler.reconcile(KEY);
        assertThat(node.done).containsExactly("destroy", "release uid-1", "undefine");
    }

    @Test
    void aGuestThatIsToStartPausedIsNeverLetRun() throws Exception {
        vmis.is(startingPaused(vmi("Scheduled", "")));

        for (int pass = 0; pass < 4; pass++) {
            reconciler.reconcile(KEY);
        }

        assertThat(node.done).containsExactly("startPaused", "adopt 42");
        assertThat(vmis.news)
                .containsExactly(
                        "event Created: VirtualMachineInstance defined.",
                        "status Running",
                        "event Started: VirtualMachineInstance started.",
                        "event PausedByUser: VMI was paused by user",
                        "status Running");
    }

    private static VirtualMachineInstance startingPaused(VirtualMachineInstance vmi) {
        return VirtualMachineInstanceBuilder.builder(vmi)
                .spec(
                        VirtualMachineInstanceSpecBuilder.builder(vmi.spec())
                                .startStrategy("Paused")
                                .build())
                .build();
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

    @Test
    void noEventIsPublishedForAStatusThatWasNotSaved() throws Exception {
        vmis.is(vmi("Scheduled", ""));
        node.domain(new Running());
        node.adopted = true;
        vmis.conflict = true;

        assertThat(reconciler.reconcile(KEY))
                .isEqualTo(new Outcome.RetryAfter(Duration.ofMillis(200)));
        assertThat(vmis.news).isEmpty();
    }

    @Test
    void aRefusalOfTheNodeIsToldToTheUser() throws Exception {
        vmis.is(vmi("Scheduled", ""));
        node.prepareRefused =
                Optional.of(new GuestRefused(GuestRefused.Kind.MAY_PASS, "no launcher"));

        assertThat(reconciler.reconcile(KEY))
                .isEqualTo(new Outcome.RetryAfter(Duration.ofSeconds(1)));

        assertThat(vmis.news).containsExactly("status Scheduled", "event SyncFailed: no launcher");
        assertThat(node.done).isEmpty();
    }

    @Test
    void libvirtsWordOfARefusedStartIsNoReasonForTheNext() throws Exception {
        vmis.is(vmi("Scheduled", ""));
        node.refused =
                Optional.of(new HypervisorRefused(HypervisorRefused.Kind.MAY_PASS, "busy", null));
        reconciler.reconcile(KEY);
        node.refused = Optional.empty();

        assertThat(reconciler.reconcile(KEY))
                .isEqualTo(new Outcome.RetryAfter(Duration.ofSeconds(1)));
        assertThat(node.done).isEmpty();

        now = now.plusSeconds(1);
        assertThat(reconciler.reconcile(KEY)).isEqualTo(AT_ONCE);
        assertThat(node.done).containsExactly("startPaused");
    }

    @Test
    void whatLibvirtWillNeverTakeFailsTheInstanceInItsWords() throws Exception {
        vmis.is(vmi("Scheduled", ""));
        node.refused =
                Optional.of(
                        new HypervisorRefused(
                                HypervisorRefused.Kind.NEVER, "machine unknown", null));

        reconciler.reconcile(KEY);
        assertThat(reconciler.reconcile(KEY)).isEqualTo(Outcome.SETTLED);

        assertThat(vmis.news)
                .containsExactly(
                        "status Scheduled",
                        "event SyncFailed: machine unknown",
                        "status Failed",
                        "event Stopped: machine unknown");
    }

    @Test
    void anInstanceThatAdmissionShouldHaveRefusedFailsAndDoesNotLoop() throws Exception {
        vmis.is(
                vmi(
                        "Scheduled",
                        """
                        , "volumes": [{"name": "d", "memoryDump": {"claimName": "c"}}]"""));

        reconciler.reconcile(KEY);
        reconciler.reconcile(KEY);

        assertThat(vmis.news)
                .contains("status Failed", "event Stopped: volume d got past admission");
    }

    @Test
    void aGuestThatCannotBeAskedIsStillEndedInTime() throws Exception {
        vmis.is(vmi("Running", "", "\"deletionTimestamp\": \"2026-01-01T11:59:00Z\","));
        node.domain(new Running());
        node.adopted = true;
        node.refused =
                Optional.of(new HypervisorRefused(HypervisorRefused.Kind.MAY_PASS, "deaf", null));

        assertThat(reconciler.reconcile(KEY))
                .isEqualTo(new Outcome.RetryAfter(Duration.ofSeconds(5)));
    }

    @Test
    void troublesOfTheNodeAreTriedAgain() {
        vmis.is(vmi("Failed", ""));
        node.domain(new Running());
        node.refused =
                Optional.of(new HypervisorRefused(HypervisorRefused.Kind.MAY_PASS, "busy", null));

        assertThatThrownBy(() -> reconciler.reconcile(KEY)).hasMessage("busy");
        assertThat(vmis.news).isEmpty();
    }

    @Test
    void whoWaitsForAStartIsToldThatLibvirtDoesNotAnswer() {
        vmis.is(vmi("Scheduled", ""));
        node.libvirtAway = true;

        assertThatThrownBy(() -> reconciler.reconcile(KEY))
                .isInstanceOf(HypervisorUnavailable.class);
        assertThatThrownBy(() -> reconciler.reconcile(KEY))
                .isInstanceOf(HypervisorUnavailable.class);
        assertThat(vmis.news)
                .containsExactly(
                        "status Scheduled",
                        "event SyncFailed: Node node1: libvirt does not answer; it is tried again.");
        assertThat(node.done).isEmpty();
    }

    @Test
    void aGuestThatAFailedDiskHasPausedIsTriedUntilItRuns() throws Exception {
        vmis.is(vmi("Running", ""));
        node.adopted = true;
        node.domain(new Paused(PauseCause.IO_ERROR));
        assertThat(reconciler.reconcile(KEY))
                .isEqualTo(new Outcome.RetryAfter(Duration.ofSeconds(1)));
        assertThat(vmis.news).hasSize(2).last().asString().startsWith("event PausedIOError");
        vmis.news.clear();
        later(1);
        reconciler.reconcile(KEY);
        assertThat(node.done).containsExactly("resume");

        node.domain(new Paused(PauseCause.IO_ERROR));
        reconciler.reconcile(KEY);
        assertThat(node.done).as("an event of the failed attempt").containsExactly("resume");
        later(1);
        reconciler.reconcile(KEY);
        assertThat(node.done).containsExactly("resume", "resume");
        assertThat(reconciler.reconcile(KEY))
                .isEqualTo(new Outcome.RetryAfter(Duration.ofSeconds(2)));
        assertThat(vmis.news).isEmpty();
        later(2);
        reconciler.reconcile(KEY);

        assertThat(vmis.news)
                .containsExactly("status Running", "event Resumed: The guest runs again.");
        assertThat(node.done).containsExactly("resume", "resume");
    }

    @Test
    void aGuestThatItsUserHasPausedIsLeftAlone() throws Exception {
        vmis.is(vmi("Running", ""));
        node.adopted = true;
        node.domain(new Paused(PauseCause.ON_REQUEST));
        reconciler.reconcile(KEY);
        later(3600);
        reconciler.reconcile(KEY);

        assertThat(node.done).isEmpty();
    }

    private void later(long seconds) {
        now = now.plusSeconds(seconds);
    }

    private static VirtualMachineInstance vmi(String phase, String moreSpec) {
        return vmi(phase, moreSpec, "");
    }

    private static VirtualMachineInstance vmi(String phase, String moreSpec, String moreMeta) {
        return JSON.deserialize(
                """
                {"metadata": {%s "namespace": "ns1", "name": "vm1", "uid": "uid-1"},
                 "spec": {"domain": {"memory": {"guest": "64Mi"},
                          "devices": {%s}} %s},
                 "status": {"phase": "%s", "nodeName": "node1",
                            "activePods": {"pod-1": "node1"}}}"""
                        .formatted(
                                moreMeta,
                                moreSpec.isEmpty()
                                        ? ""
                                        : "\"disks\": [{\"name\": \"d\", \"disk\": {}}]",
                                moreSpec,
                                phase),
                VirtualMachineInstance.class);
    }
}
