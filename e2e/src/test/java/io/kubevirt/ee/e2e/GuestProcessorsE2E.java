package io.kubevirt.ee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Processors that a guest has for itself, and sockets that it has none in. */
class GuestProcessorsE2E {

    private static final String CPU = "          cores: 1\n";
    private static final String OWN = CPU + "          dedicatedCpuPlacement: true\n";

    @RegisterExtension static final TestNamespace NAMESPACE = new TestNamespace();

    /**
     * The local kubelet gives nobody processors of his own; a user who asks for such a node gets
     * all that comes with it but that.
     */
    @Test
    void aGuestWithProcessorsOfItsOwnIsPinnedInAPodThatIsGuaranteedThem() {
        TestVm vm = TestVm.named(NAMESPACE.name(), "own");
        create(
                vm,
                vm.manifest("vm-first")
                        .replace(CPU, OWN)
                        .replace(
                                "      terminationGracePeriodSeconds",
                                "      nodeSelector: {cpumanager: \"false\"}\n"
                                        + "      terminationGracePeriodSeconds"));
        GuestIdentity guest = vm.awaitPage();

        assertThat(vm.launcherPods().getFirst().getStatus().getQosClass()).isEqualTo("Guaranteed");
        long qemu = NodeView.qemu(guest.domain()).orElseThrow();
        assertThat(processors(qemu, "CPU 0/"))
                .singleElement()
                .satisfies(list -> assertThat(list).matches("[0-9]+"));
        vm.delete();
        vm.awaitNothingLeft(guest);
    }

    @Test
    void withoutAKubeletThatGivesThemItWaitsAndSaysSo() {
        TestVm vm = TestVm.create(NAMESPACE.name(), "vm-first", "waits", CPU, OWN);

        Eventually.holds(
                "no node takes it",
                TestVm.BOOT,
                () ->
                        assertThat(vm.vm().orElseThrow().status().printableStatus())
                                .isEqualTo("ErrorUnschedulable"));
        assertThat(vm.launcherPods().getFirst().getSpec().getNodeSelector())
                .containsEntry("cpumanager", "true");
        vm.delete();
        Eventually.holds("it is gone", TestVm.END, () -> assertThat(vm.vmi()).isEmpty());
    }

    @Test
    void aGuestHasSocketsThatAreEmpty() {
        TestVm vm =
                TestVm.create(
                        NAMESPACE.name(),
                        "vm-first",
                        "sockets",
                        CPU,
                        CPU + "          maxSockets: 3\n");
        GuestIdentity guest = vm.awaitPage();

        assertThat(vcpus(guest, "--maximum")).isEqualTo("3");
        assertThat(vcpus(guest, "--current")).isEqualTo("1");
        try (SerialConsole console = SerialConsole.open(vm.key())) {
            console.shows("echo processors=$(grep -c ^processor /proc/cpuinfo)", "processors=1");
        }
        vm.delete();
        vm.awaitNothingLeft(guest);
    }

    private static void create(TestVm vm, String yaml) {
        Shell.kubectlDone(yaml, "--namespace", vm.key().namespace(), "create", "-f", "-");
    }

    private static String vcpus(GuestIdentity guest, String which) {
        return Shell.virsh("vcpucount", guest.domain(), "--live", which).strip();
    }

    /** Where the threads of a process may run that have a name that begins so. */
    private static List<String> processors(long pid, String name) {
        try (Stream<Path> threads = Files.list(Path.of("/proc/" + pid + "/task"))) {
            return threads.filter(thread -> read(thread, "comm").startsWith(name))
                    .map(thread -> read(thread, "status"))
                    .flatMap(String::lines)
                    .filter(line -> line.startsWith("Cpus_allowed_list:"))
                    .map(line -> line.substring("Cpus_allowed_list:".length()).strip())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path thread, String file) {
        try {
            return Files.readString(thread.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
