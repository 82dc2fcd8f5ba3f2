package io.kubevirt.ee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.model.v1.VirtualMachine;
import io.kubevirt.ee.runtime.kube.Selection;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two hundred VMs at once: created, known, deleted together with their namespace. */
class TwoHundredE2E {
    private static final int MANY = 200;
    private static final int RUNNING = 3;
    private static final Duration LONGEST = Duration.ofSeconds(60);

    @RegisterExtension static final TestNamespace NAMESPACE = new TestNamespace();

    private static List<VirtualMachine> all() {
        return Cluster.VMS.list(Selection.inNamespace(NAMESPACE.name())).getItems();
    }

    private static long printed(String status) {
        return all().stream()
                .filter(vm -> vm.status() != null && status.equals(vm.status().printableStatus()))
                .count();
    }

    @Test
    void twoHundredAreKnownAndGoneAgainInTime() {
        TestVm example = TestVm.named(NAMESPACE.name(), "NAME");
        String halted = example.manifest("vm-first").replace("Always", "Halted");
        String manifest =
                IntStream.range(0, MANY)
                        .mapToObj(
                                i ->
                                        (i < RUNNING ? halted.replace("Halted", "Always") : halted)
                                                .replace("NAME", "many-" + i))
                        .collect(Collectors.joining("---\n"));
        Shell.kubectlDone(manifest, "--namespace", NAMESPACE.name(), "create", "-f", "-");
        Eventually.holds(
                "all that are halted say so",
                LONGEST,
                () -> assertThat(printed("Stopped")).isEqualTo(MANY - RUNNING));
        Eventually.holds(
                "those that shall run do",
                TestVm.BOOT,
                () -> assertThat(printed("Running")).isEqualTo(RUNNING));
        Shell.kubectlDone(
                "", "--namespace", NAMESPACE.name(), "delete", "vm", "--all", "--wait=false");
        Eventually.holds(
                "all are gone", LONGEST.plus(TestVm.END), () -> assertThat(all()).isEmpty());
        assertThat(Cluster.VMIS.list(Selection.inNamespace(NAMESPACE.name())).getItems()).isEmpty();
    }
}
