package io.kubevirt.ee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.model.v1.VirtualMachineCondition;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Instancetypes and preferences, as users of kubectl and virtctl meet them. */
class InstancetypeE2E {
    private static final String GROUP = "instancetype.kubevirt.io";

    @RegisterExtension static final TestNamespace NAMESPACE = new TestNamespace();

    /** Of the cluster, so named after the namespace and taken away at the end. */
    private static String ofCluster() {
        return NAMESPACE.name();
    }

    @AfterAll
    static void whatIsOfTheClusterGoes() {
        Shell.kubectlDone(
                "",
                "delete",
                "virtualmachineclusterinstancetype,virtualmachineclusterpreference",
                ofCluster(),
                "--ignore-not-found");
    }

    @Test
    void aMachineRunsInTheSizeItBeganWithAndIsShownExpanded() throws Exception {
        TestVm vm = TestVm.create(NAMESPACE.name(), "vm-instancetype", "sized");
        vm.awaitPhase("Running", TestVm.BOOT);
        GuestIdentity first = vm.identity();
        VirtualMachineInstance vmi = vm.vmi().orElseThrow();
        assertThat(vmi.spec().domain().memory().guest().toSuffixedString()).isEqualTo("128Mi");
        assertThat(vmi.spec().domain().devices().disks().getFirst().disk().bus())
                .isEqualTo("virtio");
        assertThat(vmi.metadata().getAnnotations())
                .containsEntry("kubevirt.io/instancetype-name", "sized-small")
                .containsEntry("kubevirt.io/preference-name", "sized-linux");
        assertThat(vm.vm().orElseThrow().spec().template().spec().domain().memory()).isNull();
        String revision =
                vm.vm().orElseThrow().status().instancetypeRef().controllerRevisionRef().name();
        assertThat(revision).startsWith("sized-sized-small-v1beta1-");

        Shell.kubectlDone(
                "",
                "--namespace",
                NAMESPACE.name(),
                "patch",
                "vminstancetype",
                "sized-small",
                "--type=merge",
                "--patch={\"spec\":{\"memory\":{\"guest\":\"192Mi\"}}}");
        assertThat(
                        Shell.kubectlDone(
                                "",
                                "get",
                                "--raw",
                                subresource("virtualmachines/sized/expand-spec")))
                .contains("\"guest\":\"128Mi\"")
                .doesNotContain("\"instancetype\":");
        assertThat(expandedFromTheManifest()).contains("\"guest\":\"192Mi\"");

        restart(vm, first);
        assertThat(vm.vmi().orElseThrow().spec().domain().memory().guest().toSuffixedString())
                .isEqualTo("128Mi");
        GuestIdentity second = vm.identity();
        anotherInstancetypeWaitsForARestart(vm);
        vm.delete();
        vm.awaitNothingLeft(first);
        vm.awaitNothingLeft(second);
        Eventually.holds(
                "the revisions of " + vm.key() + " are gone",
                TestVm.END,
                () -> assertThat(revisions()).isEmpty());
    }

    /** A machine that is nowhere but in the request is as large as one that would start now. */
    private static String expandedFromTheManifest() {
        String machine =
                """
                {"apiVersion": "kubevirt.io/v1", "kind": "VirtualMachine", "metadata": {"name": "nowhere"},
                 "spec": {"runStrategy": "Halted",
                          "instancetype": {"kind": "VirtualMachineInstancetype", "name": "sized-small"},
                          "template": {"spec": {"domain": {"devices": {}}}}}}
                """;
        return Shell.kubectlDone(
                machine, "replace", "--raw", subresource("expand-vm-spec"), "-f", "-");
    }

    private static String subresource(String path) {
        return "/apis/subresources.kubevirt.io/v1/namespaces/%s/%s"
                .formatted(NAMESPACE.name(), path);
    }

    private static void anotherInstancetypeWaitsForARestart(TestVm vm) {
        Shell.kubectlDone(
                "{apiVersion: %s/v1beta1, kind: VirtualMachineInstancetype, metadata: {name: sized-large}, spec: {cpu: {guest: 2}, memory: {guest: 128Mi}}}"
                        .formatted(GROUP),
                "--namespace",
                NAMESPACE.name(),
                "create",
                "-f",
                "-");
        Shell.kubectlDone(
                "",
                "--namespace",
                NAMESPACE.name(),
                "patch",
                "vm",
                vm.key().name(),
                "--type=merge",
                "--patch={\"spec\":{\"instancetype\":{\"name\":\"sized-large\"}}}");
        Eventually.holds(
                vm.key() + " waits for a restart",
                TestVm.BOOT,
                () ->
                        assertThat(vm.vm().orElseThrow().status().conditions())
                                .filteredOn(c -> c.type().equals("RestartRequired"))
                                .singleElement()
                                .satisfies(
                                        c ->
                                                assertThat(c.message())
                                                        .contains("domain.cpu.sockets")));
    }

