package io.kubevirt.ee.handler.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubevirt.ee.handler.port.GuestRefused;
import io.kubevirt.ee.handler.port.HypervisorRefused;
import io.kubevirt.ee.handler.port.HypervisorUnavailable;
import io.kubevirt.ee.model.guest.DomainState.PauseCause;
import io.kubevirt.ee.model.guest.DomainState.Paused;
import io.kubevirt.ee.model.guest.DomainState.Running;
import io.kubevirt.ee.runtime.loop.Outcome;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the reconciler does when the node, libvirt or the API server refuses, or a disk fails. */
class GuestReconcilerTroubleTest extends ReconciledGuest {
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
}
