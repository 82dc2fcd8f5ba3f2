package io.kubevirt.ee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.models.V1Pod;
import io.kubevirt.ee.model.v1.Absent;
import io.kubevirt.ee.runtime.loop.Key;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A VM, its instance and its pod go in any order, and the same name is free at once. */
class DeletionOrderE2E {
    @RegisterExtension static final TestNamespace NAMESPACE = new TestNamespace();

    private static TestVm running(String name) throws Exception {
        TestVm vm = TestVm.create(NAMESPACE.name(), "vm-first", name);
        vm.awaitPhase("Running", TestVm.BOOT);
        return vm;
    }

    private static void delete(TestVm vm, String... options) {
        String[] arguments = new String[options.length + 5];
        arguments[0] = "--namespace";
        arguments[1] = NAMESPACE.name();
        arguments[2] = "delete";
        arguments[3] = "virtualmachine";
        arguments[4] = vm.key().name();
        System.arraycopy(options, 0, arguments, 5, options.length);
        Shell.kubectlDone("", arguments);
    }

    @Test
    void withCascadeOrphanTheGuestOutlivesItsVm() throws Exception {
        TestVm vm = running("orphan");
        GuestIdentity guest = vm.identity();
        delete(vm, "--cascade=orphan", "--timeout=60s");
        assertThat(vm.phase()).isEqualTo("Running");
        assertThat(Absent.list(vm.vmi().orElseThrow().metadata().getOwnerReferences())).isEmpty();
        Shell.kubectlDone(
                "",
                "--namespace",
                NAMESPACE.name(),
                "delete",
                "vmi",
                vm.key().name(),
                "--timeout=90s");
        vm.awaitNothingLeft(guest);
    }

    @Test
    void aGuestThatItsVmLeftBelongsToTheNextVmOfItsNameAndGoesWithIt() throws Exception {
        TestVm left = running("adopted");
        GuestIdentity guest = left.identity();
        long qemu = NodeView.qemu(guest.domain()).orElseThrow();
        delete(left, "--cascade=orphan", "--timeout=60s");
        TestVm next = TestVm.create(NAMESPACE.name(), "vm-first", "adopted");
        Eventually.holds(
                "the guest is the new VM's",
                TestVm.BOOT,
                () -> {
                    assertThat(next.vm().orElseThrow().status().printableStatus())
                            .isEqualTo("Running");
                    assertThat(next.vmi().orElseThrow().metadata().getOwnerReferences())
                            .extracting(owner -> owner.getUid())
                            .containsExactly(next.vm().orElseThrow().metadata().getUid());
                });
        assertThat(next.identity()).isEqualTo(guest);
        assertThat(NodeView.qemu(guest.domain())).hasValue(qemu);
        delete(next, "--timeout=90s");
        next.awaitNothingLeft(guest);
    }

    @Test
    void withForegroundDeletionAllIsGoneWhenItReturnsAndTheNameIsFreeAtOnce() throws Exception {
        TestVm vm = running("foreground");
        GuestIdentity guest = vm.identity();
        delete(vm, "--cascade=foreground", "--timeout=100s");
        assertThat(vm.vm()).isEmpty();
        assertThat(vm.vmi()).isEmpty();
        vm.awaitNothingLeft(guest);
        TestVm again = running("foreground");
        assertThat(again.identity().vmiUid()).isNotEqualTo(guest.vmiUid());
        // The pod first, by the hand of somebody who does not know what it is.
        V1Pod pod = again.launcherPods().getFirst();
        GuestIdentity second = again.identity();
        Cluster.PODS.delete(
                new Key(NAMESPACE.name(), pod.getMetadata().getName()),
                pod.getMetadata().getUid(),
                Optional.empty());
        Eventually.holds(
                "the VM has another guest",
                TestVm.BOOT,
                () -> {
                    assertThat(again.phase()).isEqualTo("Running");
                    assertThat(again.identity().vmiUid()).isNotEqualTo(second.vmiUid());
                });
        // The instance before the VM, at the same moment.
        GuestIdentity third = again.identity();
        Cluster.VMIS.delete(again.key(), third.vmiUid(), Optional.empty());
        delete(again, "--wait=false");
        again.awaitNothingLeft(third);
    }
}
