package io.kubevirt.ee.handler.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.model.guest.DomainState;
import io.kubevirt.ee.model.guest.DomainView;
import io.kubevirt.ee.model.probe.ProbeOutcome;
import io.kubevirt.ee.model.probe.ProbeVerdict;
import io.kubevirt.ee.model.probe.ProbeVerdicts;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import io.kubevirt.ee.runtime.kube.KubeJson;
import io.kubevirt.ee.runtime.loop.Key;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Exchanger;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProberTest {

    private static final DomainView DOMAIN =
            new DomainView(
                    "ns1_vm1",
                    "uuid",
                    "uid-1",
                    "pod-1",
                    new DomainState.Running(),
                    OptionalLong.of(42));
    private static final Optional<String> ADDRESS = Optional.of("10.42.0.7");

    private final BlockingQueue<Key> changes = new LinkedBlockingQueue<>();
    private final BlockingQueue<Place> asked = new LinkedBlockingQueue<>();
    private final Semaphore answers = new Semaphore(0);
    private volatile ProbeOutcome outcome = new ProbeOutcome.Passed();
    private final Prober prober =
            new Prober(
                    (place, check, atMost) -> {
                        asked.add(place);
                        answers.acquireUninterruptibly();
                        return outcome;
                    },
                    changes::add);

    @AfterEach
    void end() {
        prober.close();
    }

    @Test
    void eachChangeOfAVerdictHasTheGuestLookedAt() throws Exception {
        assertThat(watch(PROBED).liveness()).contains(new ProbeVerdict.Untold());
        answers.release();
        awaitChange();
        assertThat(watch(PROBED).liveness()).contains(new ProbeVerdict.Passing());

        outcome = new ProbeOutcome.Failed("nobody is there.");
        answers.release();
        awaitChange();

        assertThat(watch(PROBED))
                .isEqualTo(
                        new ProbeVerdicts(
                                Optional.empty(),
                                Optional.of(new ProbeVerdict.Failing("nobody is there."))));
    }

    @Test
    void aGuestIsAskedWhereItIsNow() throws Exception {
        prober.watch(PROBED, DOMAIN, Optional.empty());
        assertThat(asked.poll(10, TimeUnit.SECONDS)).isEqualTo(new Place(DOMAIN, Optional.empty()));

        prober.watch(PROBED, DOMAIN, ADDRESS);
        answers.release();

        assertThat(asked.poll(10, TimeUnit.SECONDS)).isEqualTo(new Place(DOMAIN, ADDRESS));
    }

    @Test
    void whoRestsIsCountedAnew() throws Exception {
        watch(PROBED);
        answers.release();
        awaitChange();

        prober.rest("uid-1");

        assertThat(watch(PROBED).liveness()).contains(new ProbeVerdict.Untold());
        // For the question that was under way as well.
        answers.release(2);
        awaitChange();
    }

    /** Two questions at once would be one answer and one refusal. */
    @Test
    void theProbesOfAGuestAskItsAgentOneAfterTheOther() throws Exception {
        Exchanger<String> inside = new Exchanger<>();
        BlockingQueue<Boolean> met = new LinkedBlockingQueue<>();
        try (Prober both =
                new Prober(
                        (place, check, atMost) -> {
                            met.add(meets(inside));
                            return new ProbeOutcome.Passed();
                        },
                        changes::add)) {
            both.watch(
                    vmi(
                            """
                            , "readinessProbe": {"exec": {"command": ["/bin/true"]}},
                              "livenessProbe": {"guestAgentPing": {}}"""),
                    DOMAIN,
                    ADDRESS);

            assertThat(met.poll(10, TimeUnit.SECONDS)).isFalse();
            assertThat(met.poll(10, TimeUnit.SECONDS)).isFalse();
        }
    }

    private static boolean meets(Exchanger<String> inside) {
        try {
            inside.exchange("", 300, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException alone) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aGuestWithoutProbesIsNotAsked() {
        assertThat(watch(vmi(""))).isEqualTo(ProbeVerdicts.NONE);
        prober.rest("uid-1");
        assertThat(asked).isEmpty();
    }

    private static final VirtualMachineInstance PROBED =
            vmi(
                    """
                    , "livenessProbe": {"guestAgentPing": {}, "periodSeconds": 1,
                                        "failureThreshold": 1}""");

    private ProbeVerdicts watch(VirtualMachineInstance vmi) {
        return prober.watch(vmi, DOMAIN, ADDRESS);
    }

    private void awaitChange() throws InterruptedException {
        assertThat(changes.poll(10, TimeUnit.SECONDS)).isEqualTo(new Key("ns1", "vm1"));
    }

    private static VirtualMachineInstance vmi(String probe) {
        return KubeJson.gson()
                .fromJson(
                        """
                        {"metadata": {"namespace": "ns1", "name": "vm1", "uid": "uid-1"},
                         "spec": {"domain": {"devices": {}} %s}}"""
                                .formatted(probe),
                        VirtualMachineInstance.class);
    }
}
