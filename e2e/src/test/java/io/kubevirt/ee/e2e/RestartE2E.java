package io.kubevirt.ee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.models.V1Pod;
import io.kubevirt.ee.runtime.kube.Selection;
import io.kubevirt.ee.runtime.loop.Key;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A guest does not need the programs beside it to live, and they find it again. */
class RestartE2E {

    private static final Duration BACK = Duration.ofSeconds(120);

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
        V1Pod agent = podOf("virt-handler");
        deletePod(agent);
        ProcessHandle.of(qemu).orElseThrow().destroyForcibly();
        awaitReplaced("virt-handler", agent);

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
        V1Pod old = podOf(program);
        deletePod(old);
        awaitReplaced(program, old);
    }

    private static void deletePod(V1Pod pod) {
        Cluster.PODS.delete(
                new Key("kubevirt", pod.getMetadata().getName()),
                pod.getMetadata().getUid(),
                Optional.empty());
    }

    private static void awaitReplaced(String program, V1Pod old) {
        Eventually.holds(
                "another pod of " + program + " ready",
                BACK,
                () -> {
                    V1Pod now = podOf(program);
                    assertThat(now.getMetadata().getUid()).isNotEqualTo(old.getMetadata().getUid());
                    assertThat(now.getStatus().getConditions())
                            .anyMatch(
                                    c ->
                                            c.getType().equals("Ready")
                                                    && c.getStatus().equals("True"));
                });
    }

    private static V1Pod podOf(String program) {
        List<V1Pod> pods =
                Cluster.PODS
                        .list(new Selection("kubevirt", "kubevirt.io=" + program, ""))
                        .getItems();
        assertThat(pods).as("pods of " + program).hasSize(1);
        return pods.getFirst();
    }
}
