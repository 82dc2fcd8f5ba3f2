package io.kubevirt.ee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.model.v1.VirtualMachineCondition;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceStatus;
import io.kubevirt.ee.model.v1.VirtualMachineStatus;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A machine says what is in its way, in words, and once that is gone how its guest does. */
class MachineStatusE2E {
    private static final Duration TOLD = Duration.ofSeconds(90);

    @RegisterExtension static final TestNamespace NAMESPACE = new TestNamespace();
    @RegisterExtension static final TestNamespace POOR = new TestNamespace();

    @Test
    void aMachineBeyondItsQuotaSaysSoAndOnceThereIsRoomItRunsAndTellsAllOfItsLife() {
        kubectl(
                POOR,
                "apiVersion: v1\nkind: ResourceQuota\nmetadata: {name: none}\nspec: {hard: {pods: \"0\"}}",
                "create",
                "-f",
                "-");
        Eventually.holds(
                "the quota is in force",
                TOLD,
                () ->
                        assertThat(
                                        kubectl(
                                                POOR,
                                                "",
                                                "get",
                                                "resourcequota",
                                                "none",
                                                "-o",
                                                "jsonpath={.status.hard.pods}"))
                                .isEqualTo("0"));
        TestVm vm =
                TestVm.create(
                        POOR.name(),
                        "vm-first",
                        "life",
                        "runStrategy: Always",
                        "runStrategy: Once");
        told(vm, "Starting", "Synchronized", "FailedCreate", "exceeded quota: none");
        toldByEvent(POOR, "life", "FailedCreate", "exceeded quota: none");

        kubectl(POOR, "", "delete", "resourcequota", "none");
        kubectl(POOR, "", "wait", "--for=condition=Ready", "--timeout=110s", "vm/life");

        runs(vm);
        changeWaits(vm);
        powersOff(vm);
        leavesItsInstance(vm);
    }

    private static void runs(TestVm vm) {
        Eventually.holds(
                "the machine runs",
                TOLD,
                () -> {
                    VirtualMachineStatus status = vm.vm().orElseThrow().status();
                    assertThat(status.printableStatus()).isEqualTo("Running");
                    assertThat(status.created()).isTrue();
                    assertThat(status.ready()).isTrue();
                    assertThat(status.runStrategy()).isEqualTo("Once");
                    assertThat(status.observedGeneration()).isEqualTo(status.desiredGeneration());
                    assertThat(status.startFailure()).isNull();
                    assertThat(status.conditions())
                            .extracting(VirtualMachineCondition::type)
                            .contains("Ready", "LiveMigratable", "StorageLiveMigratable")
                            .doesNotContain("Synchronized", "PodScheduled", "Failure");
                });
        VirtualMachineInstanceStatus status = vm.vmi().orElseThrow().status();
        assertThat(status.phaseTransitionTimestamps())
                .extracting(t -> t.phase())
                .containsExactly("Pending", "Scheduling", "Scheduled", "Running");
        assertThat(status.activePods()).containsValue(status.nodeName());
        assertThat(status.launcherContainerImageVersion()).contains("virt-launcher");
        assertThat(status.qosClass()).isEqualTo("Burstable");
        assertThat(status.currentCPUTopology().cores()).isEqualTo(1);
        assertThat(status.memory().guestCurrent().toSuffixedString()).isEqualTo("128Mi");
        assertThat(status.volumeStatus()).extracting(v -> v.name()).contains("system", "seed");
        assertThat(status.interfaces().getFirst().ipAddress()).isNotBlank();
    }

    private static void changeWaits(TestVm vm) {
        kubectl(
                POOR,
                "",
                "patch",
                "vm",
                "life",
                "--type=merge",
                "--patch={\"spec\":{\"template\":{\"spec\":{\"domain\":{\"memory\":{\"guest\":\"160Mi\"}}}}}}");
        // kubectl wait believes no condition while observedGeneration, the guest's, is behind.
        Eventually.holds(
                "the change waits for a restart",
                TOLD,
                () -> {
                    VirtualMachineCondition waits = condition(vm, "RestartRequired").orElseThrow();
                    assertThat(waits.status()).isEqualTo("True");
                    assertThat(waits.message())
                            .endsWith(": spec.template.spec.domain.memory.guest.");
                });
        assertThat(vm.vm().orElseThrow().status().printableStatus()).isEqualTo("Running");
    }

