package io.kubevirt.ee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.models.V1PodSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * A claim, a ConfigMap and a Secret as disks: what the guest reads there, and what it keeps; files
 * of the pod as folders that it mounts.
 */
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
            kind: ServiceAccount
            metadata: {name: runs-as}
            ---
            apiVersion: v1
            kind: Secret
            metadata: {name: password}
            stringData:
              word: "of-the-secret"
              slic.bin: "SLIC%1$sof-the-slic"
              msdm.bin: "MSDM%1$sof-the-msdm"
            """
                    // The rest of a table's header, which qemu reads little of.
                    .formatted("x".repeat(32));

    private static final String DISKS =
            """
                        - {name: data, disk: {bus: virtio}, blockSize: {matchVolume: {}}}
                        - {name: settings, disk: {bus: virtio}}
                        - {name: password, disk: {bus: virtio}}
            """;

    private static final String VOLUMES =
            """
                    - {name: data, dataVolume: {name: data}}
                    - {name: settings, configMap: {name: settings}}
                    - {name: password, secret: {secretName: password}}
            """;

    /** The node's own libvirt does not know all of it; that of the image does. */
    private static final String DOMAIN =
            """
                  serviceAccountName: runs-as
                  domain:
                    firmware: {acpi: {slicNameRef: password, msdmNameRef: password}}
                    features: {hyperv: {tlbflush: {direct: {}, extended: {}}}}
            """;

    private static final String SHARED =
            """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: shared}
            data: {colour: "red-of-the-map"}
            ---
            apiVersion: v1
            kind: Secret
            metadata: {name: shared}
            stringData: {word: "of-the-shared-secret"}
            """;

    private static final String FILESYSTEMS =
            """
                      filesystems:
                        - {name: settings, virtiofs: {}}
                        - {name: password, virtiofs: {}}
                        - {name: account, virtiofs: {}}
                        - {name: about, virtiofs: {}}
            """;

    private static final String SHARED_VOLUMES =
            """
                    - {name: settings, configMap: {name: shared}}
                    - {name: password, secret: {secretName: shared}}
                    - {name: account, serviceAccount: {serviceAccountName: default}}
                    - name: about
                      downwardAPI: {fields: [{path: labels, fieldRef: {fieldPath: metadata.labels}}]}
            """;

    /** The kubelet looks at what it mounted every minute or so. */
    private static final Duration CHANGE = Duration.ofMinutes(4);

    private static final String TABLES = "/sys/firmware/acpi/tables/";

    @RegisterExtension static final TestNamespace NAMESPACE = new TestNamespace();

    @TempDir static Path folder;

    @Test
    void aGuestReadsFilesOfItsPodAndFindsWhatItWroteIntoAClaim() throws Exception {
        String volume = NAMESPACE.name();
        NAMESPACE.create(OBJECTS.replace("NAME", volume).replace("FOLDER", folder.toString()));
        TestVm vm = TestVm.named(NAMESPACE.name(), "keeps");
        NAMESPACE.create(
                vm.manifest("vm-first", DISKS, VOLUMES).replace("      domain:\n", DOMAIN));
        GuestIdentity first = vm.awaitPage();
        assertThat(Shell.virsh("dumpxml", first.domain()))
                .contains("<direct state='on'/>", "<extended state='on'/>");
        try (SerialConsole console = SerialConsole.open(vm.key())) {
            console.shows(
                    "echo blocks=$(cat /sys/block/vdc/queue/logical_block_size)",
                    "blocks=" + Math.min(Files.getFileStore(folder).getBlockSize(), 4096));
            console.shows("echo map=$(grep -c of-the-map /dev/vdd)", "map=1");
            console.shows("echo secret=$(grep -c of-the-secret /dev/vde)", "secret=1");
            console.shows("echo slic=$(grep -c of-the-slic " + TABLES + "SLIC)", "slic=1");
            console.shows("echo msdm=$(grep -c of-the-msdm " + TABLES + "MSDM)", "msdm=1");
            console.shows("echo of-the-guest >/dev/vdc; sync; echo wrote=$?", "wrote=0");
        }
        assertThat(Files.size(folder.resolve("disk.img"))).isEqualTo(16L << 20);
        V1PodSpec pod = vm.launcherPods().getFirst().getSpec();
        assertThat(pod.getServiceAccountName()).isEqualTo("runs-as");
        assertThat(pod.getVolumes()).noneMatch(brought -> brought.getProjected() != null);

        vm.runStrategy("Halted");
        Eventually.holds("the guest is gone", TestVm.END, () -> assertThat(vm.vmi()).isEmpty());
        vm.runStrategy("Always");
        GuestIdentity second = vm.awaitPage();

        try (SerialConsole console = SerialConsole.open(vm.key())) {
            console.shows("echo kept=$(grep -c of-the-guest /dev/vdc)", "kept=1");
        }
        vm.delete();
        vm.awaitNothingLeft(first);
        vm.awaitNothingLeft(second);
        Shell.kubectlDone("", "delete", "persistentvolume", volume, "--wait=false");
    }

    @Test
    void aGuestMountsFilesOfItsPodAndSeesThemChange() {
        NAMESPACE.create(SHARED);
        TestVm vm = TestVm.named(NAMESPACE.name(), "shares");
        NAMESPACE.create(vm.manifest("vm-first", FILESYSTEMS, SHARED_VOLUMES));
        GuestIdentity guest = vm.awaitPage();
        try (SerialConsole console = SerialConsole.open(vm.key())) {
            for (String tag : List.of("settings", "password", "account", "about")) {
                console.shows(
                        "mkdir -p /run/%1$s; grep -q /run/%1$s /proc/mounts || mount -t virtiofs %1$s /run/%1$s; echo %1$s=$?"
                                .formatted(tag),
                        tag + "=0");
            }
            console.shows("echo map=$(cat /run/settings/colour)", "map=red-of-the-map");
            console.shows("echo secret=$(cat /run/password/word)", "secret=of-the-shared-secret");
            console.shows("echo token=$(grep -c . /run/account/token)", "token=1");
            console.shows("echo label=$(grep -c created-by /run/about/labels)", "label=1");
            console.shows("touch /run/settings/new; echo touched=$?", "touched=1");
            Shell.kubectlDone(
                    "",
                    "--namespace",
                    NAMESPACE.name(),
                    "patch",
                    "configmap",
                    "shared",
                    "--type=merge",
                    "--patch",
                    "{\"data\": {\"colour\": \"blue-of-the-map\"}}");
            Eventually.holds(
                    "the guest sees what the ConfigMap became",
                    CHANGE,
                    () ->
                            console.shows(
                                    "echo now=$(cat /run/settings/colour)", "now=blue-of-the-map"));
        }
        String served = "--socket-path=/var/lib/kubevirt-ee/guests/" + guest.vmiUid();
        long guestsUid = NodeView.uid(NodeView.qemu(guest.domain()).orElseThrow());
        assertThat(NodeView.processes(served))
                .isNotEmpty()
                .allSatisfy(pid -> assertThat(NodeView.uid(pid)).isEqualTo(guestsUid));

        vm.delete();
        vm.awaitNothingLeft(guest);
    }
}
