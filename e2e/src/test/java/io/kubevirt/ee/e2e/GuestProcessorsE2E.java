package io.kubevirt.ee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Processors that a guest has for itself, and sockets that it has none in. */
class GuestProcessorsE2E {

    private static final String CPU = "          cores: 1\n";
    private static final String OWN = CPU + "          dedicatedCpuPlacement: true\n";

    /** The kubelet looks every ten seconds. */
    private static final Duration RECONCILED = Duration.ofSeconds(60);

    @RegisterExtension static final TestNamespace NAMESPACE = new TestNamespace();

    @Test
    void aGuestHasAProcessorOnWhichNoOtherPodRuns() {
        TestVm vm = TestVm.create(NAMESPACE.name(), "vm-first", "own", CPU, OWN);
        GuestIdentity guest = vm.awaitPage();

        assertThat(vm.launcherPods().getFirst().getStatus().getQosClass()).isEqualTo("Guaranteed");
        long qemu = NodeView.qemu(guest.domain()).orElseThrow();
        String own = processors(qemu, "CPU 0/").getFirst();
        assertThat(own).matches("[0-9]+");
        Eventually.holds(
                "the kubelet keeps the agent's pod off processor " + own,
                RECONCILED,
                () -> assertThat(processorsOfAgent()).noneMatch(list -> holds(list, own)));
        assertThat(processors(qemu, "CPU 0/")).containsExactly(own);

        vm.delete();
        vm.awaitNothingLeft(guest);
        Eventually.holds(
                "processor " + own + " is everybody's again",
                RECONCILED,
                () -> assertThat(processorsOfAgent()).allMatch(list -> holds(list, own)));
    }

    @Test
    void whereThereAreNotAsManyItWaitsAndSaysSo() {
        String all = CPU.replace("1", Integer.toString(Runtime.getRuntime().availableProcessors()));
        TestVm vm =
                TestVm.create(NAMESPACE.name(), "vm-first", "waits", CPU, OWN.replace(CPU, all));

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

    private static String vcpus(GuestIdentity guest, String which) {
        return Shell.virsh("vcpucount", guest.domain(), "--live", which).strip();
    }

    /** Where the processes of the node's agent may run. */
    private static List<String> processorsOfAgent() {
        return Components.pods("virt-handler").stream()
                .flatMap(pod -> NodeView.ofPod(pod.getMetadata().getUid()).stream())
                .flatMap(pid -> processors(pid, "").stream())
                .toList();
    }

    /** Whether a list as {@code 0,2-3} names a processor. */
    private static boolean holds(String list, String processor) {
        int wanted = Integer.parseInt(processor);
        return Arrays.stream(list.split(","))
                .map(range -> range.split("-"))
                .anyMatch(
                        range ->
                                Integer.parseInt(range[0]) <= wanted
                                        && wanted <= Integer.parseInt(range[range.length - 1]));
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
