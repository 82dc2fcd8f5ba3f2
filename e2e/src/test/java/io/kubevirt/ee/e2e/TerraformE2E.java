package io.kubevirt.ee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** VMs that are kept by Terraform's providers, which know nothing of us. */
class TerraformE2E {

    private static final String YES = "-auto-approve";

    @RegisterExtension static final TestNamespace NAMESPACE = new TestNamespace();

    private static String namespace() {
        return "-var=namespace=" + NAMESPACE.name();
    }

    /** A provider for any manifest, which compares each field of it with what the cluster has. */
    @Test
    void anExampleIsAppliedChangedAndDestroyed(@TempDir Path folder) throws Exception {
        TestVm vm = TestVm.named(NAMESPACE.name(), "kept");
        Terraform terraform = Terraform.in(folder, "kubectl");
        Files.writeString(folder.resolve("vm.yaml"), vm.manifest("vm-first"));

        terraform.assertPlan(Terraform.CHANGES, namespace());
        terraform.done("apply", YES, namespace());
        GuestIdentity guest = vm.awaitPage();
        assertThat(terraform.done("output", "-raw", "uid"))
                .isEqualTo(vm.vm().orElseThrow().metadata().getUid());
        terraform.assertPlan(Terraform.NO_CHANGES, namespace());

        String halted = "-var=run_strategy=Halted";
        terraform.assertPlan(Terraform.CHANGES, namespace(), halted);
        terraform.done("apply", YES, namespace(), halted);
        Eventually.holds("its guest is gone", TestVm.END, () -> assertThat(vm.vmi()).isEmpty());
        terraform.assertPlan(Terraform.NO_CHANGES, namespace(), halted);

        // What somebody else changes is found, and changed back.
        vm.runStrategy("Always");
        terraform.assertPlan(Terraform.CHANGES, namespace(), halted);
        terraform.done("apply", YES, namespace());
        terraform.assertPlan(Terraform.NO_CHANGES, namespace());

        terraform.done("destroy", YES, namespace());
        assertThat(vm.vm()).isEmpty();
        vm.awaitNothingLeft(guest);
    }

    /** KubeVirt's own provider makes machines with DataVolumes only, and keeps any. */
    @Test
    void aMachineWithADataVolumeIsRefusedAndOneThatIsThereIsTakenOver(@TempDir Path folder)
            throws Exception {
        String name = "-var=name=own";
        Terraform terraform = Terraform.in(folder, "kubevirt");
        terraform.assertPlan(Terraform.CHANGES, namespace(), name);
        Shell.Ended refused = terraform.run("apply", YES, "-no-color", namespace(), name);
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.output()).contains("spec.dataVolumeTemplates");
        assertThat(TestVm.named(NAMESPACE.name(), "own").vm()).isEmpty();

        // The provider takes it for granted that an affinity is stated.
        String domain = "      domain:\n";
        TestVm vm =
                TestVm.create(
                        NAMESPACE.name(),
                        "vm-first",
                        "own",
                        domain,
                        "      affinity: {}\n" + domain);
        GuestIdentity guest = vm.awaitPage();
        String address = "kubevirt_virtual_machine.vm";
        terraform.done("import", namespace(), name, address, NAMESPACE.name() + "/own");
        assertThat(terraform.done("state", "show", "-no-color", address).replaceAll(" +", " "))
                .contains(
                        "run_strategy = \"Always\"",
                        "ready = true",
                        "uid = \"" + vm.vm().orElseThrow().metadata().getUid() + "\"");
        terraform.done("destroy", YES, namespace(), name);
        assertThat(vm.vm()).isEmpty();
        vm.awaitNothingLeft(guest);
    }
}
