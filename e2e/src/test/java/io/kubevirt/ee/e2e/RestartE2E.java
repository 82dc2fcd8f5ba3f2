package io.kubevirt.ee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.models.V1Pod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A guest does not need the programs beside it to live, and they find it again. */
class RestartE2E {

    @RegisterExtension static final TestNamespace NAMESPACE = new TestNamespace();

    @ParameterizedTest
    @ValueSource(strings = {"virt-handler", "virt-libvirtd"})
    void theGuestRunsOnWhileAPodOfTheNodeIsReplaced(String program) throws Exception {
        TestVm vm = TestVm.create(NAMESPACE.name(), "vm-first", "survives-" + program);
        GuestIdentity guest = vm.awaitPage();
        long qemu = NodeView.qemu(guest.domain()).orElseThrow();
        String boot = vm.pageLine("boot");

        replacePod(program);

        assertThat(NodeView.qemu(guest.domain())).contains(qemu);
        assertThat(vm.pageLine("boot")).isEqualTo(boot);
        assertThat(vm.phase()).isEqualTo("Running");
        vm.delete();
        vm.awaitNothingLeft(guest);
    }

    @Test
    void aGuestThatEndsWhileTheAgentIsAwayIsNoticedAndStartedAnew() throws Exception {
        TestVm vm = TestVm.create(NAMESPACE.name(), "vm-first", "ends-unseen");
        GuestIdentity guest = vm.awaitPage();
        long qemu = NodeView.qemu(guest.domain()).orElseThrow();
        V1Pod agent = Programs.pod("virt-handler");
        Programs.delete(agent);
        ProcessHandle.of(qemu).orElseThrow().destroyForcibly();
        Programs.awaitReplaced("virt-handler", agent);

        Eventually.holds(
                "another run of " + vm.key(),
                TestVm.BOOT.plus(TestVm.END),
                () -> {
                    assertThat(vm.vmi().orElseThrow().metadata().getUid())
                            .isNotEqualTo(guest.vmiUid());
                    assertThat(vm.page()).contains(vm.nonce());
                });
        GuestIdentity next = vm.identity();
        vm.delete();
        vm.awaitNothingLeft(guest);
        vm.awaitNothingLeft(next);
    }

    private static void replacePod(String program) {
        V1Pod old = Programs.pod(program);
        Programs.delete(old);
        Programs.awaitReplaced(program, old);
    }
}
