package io.kubevirt.ee.handler.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.handler.port.HypervisorRefused;
import io.kubevirt.ee.model.domain.DomainSettings;
import io.kubevirt.ee.model.domain.DomainSettings.Accelerator;
import io.kubevirt.ee.model.guest.DomainState.Running;
import io.kubevirt.ee.model.guest.Fence;
import io.kubevirt.ee.model.guest.FenceScope;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SelfFenceTest {

    private static final Duration AFTER = Duration.ofSeconds(90);

    private final FakeVmis vmis = new FakeVmis();
    private final FakeNode node = new FakeNode();
    private final SelfFence fence =
            new SelfFence(
                    new Fence(AFTER, FenceScope.ALL),
                    new GuestPorts(
                            vmis,
                            node,
                            node,
                            node,
                            node,
                            node,
                            () -> Optional.of(DomainSettings.standard(Accelerator.EMULATION))));

    @BeforeEach
    void aGuestRuns() {
        node.domain(new Running());
    }

    @Test
    void aNodeThatIsHeardEndsNothing() {
        fence.look(AFTER.minusSeconds(1));

        assertThat(node.done).isEmpty();
    }

    @Test
    void aNodeThatIsCutOffRemembersWhyAndEndsItsGuestsOnce() {
        fence.look(AFTER);
        fence.look(AFTER.plusSeconds(1));

        assertThat(node.done).containsExactly("fenced uid-1", "destroy");
        assertThat(vmis.gets).isZero();
    }

    @Test
    void aGuestThatCannotBeEndedNowIsEndedLater() {
        node.refused =
                Optional.of(new HypervisorRefused(HypervisorRefused.Kind.MAY_PASS, "busy", null));
        fence.look(AFTER);
        node.refused = Optional.empty();

        fence.look(AFTER.plusSeconds(1));

        assertThat(node.done).containsExactly("fenced uid-1", "fenced uid-1", "destroy");
    }

    @Test
    void aHypervisorThatIsAwayIsAskedAgain() {
        node.libvirtAway = true;
        fence.look(AFTER);
        node.libvirtAway = false;

        fence.look(AFTER.plusSeconds(1));

        assertThat(node.done).containsExactly("fenced uid-1", "destroy");
    }
}
