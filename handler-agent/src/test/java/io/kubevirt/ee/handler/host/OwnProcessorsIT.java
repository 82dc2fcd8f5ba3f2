package io.kubevirt.ee.handler.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubevirt.ee.handler.port.GuestRefused;
import io.kubevirt.ee.handler.port.LauncherRef;
import io.kubevirt.ee.handler.port.PreparedGuest;
import io.kubevirt.ee.model.guest.DedicatedCpus;
import io.kubevirt.ee.model.guest.GuestNeeds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Threads of a real qemu on the processors of a real container. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OwnProcessorsIT {

    @TempDir Path directory;
    private TestPod pod;
    private LauncherRef launcher;
    private Process qemu;

    @BeforeEach
    void startPod() throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
        pod = new TestPod(directory.resolve("pod"));
        launcher = pod.startLauncher();
    }

    @AfterEach
    void endPod() throws IOException, InterruptedException {
        if (qemu != null) {
            qemu.destroyForcibly().waitFor();
        }
        agent().release(pod.vmiUid);
        pod.close();
    }

    @Test
    void allOfAGuestIsOnTheOneProcessorOfItsPod() throws Exception {
        pod.giveProcessors("1");
        PreparedGuest guest = prepare(new DedicatedCpus(1, 1, false));
        startQemu(1);

        agent().adopt(guest, qemu.pid(), launcher);

        assertThat(agent().adopted(guest, qemu.pid(), launcher)).isTrue();
        for (Path thread : threads()) {
            assertThat(Processors.allowed(thread.resolve("status")))
                    .as(name(thread))
                    .containsExactly(1);
        }
    }

    @Test
    void theRestOfQemuKeepsOffTheGuestsProcessor() throws Exception {
        pod.giveProcessors("0-1");
        PreparedGuest guest = prepare(new DedicatedCpus(1, 1, true));
        startQemu(1);

        agent().adopt(guest, qemu.pid(), launcher);

        assertIsolated();
        // Whoever undoes it, it is found and done again.
        Command.run(List.of("taskset", "-a", "-c", "-p", "0-1", Long.toString(qemu.pid())));
        assertThat(agent().adopted(guest, qemu.pid(), launcher)).isFalse();
        agent().adopt(guest, qemu.pid(), launcher);
        assertThat(agent().adopted(guest, qemu.pid(), launcher)).isTrue();
        assertIsolated();
    }

    @Test
    void eachProcessorOfTheGuestHasItsOwn() throws Exception {
        pod.giveProcessors("0-1");
        PreparedGuest guest = prepare(new DedicatedCpus(2, 1, false));
        startQemu(2);

        agent().adopt(guest, qemu.pid(), launcher);

        assertThat(
                        Stream.concat(allowed("CPU 0/TCG").stream(), allowed("CPU 1/TCG").stream())
                                .toList())
                .containsExactlyInAnyOrder(Set.of(0), Set.of(1));
    }

    @Test
    void aPodThatHasTooFewIsToldOf() throws Exception {
        pod.giveProcessors("0");

        assertThatThrownBy(() -> prepare(new DedicatedCpus(1, 1, true)))
                .isInstanceOf(GuestRefused.class)
                .hasMessage("dedicatedCpuPlacement: the guest needs 2 processors, its pod has 1");
    }

    private void assertIsolated() throws IOException {
        assertThat(allowed("CPU 0/TCG")).containsExactly(Set.of(0));
        for (Path thread : threads()) {
            if (!name(thread).startsWith("CPU ")) {
                assertThat(Processors.allowed(thread.resolve("status")))
                        .as(name(thread))
                        .containsExactly(1);
            }
        }
    }

    private void startQemu(int vcpus) throws IOException {
        qemu =
                TestPod.quiet(
                        "qemu-system-x86_64",
                        "-name",
                        "guest=pinned,debug-threads=on",
                        "-S",
                        "-display",
                        "none",
                        "-nodefaults",
                        "-machine",
                        "q35",
                        "-accel",
                        "tcg,thread=multi",
                        "-smp",
                        Integer.toString(vcpus),
                        "-m",
                        "16");
        TestPod.awaitThat(() -> vcpuThreads() == vcpus);
    }

    private long vcpuThreads() {
        try {
            return threads().stream().filter(thread -> name(thread).startsWith("CPU ")).count();
        } catch (IOException notYet) {
            return 0;
        }
    }

    private List<Set<Integer>> allowed(String name) throws IOException {
        List<Set<Integer>> allowed = new ArrayList<>();
        for (Path thread : threads()) {
            if (name(thread).equals(name)) {
                allowed.add(Processors.allowed(thread.resolve("status")));
            }
        }
        return allowed;
    }

    private List<Path> threads() throws IOException {
        try (Stream<Path> threads = Files.list(Path.of("/proc/" + qemu.pid() + "/task"))) {
            return threads.toList();
        }
    }

    private static String name(Path thread) {
        try {
            return Files.readString(thread.resolve("comm")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private PreparedGuest prepare(DedicatedCpus cpus) throws Exception {
        return agent().prepare(pod.order(launcher, GuestNeeds.NONE.withCpus(Optional.of(cpus))));
    }

    private NodeGuestHost agent() {
        return TestPod.agent(directory, 2_900_000);
    }
}
