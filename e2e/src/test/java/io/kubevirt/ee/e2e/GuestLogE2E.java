package io.kubevirt.ee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a guest says on its serial console, as a container's log: all of it, and little room. */
class GuestLogE2E {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration LONG = Duration.ofSeconds(240);
    private static final String CONTAINER = "guest-console-log";
    private static final String FILE = "var/run/kubevirt-private/console-log/serial0.log";

    /** More than the volume through which it passes can hold. */
    private static final int FLOOD_BYTES = 1_200_000;

    private static final long VOLUME_BYTES = 1 << 20;
    private static final long PAGE_BYTES = 4096;
    private static final int BLOCK_BYTES = 512;
    private static final int MOST_KIB = 1024;

    @RegisterExtension static final TestNamespace NAMESPACE = new TestNamespace();

    @Test
    void theGuestsWordsAreInTheLogAndAFloodOfThemFillsNothing() throws Exception {
        TestVm vm = create("talks", "\n          logSerialConsole: true");
        GuestIdentity guest = vm.awaitPage();
        long program = onlyProgram(guest);
        try (SerialConsole console = SerialConsole.open(vm.key())) {
            console.shows("echo spo''ken", "spoken");
            logHolds(vm, "spoken", SOON);
            flood(console);
        }
        logHolds(vm, "flood-is-over", LONG);
        assertThat(log(vm).chars().filter(c -> c == 'x').count())
                .isGreaterThanOrEqualTo(FLOOD_BYTES);
        assertThat(Files.size(file(program))).isGreaterThan(FLOOD_BYTES);
        assertThat(room(file(program))).isLessThanOrEqualTo(2 * PAGE_BYTES);
        assertThat(residentKib(program)).isLessThan(MOST_KIB);

        vm.delete();
        vm.awaitNothingLeft(guest);
    }

    @Test
    void whileNobodyPrintsItTheGuestGoesOnAndTheVolumeIsTheBound() throws Exception {
        TestVm vm = create("unread", "\n          logSerialConsole: true");
        GuestIdentity guest = vm.awaitPage();
        long program = onlyProgram(guest);
        Shell.signal("STOP", program);
        try (SerialConsole console = SerialConsole.open(vm.key())) {
            flood(console);
        }
        Eventually.holds(
                "the volume is full",
                LONG,
                () ->
                        assertThat(room(file(program)))
                                .isBetween(VOLUME_BYTES - 2L * PAGE_BYTES, VOLUME_BYTES));
        assertThat(vm.page()).contains(vm.nonce());

        Shell.signal("KILL", program);
        try (SerialConsole console = SerialConsole.open(vm.key())) {
            Eventually.holds(
                    "another prints it", SOON, () -> assertThat(onlyProgram(guest)).isPositive());
            Eventually.holds(
                    "what was said is printed",
                    LONG,
                    () -> {
                        console.type("\necho spo''ken-again\n");
                        assertThat(log(vm)).contains("spoken-again");
                    });
        }
        vm.delete();
        vm.awaitNothingLeft(guest);
    }

    @Test
    void aGuestThatDoesNotAskForItHasNoSuchContainer() {
        TestVm vm = create("silent", "");
        GuestIdentity guest = vm.awaitPage();

        assertThat(programs(guest)).isEmpty();
        assertThat(vm.launcherPods().getFirst().getSpec().getInitContainers())
                .noneMatch(container -> container.getName().equals(CONTAINER));
        vm.delete();
        vm.awaitNothingLeft(guest);
    }

    private static TestVm create(String name, String field) {
        return TestVm.create(
                NAMESPACE.name(),
                "vm-first",
                name,
                "        devices:\n",
                "        devices:" + field + "\n");
    }

    /** To be let go of then: a console that shows all of it takes an emulated guest minutes. */
    private static void flood(SerialConsole console) {
        console.shows(
                "{ sleep 2; head -c %d /dev/zero | tr '\\0' x; echo; echo flood-''is-over; } & echo beg''un"
                        .formatted(FLOOD_BYTES),
                "begun");
    }

    private static void logHolds(TestVm vm, String text, Duration atMost) {
        Eventually.holds("the log holds " + text, atMost, () -> assertThat(log(vm)).contains(text));
    }

    private static String log(TestVm vm) {
        return Shell.kubectlDone(
                "",
                "--namespace",
                vm.key().namespace(),
                "logs",
                vm.launcherPods().getFirst().getMetadata().getName(),
                "--container",
                CONTAINER);
    }

    private static long onlyProgram(GuestIdentity guest) {
        assertThat(programs(guest)).hasSize(1);
        return programs(guest).getFirst();
    }

    private static List<Long> programs(GuestIdentity guest) {
        return NodeView.ofPod(guest.podUid()).stream()
                .filter(pid -> NodeView.executable(pid).endsWith("/console-log"))
                .toList();
    }

    private static Path file(long program) {
        return Path.of("/proc/%d/root".formatted(program), FILE);
    }

    /** Bytes that the file takes; holes take none. */
    private static long room(Path file) {
        String blocks = Shell.run("", List.of("stat", "--format=%b", file.toString())).output();
        return Long.parseLong(blocks.strip()) * BLOCK_BYTES;
    }

    private static long residentKib(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .map(line -> Long.valueOf(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElseThrow();
    }
}
