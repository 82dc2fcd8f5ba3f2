package io.kubevirt.ee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A claim, a ConfigMap and a Secret as disks: what the guest reads there, and what it keeps. */
class VolumesE2E {

    private static final String OBJECTS =
            """
            apiVersion: v1
            kind: PersistentVolume
            metadata: {name: NAME}
            spec:
              accessModes: [ReadWriteOnce]
              capacity: {storage: 16Mi}
              hostPath: {path: FOLDER}
            ---
            apiVersion: v1
            kind: PersistentVolumeClaim
            metadata: {name: data}
            spec:
              accessModes: [ReadWriteOnce]
              resources: {requests: {storage: 16Mi}}
              storageClassName: ""
              volumeName: NAME
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: settings}
            data: {colour: "of-the-map"}
            ---
            apiVersion: v1
            kind: Secret
            metadata: {name: password}
            stringData: {word: "of-the-secret"}
            """;

    private static final String DISKS =
            """
                        - {name: data, disk: {bus: virtio}}
                        - {name: settings, disk: {bus: virtio}}
                        - {name: password, disk: {bus: virtio}}
            """;

    private static final String VOLUMES =
            """
                    - {name: data, persistentVolumeClaim: {claimName: data}}
                    - {name: settings, configMap: {name: settings}}
                    - {name: password, secret: {secretName: password}}
            """;

    @RegisterExtension static final TestNamespace NAMESPACE = new TestNamespace();

    @TempDir static Path folder;

    @Test
    void aGuestReadsFilesOfItsPodAndFindsWhatItWroteIntoAClaim() throws Exception {
        String volume = NAMESPACE.name();
        create(OBJECTS.replace("NAME", volume).replace("FOLDER", folder.toString()));
        TestVm vm = TestVm.named(NAMESPACE.name(), "keeps");
        create(
                vm.manifest("vm-first")
                        .replace("          interfaces:\n", DISKS + "          interfaces:\n")
                        .replace("      volumes:\n", "      volumes:\n" + VOLUMES));
        GuestIdentity first = vm.awaitPage();
        try (SerialConsole console = SerialConsole.open(vm.key())) {
            console.shows("echo map=$(grep -c of-the-map /dev/vdd)", "map=1");
            console.shows("echo secret=$(grep -c of-the-secret /dev/vde)", "secret=1");
            console.shows("echo of-the-guest >/dev/vdc; sync; echo wrote=$?", "wrote=0");
        }
        assertThat(Files.size(folder.resolve("disk.img"))).isEqualTo(16L << 20);

        runStrategy("Halted");
        Eventually.holds("the guest is gone", TestVm.END, () -> assertThat(vm.vmi()).isEmpty());
        runStrategy("Always");
        GuestIdentity second = vm.awaitPage();

        try (SerialConsole console = SerialConsole.open(vm.key())) {
            console.shows("echo kept=$(grep -c of-the-guest /dev/vdc)", "kept=1");
        }
        vm.delete();
        vm.awaitNothingLeft(first);
        vm.awaitNothingLeft(second);
        Shell.kubectlDone("", "delete", "persistentvolume", volume, "--wait=false");
    }

    private static void create(String yaml) {
        Shell.kubectlDone(yaml, "--namespace", NAMESPACE.name(), "create", "-f", "-");
    }

    private static void runStrategy(String strategy) {
        Shell.kubectlDone(
                "",
                "--namespace",
                NAMESPACE.name(),
                "patch",
                "virtualmachine",
                "keeps",
                "--type=merge",
                "--patch",
                "{\"spec\": {\"runStrategy\": \"%s\"}}".formatted(strategy));
    }
}