    private static String revisions() {
        return Shell.kubectlDone(
                "",
                "--namespace",
                NAMESPACE.name(),
                "get",
                "controllerrevisions",
                "--output=name",
                "--selector=instancetype.kubevirt.io/object-name=sized-small");
    }

    private static void restart(TestVm vm, GuestIdentity first) {
        Shell.kubectlDone(
                "",
                "--namespace",
                NAMESPACE.name(),
                "delete",
                "virtualmachineinstance",
                vm.key().name(),
                "--wait=false");
        Eventually.holds(
                "another run of " + vm.key(),
                TestVm.BOOT.plus(TestVm.END),
                () -> {
                    assertThat(vm.identity().vmiUid()).isNotEqualTo(first.vmiUid());
                    assertThat(vm.phase()).isEqualTo("Running");
                });
    }

    @Test
    void aMachineSaysWhatItWaitsForAndStartsWhenThatIsThere() {
        String yaml =
                """
                apiVersion: kubevirt.io/v1
                kind: VirtualMachine
                metadata: {name: waiting}
                spec:
                  runStrategy: Always
                  instancetype: {name: NAME}
                  preference: {name: NAME}
                  template:
                    spec:
                      nodeSelector: {no-such: node}
                      domain: {devices: {}}
                """
                        .replace("NAME", ofCluster());
        Shell.kubectlDone(yaml, "--namespace", NAMESPACE.name(), "create", "-f", "-");
        TestVm vm = TestVm.named(NAMESPACE.name(), "waiting");
        awaitFailure(vm, "FailedFindInstancetype", "virtualmachineclusterinstancetypes");
        create("VirtualMachineClusterInstancetype", "{cpu: {guest: 2}, memory: {guest: 64Mi}}");
        awaitFailure(vm, "FailedFindPreference", "virtualmachineclusterpreferences");
        create(
                "VirtualMachineClusterPreference",
                "{cpu: {preferredCPUTopology: cores}, requirements: {cpu: {guest: 2}}}");
        Eventually.holds(
                vm.key() + " has an instance",
                TestVm.BOOT,
                () ->
                        assertThat(vm.vmi().orElseThrow().spec().domain().cpu().cores())
                                .isEqualTo(2));
        assertThat(vm.vm().orElseThrow().status().conditions())
                .noneMatch(condition -> condition.type().equals("Failure"));
        assertThat(vm.vm().orElseThrow().status().preferenceRef().kind())
                .isEqualTo("virtualmachineclusterpreference");
        vm.delete();
        Eventually.holds(vm.key() + " is gone", TestVm.END, () -> assertThat(vm.vm()).isEmpty());
    }

    private static void create(String kind, String spec) {
        Shell.kubectlDone(
                "{apiVersion: %s/v1beta1, kind: %s, metadata: {name: %s}, spec: %s}"
                        .formatted(GROUP, kind, ofCluster(), spec),
                "create",
                "-f",
                "-");
    }

    private static void awaitFailure(TestVm vm, String reason, String resource) {
        Eventually.holds(
                vm.key() + " tells " + reason,
                TestVm.BOOT,
                () -> {
                    List<VirtualMachineCondition> failures =
                            vm.vm().orElseThrow().status().conditions().stream()
                                    .filter(condition -> condition.type().equals("Failure"))
                                    .toList();
                    assertThat(failures).hasSize(1);
                    assertThat(failures.getFirst().reason()).isEqualTo(reason);
                    assertThat(failures.getFirst().message())
                            .isEqualTo(
                                    "%s.%s \"%s\" not found"
                                            .formatted(resource, GROUP, ofCluster()));
                });
    }

    @Test
    void aConflictIsRefusedInKubevirtsWords() {
        TestVm vm = TestVm.named(NAMESPACE.name(), "torn");
        Shell.Ended refused =
                Shell.kubectl(
                        vm.manifest("vm-instancetype")
                                .replace("domain:\n", "domain:\n        memory: {guest: 64Mi}\n"),
                        "--namespace",
                        NAMESPACE.name(),
                        "create",
                        "-f",
                        "-");
        assertThat(refused.status()).isNotZero();
        assertThat(refused.output())
                .contains(
                        "VM field(s) spec.template.spec.domain.memory.guest conflicts with selected"
                                + " instance type");
        assertThat(vm.vm()).isEmpty();
    }
}
