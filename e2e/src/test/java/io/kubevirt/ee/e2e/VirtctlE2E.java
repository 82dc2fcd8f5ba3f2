package io.kubevirt.ee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.kubevirt.ee.model.condition.ConditionType;
import io.kubevirt.ee.model.condition.InstanceConditions;
import io.kubevirt.ee.runtime.loop.Key;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A VM lives by KubeVirt's own virtctl, which knows nothing of us. */
class VirtctlE2E {

    @RegisterExtension static final TestNamespace NAMESPACE = new TestNamespace();

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration PRESS_AGAIN_AFTER = Duration.ofSeconds(25);
    private static final String SCHEDULED = " was scheduled to ";

    private final Virtctl virtctl = Virtctl.in(NAMESPACE.name());

    @Test
    void itFindsAServerOfItsOwnVersion() {
        assertThat(virtctl.done("version").lines())
                .filteredOn(line -> line.contains("GitVersion:\"v1.9.0"))
                .extracting(line -> line.substring(0, line.indexOf(':')))
                .containsExactly("Client Version", "Server Version");
        assertThat(virtctl.refused("start", "nobody"))
                .contains("not found")
                .doesNotContain("different from the KubeVirt version");
    }

    @Test
    void aVmIsStartedRestartedAndStopped() {
        TestVm vm = TestVm.create(NAMESPACE.name(), "vm-manual", "power");
        awaitPrinted(vm, "Stopped");
        assertThat(virtctl.refused("stop", "power")).contains("VM is not running");
        assertThat(virtctl.refused("restart", "power")).contains("VM is not running");
        assertThat(virtctl.refused("pause", "vm", "power")).contains("not found");
        assertThat(virtctl.done("start", "power", "--dry-run")).contains("Dry Run execution");
        assertThat(vm.vmi()).isEmpty();

        assertThat(virtctl.done("start", "power", "--paused"))
                .contains("power" + SCHEDULED + "start");
        awaitPaused(vm, true);
        assertThat(virtctl.refused("start", "power")).contains("VM is already running");
        assertThat(virtctl.done("unpause", "vm", "power"))
                .contains("power" + SCHEDULED + "unpause");
        awaitPaused(vm, false);
        GuestIdentity first = vm.identity();

        assertThat(virtctl.done("restart", "power")).contains("power" + SCHEDULED + "restart");
        awaitAnother(vm, first);
        GuestIdentity second = vm.identity();
        virtctl.done("restart", "power", "--force", "--grace-period=0");
        awaitAnother(vm, second);
        GuestIdentity third = vm.identity();

        assertThat(virtctl.done("stop", "power", "--force", "--grace-period=0"))
                .contains("power" + SCHEDULED + "stop");
        awaitPrinted(vm, "Stopped");
        vm.delete();
        vm.awaitNothingLeft(third);
    }

    @Test
    void aGuestIsPausedAndBootsAgain() throws Exception {
        TestVm vm = TestVm.create(NAMESPACE.name(), "vm-first", "boots");
        GuestIdentity guest = vm.awaitPage();
        virtctl.done("pause", "vm", "boots", "--dry-run");
        assertThat(virtctl.done("pause", "vm", "boots")).contains("boots" + SCHEDULED + "pause");
        awaitPaused(vm, true);
        assertThat(virtctl.refused("pause", "vmi", "boots")).contains("VMI is already paused");
        assertThat(virtctl.refused("soft-reboot", "boots")).contains("VMI is paused");
        assertThat(virtctl.refused("port-forward", "--stdio=true", "vmi/boots", "80"))
                .contains("VMI is paused");
        virtctl.done("unpause", "vmi", "boots");
        awaitPaused(vm, false);
        assertThat(virtctl.refused("unpause", "vmi", "boots")).contains("VMI is not paused");
        vm.awaitPage();
        assertThat(virtctl.refused("guestosinfo", "boots"))
                .contains("VMI does not have guest agent connected");
        for (String again : new String[] {"reset", "soft-reboot"}) {
            String before = vm.pageLine("boot");
            // A guest that shows its page may not hear its power button yet.
            Eventually.holds(
                    "another boot by " + again,
                    TestVm.BOOT,
                    () -> {
                        assertThat(virtctl.done(again, "boots"))
                                .contains("boots" + SCHEDULED + again);
                        Eventually.holds(
                                "it boots",
                                PRESS_AGAIN_AFTER,
                                () -> assertThat(vm.pageLine("boot")).isNotEqualTo(before));
                    });
        }
        assertThat(vm.identity()).isEqualTo(guest);
        assertThat(virtctl.done("stop", "boots", "--force", "--grace-period=5"))
                .contains(SCHEDULED);
        awaitPrinted(vm, "Stopped");
        assertThat(vm.vm().orElseThrow().spec().runStrategy()).isEqualTo("Halted");
        Eventually.holds("it is gone", TestVm.END, () -> assertThat(vm.vmi()).isEmpty());
        assertThat(virtctl.refused("pause", "vm", "boots")).contains("is not set to run");
        vm.delete();
        vm.awaitNothingLeft(guest);
    }

    @Test
    void aGuestTellsOfItself() {
        TestVm named = TestVm.named(NAMESPACE.name(), "agent");
        Shell.kubectlDone(
                named.manifest("vmi-kernelboot")
                        .replace("guest-kernelboot:demo", "guest-agent:demo"),
                "--namespace",
                NAMESPACE.name(),
                "create",
                "-f",
                "-");
        Eventually.holds(
                "the agent answers",
                TestVm.BOOT,
                () ->
                        assertThat(json(virtctl.done("guestosinfo", "agent")))
                                .contains("\"guestAgentVersion\"", "kubevirt-ee-guest"));
        assertThat(json(virtctl.done("userlist", "agent"))).contains("\"userName\":\"root\"");
        assertThat(json(virtctl.done("fslist", "agent"))).contains("\"mountPoint\":\"/data\"");
        assertThat(virtctl.refused("guestosinfo", "nobody")).contains("not found");
        Cluster.VMIS.delete(
                new Key(NAMESPACE.name(), "agent"),
                named.vmi().orElseThrow().metadata().getUid(),
                java.util.Optional.empty());
    }

    private static String json(String text) {
        return JsonParser.parseString(text).toString();
    }

    private static void awaitPrinted(TestVm vm, String status) {
        Eventually.holds(
                vm.key() + " is " + status,
                TestVm.END,
                () ->
                        assertThat(vm.vm().orElseThrow().status().printableStatus())
                                .isEqualTo(status));
    }

    private static void awaitAnother(TestVm vm, GuestIdentity before) {
        Eventually.holds(
                "another run of " + vm.key(),
                TestVm.BOOT.plus(TestVm.END),
                () -> {
                    assertThat(vm.identity().vmiUid()).isNotEqualTo(before.vmiUid());
                    assertThat(vm.phase()).isEqualTo("Running");
                });
    }

    private static void awaitPaused(TestVm vm, boolean paused) {
        Eventually.holds(
                vm.key() + (paused ? " is paused" : " runs"),
                TestVm.BOOT.plus(SOON),
                () -> {
                    assertThat(vm.phase()).isEqualTo("Running");
                    assertThat(
                                    InstanceConditions.of(
                                                    vm.vmi().orElseThrow().status().conditions())
                                            .isTrue(ConditionType.PAUSED))
                            .isEqualTo(paused);
                });
    }
}
