package io.kubevirt.ee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.models.CoreV1Event;
import io.kubevirt.ee.model.v1.VirtualMachineInstanceCondition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A guest that is ended or paused from outside is reported within seconds, with the reason. */
@Timeout(value = 4, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EndReasonE2E {

    private static final Duration SECONDS = Duration.ofSeconds(5);
    private static final Duration TOLD = Duration.ofSeconds(30);
    private static final long ROOM_BYTES = 8 << 20;
    // Less than the guest has, and first in turn after it: a kernel that has not got the guest's
    // memory back in time ends these, and not the launcher.
    private static final String TAKE_MEMORY =
            "echo 1000 >/proc/self/oom_score_adj; echo $$ >\"$1/cgroup.procs\";"
                    + " head -c 48M /dev/zero | tail -c 48M | wc -c";

    @RegisterExtension static final TestNamespace NAMESPACE = new TestNamespace();

    @Test
    void aKilledQemuHasCrashed() throws Exception {
        TestVm vm = running("killed");

        Shell.signal("KILL", qemu(vm));

        ended(vm, "GuestCrashed", "ended by itself or was killed");
    }

    @Test
    void aQemuThatAProcessOfTheNodeEndsNamesThatProcess() throws Exception {
        TestVm vm = running("terminated");

        Shell.signal("TERM", qemu(vm));

        ended(vm, "GuestKilled", "signal 15 of process");
    }

    @Test
    void aDomainThatIsDestroyedThroughLibvirtSaysSo() throws Exception {
        TestVm vm = running("destroyed");

        Shell.virsh("destroy", vm.identity().domain());

        ended(vm, "GuestDestroyed", "through libvirt");
    }

    @Test
    void aQemuThatTheKernelEndsForLackOfMemoryIsNoCrash() throws Exception {
        TestVm vm = running("hungry");
        vm.awaitPage();
        long qemu = qemu(vm);
        Path group = Path.of("/sys/fs/cgroup/memory" + NodeView.cgroup(qemu, "memory"));
        long used =
                Long.parseLong(Files.readString(group.resolve("memory.usage_in_bytes")).strip());
        Files.writeString(group.resolve("memory.limit_in_bytes"), Long.toString(used + ROOM_BYTES));

        Shell.run("", List.of("sh", "-c", TAKE_MEMORY, "sh", group.toString()));

        ended(vm, "GuestOutOfMemory", "lack of memory: its pod may use ");
    }

    @Test
    void aGuestThatIsPausedOnItsNodeSaysSoAndCountsHowOften() {
        TestVm vm = running("paused");
        String domain = vm.identity().domain();

        for (int times = 1; times <= 2; times++) {
            Shell.virsh("suspend", domain);
            awaitEvent(vm, "PausedByUser", times);
            Shell.virsh("resume", domain);
            awaitEvent(vm, "Resumed", times);
        }

        GuestIdentity guest = vm.identity();
        vm.delete();
        vm.awaitNothingLeft(guest);
    }

    private static void awaitEvent(TestVm vm, String reason, int count) {
        Eventually.holds(
                "event " + reason + " of " + vm.key() + ", " + count + " times",
                TOLD,
                () ->
                        assertThat(events(vm.identity().vmiUid()))
                                .anySatisfy(
                                        event -> {
                                            assertThat(event.getReason()).isEqualTo(reason);
                                            assertThat(event.getCount()).isEqualTo(count);
                                        }));
    }

    private static TestVm running(String name) {
        TestVm vm =
                TestVm.create(
                        NAMESPACE.name(),
                        "vm-first",
                        name,
                        "runStrategy: Always",
                        "runStrategy: Once");
        vm.awaitPhase("Running", TestVm.BOOT);
        return vm;
    }

    private static long qemu(TestVm vm) {
        return NodeView.qemu(vm.identity().domain()).orElseThrow();
    }

    private static void ended(TestVm vm, String reason, String words) throws IOException {
        GuestIdentity guest = vm.identity();
        vm.awaitPhase("Failed", SECONDS);
        VirtualMachineInstanceCondition ready =
                vm.vmi().orElseThrow().status().conditions().stream()
                        .filter(c -> c.type().equals("Ready"))
                        .findFirst()
                        .orElseThrow();
        assertThat(ready.reason()).isEqualTo(reason);
        assertThat(ready.message()).contains(words);
        Eventually.holds(
                "an event says why " + vm.key() + " stopped",
                SECONDS,
                () ->
                        assertThat(events(guest.vmiUid()))
                                .anySatisfy(
                                        event -> {
                                            assertThat(event.getReason()).isEqualTo("Stopped");
                                            assertThat(event.getMessage())
                                                    .isEqualTo(ready.message());
                                        }));
        vm.delete();
        vm.awaitNothingLeft(guest);
    }

    private static List<CoreV1Event> events(String uid) throws Exception {
        return Cluster.CORE
                .listNamespacedEvent(NAMESPACE.name())
                .fieldSelector("involvedObject.uid=" + uid)
                .execute()
                .getItems();
    }
}
