package io.kubevirt.ee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A claim that is a device: what the guest writes stands on the device itself, and stays. */
class BlockClaimE2E {

    private static final String OBJECTS =
            """
            apiVersion: v1
            kind: PersistentVolume
            metadata: {name: NAME}
            spec:
              accessModes: [ReadWriteOnce]
              capacity: {storage: 16Mi}
              volumeMode: Block
              local: {path: DEVICE}
              nodeAffinity:
                required:
                  nodeSelectorTerms:
                    - matchExpressions: [{key: kubernetes.io/os, operator: In, values: [linux]}]
            ---
            apiVersion: v1
            kind: PersistentVolumeClaim
            metadata: {name: device}
            spec:
              accessModes: [ReadWriteOnce]
              resources: {requests: {storage: 16Mi}}
              storageClassName: ""
              volumeMode: Block
              volumeName: NAME
            """;

    private static final String DISK =
            """
                        - {name: device, disk: {bus: virtio}}
            """;

    private static final String VOLUME =
            """
                    - {name: device, persistentVolumeClaim: {claimName: device}}
            """;

    @RegisterExtension static final TestNamespace NAMESPACE = new TestNamespace();

    @TempDir static Path folder;
    private static String device;

    @BeforeAll
    static void makeDevice() {
        String image = folder.resolve("device.img").toString();
        run("truncate", "--size=16M", image);
        device = run("losetup", "--find", "--show", image).strip();
    }

    @AfterAll
    static void endDevice() {
        Shell.kubectlDone("", "delete", "persistentvolume", NAMESPACE.name(), "--wait=false");
        run("losetup", "--detach", device);
    }

    @Test
    void aGuestWritesToTheDeviceAndFindsItAgain() throws Exception {
        NAMESPACE.create(OBJECTS.replace("NAME", NAMESPACE.name()).replace("DEVICE", device));
        TestVm vm = TestVm.named(NAMESPACE.name(), "device");
        NAMESPACE.create(vm.manifest("vm-first", DISK, VOLUME));
        GuestIdentity first = vm.awaitPage();
        try (SerialConsole console = SerialConsole.open(vm.key())) {
            console.shows("echo bytes=$(blockdev --getsize64 /dev/vdc)", "bytes=16777216");
            console.shows("echo of-the-guest >/dev/vdc; sync; echo wrote=$?", "wrote=0");
        }
        assertThat(run("head", "-c", "12", device)).isEqualTo("of-the-guest");

        Shell.kubectlDone(
                "", "--namespace", NAMESPACE.name(), "delete", "vmi", "device", "--wait=false");
        Eventually.until(
                "another instance runs",
                TestVm.BOOT,
                () ->
                        vm.vmi()
                                .filter(i -> !i.metadata().getUid().equals(first.vmiUid()))
                                .isPresent());
        GuestIdentity second = vm.awaitPage();
        try (SerialConsole console = SerialConsole.open(vm.key())) {
            console.shows("echo kept=$(head -c 12 /dev/vdc)", "kept=of-the-guest");
        }
        vm.delete();
        vm.awaitNothingLeft(first);
        vm.awaitNothingLeft(second);
    }

    private static String run(String... command) {
        Shell.Ended ended = Shell.run("", List.of(command));
        assertThat(ended.status()).as("%s: %s", List.of(command), ended.output()).isZero();
        return ended.output();
    }
}
