package io.kubevirt.ee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.model.v1.VirtualMachineInstanceCondition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A disk in a file of the node: off as installed, then as an administrator lets it in. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HostDiskE2E {

    private static final String API = "deployment/virt-api";
    private static final String HANDLER = "daemonset/virt-handler";
    private static final List<String> PROGRAMS = List.of(API, HANDLER);
    private static final int API_REPLICAS = 2;

    private static final String API_PATCH =
            """
            spec:
              template:
                spec:
                  containers:
                    - name: virt-api
                      env: [{name: KUBEVIRT_API_HOST_DISK_PATHS, value: FOLDER}]
            """;

    /** The folder is shown to the agent: not every node's first process lets its root be seen. */
    private static final String HANDLER_PATCH =
            """
            spec:
              template:
                spec:
                  containers:
                    - name: virt-handler
                      env:
                        - {name: KUBEVIRT_HANDLER_HOST_DISK_PATHS, value: FOLDER}
                        - {name: KUBEVIRT_HANDLER_NODE_ROOT, value: /node}
                      volumeMounts: [{name: host-disks, mountPath: /nodeFOLDER, mountPropagation: HostToContainer}]
                  volumes: [{name: host-disks, hostPath: {path: FOLDER}}]
            """;

    private static final String DISK =
            """
                        - {name: file, disk: {bus: virtio}}
            """;

    private static final String VOLUME =
            """
                    - {name: file, hostDisk: {path: FOLDER/of-the-node.img, type: DiskOrCreate, capacity: 16Mi}}
            """;

    @RegisterExtension static final TestNamespace NAMESPACE = new TestNamespace();

    @TempDir static Path folder;

    @AfterAll
    static void refuseAgain() {
        PROGRAMS.forEach(program -> kubevirt("rollout", "undo", program));
        PROGRAMS.forEach(HostDiskE2E::awaitRollout);
    }

    @Test
    @Order(1)
    void asInstalledItIsRefused() {
        Shell.Ended refused =
                Shell.kubectl(
                        manifest(vm(), folder.toString()),
                        "--namespace",
                        NAMESPACE.name(),
                        "create",
                        "-f",
                        "-");
        assertThat(refused.status()).isNotZero();
        assertThat(refused.output())
                .contains("spec.template.spec.volumes[0] is behind a feature gate that is closed");
    }

    @Test
    @Order(2)
    void whereItIsAllowedTheNamespaceMustAllowItToo() throws Exception {
        kubevirt("patch", API, "--patch", API_PATCH.replace("FOLDER", folder.toString()));
        kubevirt("patch", HANDLER, "--patch", HANDLER_PATCH.replace("FOLDER", folder.toString()));
        PROGRAMS.forEach(HostDiskE2E::awaitRollout);
        TestVm vm = vm();
        NAMESPACE.create(manifest(vm, folder.resolve("disks").toString()));
        Eventually.holds(
                "Pod Security's words stand at the instance",
                TestVm.END,
                () -> assertThat(words(vm)).contains("violates PodSecurity", "hostPath"));
        assertThat(vm.launcherPods()).isEmpty();

        Shell.kubectlDone(
                "",
                "label",
                "--overwrite",
                "namespace",
                NAMESPACE.name(),
                "pod-security.kubernetes.io/enforce=privileged");
        GuestIdentity guest = vm.awaitPage();
        try (SerialConsole console = SerialConsole.open(vm.key())) {
            console.shows("echo of-the-guest >/dev/vdc; sync; echo wrote=$?", "wrote=0");
        }
        vm.delete();
        vm.awaitNothingLeft(guest);
        assertThat(firstBytes(folder.resolve("disks/of-the-node.img"))).isEqualTo("of-the-guest");
    }

    private static TestVm vm() {
        return TestVm.named(NAMESPACE.name(), "file");
    }

    private static String manifest(TestVm vm, String disks) {
        return vm.manifest("vm-first", DISK, VOLUME.replace("FOLDER", disks));
    }

    private static String words(TestVm vm) {
        return vm.vmi().orElseThrow().status().conditions().stream()
                .map(VirtualMachineInstanceCondition::message)
                .filter(Objects::nonNull)
                .collect(Collectors.joining("\n"));
    }

    private static String firstBytes(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return new String(in.readNBytes("of-the-guest".length()));
        }
    }

    /** A replica of before that is ending answers who is still connected to it, as it was set. */
    private static void awaitRollout(String program) {
        kubevirt("rollout", "status", program, "--timeout=110s");
        if (program.equals(API)) {
            Components.awaitReady("virt-api", API_REPLICAS);
        }
    }

    private static void kubevirt(String... arguments) {
        Shell.kubectlDone(
                "",
                Stream.concat(Stream.of("--namespace", Components.NAMESPACE), Stream.of(arguments))
                        .toArray(String[]::new));
    }
}
