package io.kubevirt.ee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.ApiException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bad input gets an error that says what is wrong and where, and changes nothing. */
class BadInputE2E {

    private static final String LONG_NAME = "a".repeat(64);

    @RegisterExtension static final TestNamespace NAMESPACE = new TestNamespace();

    /**
     * A change of the first example, and what its refusal must say.
     *
     * @param text of the example
     * @param replacement bad instead
     * @param said parts of the error
     */
    record Bad(String what, String text, String replacement, List<String> said) {
        @Override
        public String toString() {
            return what;
        }
    }

    static Stream<Bad> bad() {
        return Stream.of(
                new Bad("malformed YAML", "spec:\n", "spec: [\n", List.of("yaml")),
                new Bad(
                        "an unknown field",
                        "memory:\n          guest: 128Mi",
                        "memory:\n          gest: 128Mi",
                        List.of("unknown field", "spec.template.spec.domain.memory.gest")),
                new Bad(
                        "a name longer than a label",
                        "name: bad\nspec",
                        "name: " + LONG_NAME + "\nspec",
                        List.of("metadata.name", "63")),
                new Bad(
                        "memory 0",
                        "guest: 128Mi",
                        "guest: \"0\"",
                        List.of("spec.template.spec.domain.memory.guest")),
                new Bad(
                        "a memory that is no quantity",
                        "guest: 128Mi",
                        "guest: much",
                        List.of("spec.template.spec.domain.memory.guest")),
                new Bad(
                        "two disks of one name",
                        "- name: seed\n              disk:",
                        "- name: system\n              disk:",
                        List.of("spec.template.spec.domain.devices.disks[1].name")),
                new Bad(
                        "a disk without a volume",
                        "- name: seed\n          cloudInitNoCloud",
                        "- name: other\n          cloudInitNoCloud",
                        List.of("spec.template.spec.domain.devices.disks[1].name")),
                new Bad(
                        "a containerDisk without an image",
                        "image: localhost/kubevirt-ee/guest-containerdisk:demo",
                        "image: \"\"",
                        List.of("spec.template.spec.volumes[0].containerDisk")),
                new Bad(
                        "an unknown run strategy",
                        "runStrategy: Always",
                        "runStrategy: Sometimes",
                        List.of("spec.runStrategy", "Sometimes")),
                new Bad(
                        "a field that is not supported",
                        "memory:\n          guest: 128Mi",
                        "launchSecurity: {sev: {}}\n        memory:\n          guest: 128Mi",
                        List.of("spec.template.spec.domain.launchSecurity")));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void badInputIsRefusedWithItsFieldAndChangesNothing(Bad bad) throws ApiException {
        String yaml = TestVm.named(NAMESPACE.name(), "bad").manifest("vm-first");
        assertThat(yaml).contains(bad.text());

        Shell.Ended refused =
                Shell.kubectl(
                        yaml.replace(bad.text(), bad.replacement()),
                        "--namespace",
                        NAMESPACE.name(),
                        "create",
                        "-f",
                        "-");

        assertThat(refused.status()).isNotZero();
        assertThat(refused.output()).contains(bad.said()).doesNotContain("Exception", "\tat ");
        assertThat(
                        Cluster.VMS
                                .list(
                                        io.kubevirt.ee.runtime.kube.Selection.inNamespace(
                                                NAMESPACE.name()))
                                .getItems())
                .noneMatch(vm -> vm.metadata().getName().startsWith("bad"));
    }

    @Test
    void aMissingImageIsToldOnTheVmAndItCanBeDeleted() {
        TestVm vm =
                TestVm.create(
                        NAMESPACE.name(),
                        "vm-first",
                        "no-image",
                        "guest-containerdisk:demo",
                        "no-such-image:demo");
        Eventually.holds(
                "the missing image is told",
                Duration.ofSeconds(90),
                () -> {
                    assertThat(vm.vm().orElseThrow().status().printableStatus())
                            .isIn("ErrImagePull", "ImagePullBackOff");
                    assertThat(
                                    Shell.kubectl(
                                                    "",
                                                    "--namespace",
                                                    NAMESPACE.name(),
                                                    "describe",
                                                    "vmi",
                                                    "no-image")
                                            .output())
                            .contains("no-such-image");
                });
        vm.delete();
        Eventually.holds(
                "the VM is gone",
                TestVm.END,
                () -> {
                    assertThat(vm.vm()).isEmpty();
                    assertThat(vm.vmi()).isEmpty();
                    assertThat(vm.launcherPods()).isEmpty();
                });
    }

    /**
     * Libvirt finds out that this CPU is none it can emulate; nothing before it knows the node's
     * CPUs.
     */
    @Test
    void aRefusalOfLibvirtIsToldInItsWordsAndTheVmCanBeDeleted() {
        TestVm vm =
                TestVm.create(
                        NAMESPACE.name(),
                        "vm-first",
                        "no-such-cpu",
                        "cores: 1",
                        "cores: 1\n          model: NoSuchCpu");
        Eventually.holds(
                "libvirt's refusal is told",
                Duration.ofSeconds(120),
                () ->
                        assertThat(
                                        Shell.kubectl(
                                                        "",
                                                        "--namespace",
                                                        NAMESPACE.name(),
                                                        "describe",
                                                        "vm,vmi",
                                                        "no-such-cpu")
                                                .output())
                                .contains("NoSuchCpu"));
        vm.delete();
        Eventually.holds(
                "the VM is gone",
                TestVm.END,
                () -> {
                    assertThat(vm.vm()).isEmpty();
                    assertThat(vm.vmi()).isEmpty();
                    assertThat(vm.launcherPods()).isEmpty();
                    assertThat(NodeView.definitions()).noneMatch(d -> d.contains("no-such-cpu"));
                });
    }
}
