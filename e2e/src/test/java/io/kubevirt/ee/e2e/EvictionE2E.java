package io.kubevirt.ee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A node that is drained, by the eviction strategy of its guests. The cluster has one node, so what
 * has to leave it waits until it is let back; cluster/test/machines.sh has other nodes.
 */
@Timeout(value = 4, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EvictionE2E {

    private static final String STRATEGY = "      terminationGracePeriodSeconds: 30\n";
    private static final Duration TOLD = Duration.ofSeconds(30);

    @RegisterExtension static final TestNamespace NAMESPACE = new TestNamespace();

    @AfterEach
    void uncordon() {
        Shell.kubectlDone("", "uncordon", node());
    }

    @Test
    void aGuestWithoutAStrategyIsShutDownAndRunsAgainWhereItMay() {
        TestVm vm = running("ends", "None");
        GuestIdentity evicted = vm.identity();

        Shell.Ended drained = drain(vm, "60s");

        assertThat(drained.status()).as(drained.output()).isZero();
        Eventually.holds(
                "another instance waits for a node",
                TOLD,
                () -> {
                    assertThat(uid(vm)).isNotEqualTo(evicted.vmiUid());
                    assertThat(vm.vm().orElseThrow().status().printableStatus())
                            .isEqualTo("ErrorUnschedulable");
                });
        assertThat(NodeView.qemu(evicted.domain())).isEmpty();
        uncordon();
        vm.awaitPhase("Running", TestVm.BOOT);
        deleteWhole(vm, vm.identity());
    }

    @Test
    void aGuestThatMustBeMovedBlocksTheDrainInWordsUntilSomebodyStopsIt() {
        TestVm vm = running("stays", "LiveMigrate");
        GuestIdentity guest = vm.identity();
        assertThat(vm.vmi().orElseThrow().status().conditions())
                .anyMatch(c -> c.type().equals("LiveMigratable") && c.status().equals("False"));

        Shell.Ended blocked = drain(vm, "8s");

        assertThat(blocked.status()).isNotZero();
        assertThat(blocked.output())
                .contains("VMI \"%s\" has the eviction strategy LiveMigrate".formatted(vm.key()));
        assertThat(vm.identity()).isEqualTo(guest);
        assertThat(vm.phase()).isEqualTo("Running");

        Shell.kubectlDone(
                "",
                "--namespace",
                NAMESPACE.name(),
                "patch",
                "virtualmachine",
                vm.key().name(),
                "--type=merge",
                "--patch={\"spec\":{\"runStrategy\":\"Halted\"}}");
        Shell.Ended drained = drain(vm, "60s");

        assertThat(drained.status()).as(drained.output()).isZero();
        deleteWhole(vm, guest);
    }

    @Test
    void aGuestThatOthersEndIsMarkedAndRunsOnUntilTheyHave() {
        TestVm vm = running("marked", "External");
        GuestIdentity guest = vm.identity();

        Shell.Ended blocked = drain(vm, "8s");

        assertThat(blocked.status()).isNotZero();
        assertThat(blocked.output())
                .contains("Eviction triggered evacuation of VMI \"%s\"".formatted(vm.key()));
        assertThat(vm.vmi().orElseThrow().status().evacuationNodeName()).isEqualTo(node());
        assertThat(vm.identity()).isEqualTo(guest);
        assertThat(vm.phase()).isEqualTo("Running");
        deleteWhole(vm, guest);
    }

    private static TestVm running(String name, String strategy) {
        TestVm vm =
                TestVm.create(
                        NAMESPACE.name(),
                        "vm-first",
                        name,
                        STRATEGY,
                        STRATEGY + "      evictionStrategy: " + strategy + "\n");
        vm.awaitPage();
        return vm;
    }

    /** The node is cordoned; of its pods only the launcher of this VM is asked to leave. */
    private static Shell.Ended drain(TestVm vm, String atMost) {
        return Shell.kubectl(
                "",
                "drain",
                node(),
                "--pod-selector=vm.kubevirt.io/name=" + vm.key().name(),
                "--delete-emptydir-data",
                "--timeout=" + atMost);
    }

    private static String node() {
        return Shell.kubectlDone("", "get", "nodes", "-o", "jsonpath={.items[0].metadata.name}");
    }

    private static String uid(TestVm vm) {
        return vm.vmi().map(VirtualMachineInstance::metadata).orElseThrow().getUid();
    }

    private static void deleteWhole(TestVm vm, GuestIdentity guest) {
        vm.delete();
        vm.awaitNothingLeft(guest);
    }
}
