package io.kubevirt.ee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Disks in claims of the cluster's own storage class. */
class DiskE2E {

    @RegisterExtension static final TestNamespace NAMESPACE = new TestNamespace();

    @Test
    void whatTheGuestWroteIsThereAfterStopAndStart() throws Exception {
        TestVm vm = TestVm.create(NAMESPACE.name(), "vm-disk", "keeps");
        GuestIdentity first = vm.awaitPage();
        String written = vm.pageLine("nonce");
        String firstBoot = vm.pageLine("boot").replace("boot: ", "");
        assertThat(written).endsWith(firstBoot);
        assertThat(vm.vmi().orElseThrow().status().volumeStatus())
                .filteredOn(volume -> volume.name().equals("data"))
                .singleElement()
                .satisfies(
                        volume -> {
                            assertThat(volume.target()).isEqualTo("vdb");
                            assertThat(volume.persistentVolumeClaimInfo().claimName())
                                    .isEqualTo("keeps-data");
                        });

        vm.runStrategy("Halted");
        Eventually.holds(
                "the instance of " + vm.key() + " is gone",
                TestVm.END,
                () -> assertThat(vm.vmi()).isEmpty());
        vm.runStrategy("Always");
        GuestIdentity second = vm.awaitPage();

        assertThat(second.vmiUid()).isNotEqualTo(first.vmiUid());
        assertThat(vm.pageLine("nonce")).isEqualTo(written);
        assertThat(vm.pageLine("boot")).doesNotContain(firstBoot);
        vm.delete();
        vm.awaitNothingLeft(first);
        vm.awaitNothingLeft(second);
    }

    @Test
    void aMachineWaitsForItsClaimAndSaysSo() {
        TestVm vm =
                TestVm.create(
                        NAMESPACE.name(),
                        "vm-disk",
                        "waits",
                        "claimName: waits-data",
                        "claimName: waits-later");
        Eventually.holds(
                vm.key() + " tells of its claim",
                TestVm.END,
                () ->
                        assertThat(vm.vm().orElseThrow().status().printableStatus())
                                .isEqualTo("ErrorPvcNotFound"));
        assertThat(vm.launcherPods()).isEmpty();

        claim("waits-later");

        GuestIdentity guest = vm.awaitPage();
        vm.delete();
        vm.awaitNothingLeft(guest);
    }

    private static void claim(String name) {
        String yaml =
                """
                apiVersion: v1
                kind: PersistentVolumeClaim
                metadata: {name: %s}
                spec:
                  accessModes: [ReadWriteOnce]
                  resources: {requests: {storage: 64Mi}}
                """
                        .formatted(name);
        NAMESPACE.create(yaml);
    }
}