    /** Under Once the ended instance stays, with its pod's end. */
    private static void powersOff(TestVm vm) {
        Eventually.holds("its page", TestVm.BOOT, () -> assertThat(vm.page()).contains(vm.nonce()));
        try (SerialConsole console = SerialConsole.open(vm.key())) {
            console.awaitShell();
            console.type("poweroff -f\n");
        }
        vm.awaitPhase("Succeeded", TestVm.END);
        Eventually.holds(
                "the machine is stopped, and what waited for a restart waits no more",
                TOLD,
                () -> {
                    VirtualMachineStatus status = vm.vm().orElseThrow().status();
                    assertThat(status.printableStatus()).isEqualTo("Stopped");
                    assertThat(status.ready()).isFalse();
                    assertThat(condition(vm, "Ready").orElseThrow().reason())
                            .isEqualTo("GuestShutDown");
                    assertThat(condition(vm, "RestartRequired")).isEmpty();
                });
    }

    private static void leavesItsInstance(TestVm vm) {
        kubectl(POOR, "", "delete", "vm", "life", "--cascade=orphan", "--timeout=60s");
        assertThat(vm.vm()).isEmpty();
        assertThat(vm.vmi().orElseThrow().metadata().getOwnerReferences()).isNullOrEmpty();
        assertThat(vm.vmi().orElseThrow().metadata().getDeletionTimestamp()).isNull();
        kubectl(POOR, "", "delete", "vmi", "life", "--timeout=60s");
    }

    @Test
    void aMachineThatNoNodeTakesAndOneWithoutItsImageSaySo() {
        TestVm large =
                TestVm.create(NAMESPACE.name(), "vm-first", "large", "guest: 128Mi", "guest: 4Ti");
        TestVm imageless =
                TestVm.create(
                        NAMESPACE.name(),
                        "vm-first",
                        "imageless",
                        "image: localhost/kubevirt-ee/guest-containerdisk:demo",
                        "image: registry.invalid/none:1\n            imagePullSecret: no-such-secret");
        TestVm arm64 =
                TestVm.create(
                        NAMESPACE.name(),
                        "vm-first",
                        "arm64",
                        "      domain:\n",
                        "      architecture: arm64\n      domain:\n");
        told(large, "ErrorUnschedulable", "PodScheduled", "Unschedulable", "Insufficient memory");
        toldByEvent(NAMESPACE, "large", "Unschedulable", "Insufficient memory");
        told(
                arm64,
                "ErrorUnschedulable",
                "PodScheduled",
                "Unschedulable",
                "didn't match Pod's node affinity/selector");
        Eventually.holds(
                "the missing image, and the missing pull secret, are told",
                TOLD,
                () -> {
                    assertThat(imageless.vm().orElseThrow().status().printableStatus())
                            .isIn("ErrImagePull", "ImagePullBackOff");
                    assertThat(condition(imageless, "Synchronized").orElseThrow().message())
                            .contains("registry.invalid/none:1")
                            .contains("no-such-secret");
                });
        large.delete();
        arm64.delete();
        imageless.delete();
    }

    private static void told(TestVm vm, String printed, String type, String reason, String words) {
        Eventually.holds(
                vm.key() + " says " + reason,
                TOLD,
                () -> {
                    assertThat(vm.vm().orElseThrow().status().printableStatus()).isEqualTo(printed);
                    VirtualMachineCondition told = condition(vm, type).orElseThrow();
                    assertThat(told.status()).isEqualTo("False");
                    assertThat(told.reason()).isEqualTo(reason);
                    assertThat(told.message()).contains(words);
                });
    }

    private static Optional<VirtualMachineCondition> condition(TestVm vm, String type) {
        VirtualMachineStatus status = vm.vm().orElseThrow().status();
        return Optional.ofNullable(status.conditions()).stream()
                .flatMap(all -> all.stream())
                .filter(c -> Objects.equals(type, c.type()))
                .findFirst();
    }

    private static void toldByEvent(
            TestNamespace namespace, String name, String reason, String words) {
        Eventually.holds(
                "an event says " + reason,
                TOLD,
                () ->
                        assertThat(
                                        kubectl(
                                                namespace,
                                                "",
                                                "get",
                                                "events",
                                                "--field-selector=involvedObject.name=" + name))
                                .contains(reason, words));
    }

    private static String kubectl(TestNamespace namespace, String input, String... arguments) {
        String[] all = new String[arguments.length + 2];
        all[0] = "--namespace";
        all[1] = namespace.name();
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return Shell.kubectlDone(input, all);
    }
}
