package io.kubevirt.ee.handler.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.model.condition.ConditionType;
import io.kubevirt.ee.model.condition.InstanceConditions;
import io.kubevirt.ee.model.condition.Reason;
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
import io.kubevirt.ee.runtime.loop.Outcome;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GuestReconcilerTest extends ReconciledGuest {

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
    void aGuestThatItsUserHasPausedIsLeftAlone() throws Exception {
        vmis.is(vmi("Running", ""));
        node.adopted = true;
        node.domain(new Paused(PauseCause.ON_REQUEST));
        reconciler.reconcile(KEY);
        later(3600);
        reconciler.reconcile(KEY);

        assertThat(node.done).isEmpty();
    }
}
