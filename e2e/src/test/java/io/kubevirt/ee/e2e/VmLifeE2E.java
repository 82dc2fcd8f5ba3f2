package io.kubevirt.ee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** From creation to deletion: the guest is there whole, and gone without a trace. */
class VmLifeE2E {

    private static final long FIRST_GUEST_UID = 2_000_000;

    @RegisterExtension static final TestNamespace NAMESPACE = new TestNamespace();

    @Test
    void aCreatedVmRunsAnswersAndIsGoneWithoutATraceAfterItsDeletion() throws Exception {
        TestVm vm = TestVm.create(NAMESPACE.name(), "vm-first", "life");
        GuestIdentity guest = vm.awaitPage();

        long qemu = NodeView.qemu(guest.domain()).orElseThrow();
        assertThat(NodeView.uid(qemu)).isGreaterThanOrEqualTo(FIRST_GUEST_UID);
        assertThat(vm.vmi().orElseThrow().status().runtimeUser()).isEqualTo(NodeView.uid(qemu));
        assertThat(NodeView.cgroups(qemu))
                .isNotEmpty()
                .allSatisfy(group -> assertThat(group.replace('_', '-')).contains(guest.podUid()));
        assertThat(NodeView.definitions()).contains(guest.domain());

        vm.delete();
        vm.awaitNothingLeft(guest);
    }

    @Test
    void theConsoleGreetsWithTheNonceOfTheRun() throws Exception {
        TestVm vm = TestVm.create(NAMESPACE.name(), "vm-first", "greets");
        vm.awaitPhase("Running", TestVm.BOOT);
        GuestIdentity guest = vm.identity();

        try (SerialConsole console = SerialConsole.open(vm.key())) {
            console.awaitText("KubeVirt EE guest ready: " + vm.nonce(), TestVm.BOOT);
            console.awaitShell();
            console.type("echo typed-$((40 + 2))\n");
            console.awaitText("typed-42", Duration.ofSeconds(20));
        }

        vm.delete();
        vm.awaitNothingLeft(guest);
    }

    @Test
    void twoGuestsHaveTwoUidsAndTwoAddresses() throws Exception {
        TestVm one = TestVm.create(NAMESPACE.name(), "vm-first", "one");
        TestVm other = TestVm.create(NAMESPACE.name(), "vm-first", "other");
        List<GuestIdentity> guests = List.of(one.awaitPage(), other.awaitPage());

        assertThat(guests)
                .extracting(guest -> NodeView.uid(NodeView.qemu(guest.domain()).orElseThrow()))
                .doesNotHaveDuplicates();
        whoComesLaterAsksForTheGreeting(one);
        assertThat(List.of(one, other))
                .extracting(
                        vm -> vm.vmi().orElseThrow().status().interfaces().getFirst().ipAddress())
                .doesNotHaveDuplicates();

        one.delete();
        one.awaitNothingLeft(guests.getFirst());
        assertThat(other.page()).contains(other.nonce());
        other.delete();
        other.awaitNothingLeft(guests.getLast());
    }

    /** As cluster/run.sh does when the guest was up before the console was. */
    private static void whoComesLaterAsksForTheGreeting(TestVm vm) throws Exception {
        try (SerialConsole console = SerialConsole.open(vm.key())) {
            console.awaitShell();
            console.type("cat /run/greeting\n");
            console.awaitText("KubeVirt EE guest ready: " + vm.nonce(), Duration.ofSeconds(20));
        }
    }
}
