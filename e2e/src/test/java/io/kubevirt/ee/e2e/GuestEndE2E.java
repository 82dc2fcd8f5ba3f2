package io.kubevirt.ee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.models.V1Pod;
import io.kubevirt.ee.runtime.loop.Key;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** However a guest ends, its VM's run strategy says what comes next. */
class GuestEndE2E {

    private static final String ALWAYS = "runStrategy: Always";

    @RegisterExtension static final TestNamespace NAMESPACE = new TestNamespace();

    @Test
    void aGuestThatPowersOffIsStartedAnewWhenItIsAlwaysToRun() throws Exception {
        TestVm vm = TestVm.create(NAMESPACE.name(), "vm-first", "comes-back");
        GuestIdentity first = vm.awaitPage();

        powerOff(vm);

        Eventually.holds(
                "another run of " + vm.key(),
                TestVm.BOOT.plus(TestVm.END),
                () -> {
                    assertThat(vm.identity().vmiUid()).isNotEqualTo(first.vmiUid());
                    assertThat(vm.page()).contains(vm.nonce());
                });
        GuestIdentity second = vm.identity();
        vm.delete();
        vm.awaitNothingLeft(first);
        vm.awaitNothingLeft(second);
    }

    @Test
    void aGuestThatPowersOffStaysOffWhenOnlyFailuresStartItAnew() throws Exception {
        TestVm vm =
                TestVm.create(
                        NAMESPACE.name(),
                        "vm-first",
                        "stays-off",
                        ALWAYS,
                        "runStrategy: RerunOnFailure");
        GuestIdentity guest = vm.awaitPage();

        powerOff(vm);

        Eventually.holds(
                "the machine is stopped, its instance and launcher are gone, and an event says why",
                TestVm.END,
                () -> {
                    assertThat(vm.vm().orElseThrow().status().printableStatus())
                            .isEqualTo("Stopped");
                    assertThat(vm.vm().orElseThrow().status().stateChangeRequests())
                            .isNullOrEmpty();
                    assertThat(vm.vmi()).isEmpty();
                    assertThat(vm.launcherPods()).isEmpty();
                    assertThat(
                                    Shell.kubectlDone(
                                            "",
                                            "--namespace",
                                            NAMESPACE.name(),
                                            "get",
                                            "events",
                                            "--field-selector=involvedObject.name=stays-off"))
                            .contains("it had ended: The guest shut itself down.");
                });
        Eventually.holds(
                "nothing of the guest on the node",
                TestVm.END,
                () -> assertThat(NodeView.qemu(guest.domain())).isEmpty());
        vm.delete();
        vm.awaitNothingLeft(guest);
    }

    @Test
    void aGuestWhoseQemuIsKilledHasFailedAndIsStartedAnew() throws Exception {
        TestVm vm =
                TestVm.create(
                        NAMESPACE.name(),
                        "vm-first",
                        "crashes",
                        ALWAYS,
                        "runStrategy: RerunOnFailure");
        GuestIdentity first = vm.awaitPage();

        ProcessHandle.of(NodeView.qemu(first.domain()).orElseThrow())
                .orElseThrow()
                .destroyForcibly();

        Eventually.holds(
                "another run of " + vm.key(),
                TestVm.BOOT.plus(TestVm.END),
                () -> {
                    assertThat(vm.identity().vmiUid()).isNotEqualTo(first.vmiUid());
                    assertThat(vm.phase()).isEqualTo("Running");
                });
        GuestIdentity second = vm.identity();
        vm.delete();
        vm.awaitNothingLeft(first);
        vm.awaitNothingLeft(second);
    }

    @Test
    void deletingTheLauncherPodShutsTheGuestDownByItsPowerButton() throws Exception {
        TestVm vm =
                TestVm.create(
                        NAMESPACE.name(),
                        "vm-first",
                        "pod-deleted",
                        ALWAYS,
                        "runStrategy: RerunOnFailure");
        GuestIdentity guest = vm.awaitPage();

        try (SerialConsole console = SerialConsole.open(vm.key())) {
            console.awaitShell();
            V1Pod launcher = vm.launcherPods().getFirst();
            Cluster.PODS.delete(
                    new Key(NAMESPACE.name(), launcher.getMetadata().getName()),
                    launcher.getMetadata().getUid(),
                    Optional.empty());
            console.awaitText("KubeVirt EE guest powers off: power button", TestVm.END);
        }

        Eventually.holds(
                "the guest of " + vm.key() + " is gone from the node",
                TestVm.END,
                () -> assertThat(NodeView.traces(guest)).isEmpty());
        vm.delete();
        vm.awaitNothingLeft(guest);
    }

    @Test
    void aKilledLauncherTakesItsGuestAlong() throws Exception {
        TestVm vm =
                TestVm.create(
                        NAMESPACE.name(), "vm-first", "launcher-dies", ALWAYS, "runStrategy: Once");
        GuestIdentity guest = vm.awaitPage();

        ProcessHandle.of(launcherOf(guest)).orElseThrow().destroyForcibly();

        vm.awaitPhase("Failed", TestVm.END);
        assertThat(NodeView.qemu(guest.domain())).isEmpty();
        vm.delete();
        vm.awaitNothingLeft(guest);
    }

    private static long launcherOf(GuestIdentity guest) {
        return NodeView.processes("--vmi-uid " + guest.vmiUid()).getFirst();
    }

    /** As a user of the guest would. */
    private static void powerOff(TestVm vm) {
        try (SerialConsole console = SerialConsole.open(vm.key())) {
            console.awaitShell();
            console.type("poweroff -f\n");
            console.awaitText("poweroff -f", Duration.ofSeconds(20));
        }
    }
}
