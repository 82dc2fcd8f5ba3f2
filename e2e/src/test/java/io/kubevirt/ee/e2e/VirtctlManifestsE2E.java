package io.kubevirt.ee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What KubeVirt's own virtctl writes for kubectl is taken, and what is here it shows expanded. */
class VirtctlManifestsE2E {

    @RegisterExtension static final TestNamespace NAMESPACE = new TestNamespace();

    private static final String IMAGE = "src:localhost/kubevirt-ee/guest-containerdisk:demo";

    private final Virtctl virtctl = Virtctl.in(NAMESPACE.name());

    @Test
    void aVmOfItsMakingRunsWithTheInstancetypeAndThePreferenceOfItsMaking() {
        create(
                virtctl.done(
                        "create",
                        "instancetype",
                        "--name=tiny",
                        "--namespaced",
                        "--cpu=2",
                        "--memory=128Mi"));
        create(
                virtctl.done(
                        "create",
                        "preference",
                        "--name=spread",
                        "--namespaced",
                        "--cpu-topology=cores"));
        create(
                virtctl.done(
                        "create",
                        "vm",
                        "--name=made",
                        "--instancetype=virtualmachineinstancetype/tiny",
                        "--preference=virtualmachinepreference/spread",
                        "--volume-containerdisk=" + IMAGE,
                        "--termination-grace-period=5"));
        TestVm vm = TestVm.named(NAMESPACE.name(), "made");
        vm.awaitPhase("Running", TestVm.BOOT);
        assertThat(vm.vmi().orElseThrow().spec().domain().cpu().cores()).isEqualTo(2);
        GuestIdentity guest = vm.identity();

        String expanded = virtctl.done("expand", "--vm", "made");
        assertThat(expanded).contains("cores: 2", "guest: 128Mi").doesNotContain("instancetype:");
        virtctl.done("expose", "vm", "made", "--port=80", "--name=made");
        Eventually.holds(
                "its service leads to it",
                TestVm.BOOT,
                () ->
                        assertThat(
                                        Shell.kubectlDone(
                                                "",
                                                "--namespace",
                                                NAMESPACE.name(),
                                                "get",
                                                "endpointslices",
                                                "--selector=kubernetes.io/service-name=made",
                                                "-o",
                                                "jsonpath={.items[*].endpoints[*].addresses[*]}"))
                                .isEqualTo(
                                        vm.vmi()
                                                .orElseThrow()
                                                .status()
                                                .interfaces()
                                                .getFirst()
                                                .ipAddress()));
        vm.delete();
        vm.awaitNothingLeft(guest);
    }

    @Test
    void aVmThatIsHaltedRunsOnceItIsStarted() {
        create(
                virtctl.done(
                        "create",
                        "vm",
                        "--name=plain",
                        "--run-strategy=Halted",
                        "--memory=128Mi",
                        "--volume-containerdisk=" + IMAGE,
                        "--termination-grace-period=5"));
        TestVm vm = TestVm.named(NAMESPACE.name(), "plain");
        virtctl.done("start", "plain");
        vm.awaitPhase("Running", TestVm.BOOT);
        GuestIdentity guest = vm.identity();
        vm.delete();
        vm.awaitNothingLeft(guest);
    }

    @Test
    void aManifestThatIsNoVmYetIsExpanded(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("vm.yaml");
        Files.writeString(file, TestVm.named(NAMESPACE.name(), "idea").manifest("vm-first"));
        assertThat(virtctl.done("expand", "--file", file.toString()))
                .contains("name: idea", "runStrategy: Always");
        assertThat(virtctl.refused("expand", "--vm", "nobody")).contains("not found");
    }

    private static void create(String manifest) {
        Shell.kubectlDone(manifest, "--namespace", NAMESPACE.name(), "create", "-f", "-");
    }
}
