package io.kubevirt.ee.handler.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.handler.port.LauncherRef;
import io.kubevirt.ee.handler.port.PreparedGuest;
import io.kubevirt.ee.model.guest.EndEvidence;
import io.kubevirt.ee.model.guest.GuestNeeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The kernel's own word on why a process ended, in the cgroups of a real container. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EndEvidenceIT {

    private static final long ROOM_BYTES = 16 << 20;

    @TempDir Path directory;
    private TestPod pod;
    private NodeGuestHost host;
    private LauncherRef launcher;
    private PreparedGuest prepared;
    private Process qemu;

    @BeforeEach
    void startGuest() throws Exception {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
        pod = new TestPod(directory.resolve("pod"));
        launcher = pod.startLauncher();
        host = agent();
        prepared = host.prepare(pod.order(launcher, GuestNeeds.NONE));
        // Reads until a line comes, then takes all the memory it gets.
        qemu = new ProcessBuilder("sh", "-c", "read go; exec tail /dev/zero").start();
        host.adopt(prepared, qemu.pid(), launcher);
    }

    @AfterEach
    void endPod() throws IOException {
        qemu.destroyForcibly();
        host.release(pod.vmiUid);
        pod.close();
    }

    @Test
    void aProcessEndedForLackOfMemoryIsCountedAndItsLimitTold() throws Exception {
        assertThat(host.endEvidence(pod.vmiUid)).isEqualTo(EndEvidence.NONE);
        long limit = limit();

        try (var go = qemu.outputWriter()) {
            go.write("go\n");
        }
        assertThat(qemu.waitFor(30, TimeUnit.SECONDS)).isTrue();

        EndEvidence evidence = agent().endEvidence(pod.vmiUid);
        assertThat(evidence.outOfMemoryKills()).isEqualTo(1);
        assertThat(evidence.memoryLimitBytes()).hasValue(limit);
        assertThat(new ProcessTable().lives(launcher.pid(), launcher.startTicks())).isTrue();
        host.adopt(prepared, launcher.pid(), launcher);
        assertThat(host.endEvidence(pod.vmiUid).outOfMemoryKills()).isZero();
    }

    @Test
    void aKilledProcessIsNotCounted() throws Exception {
        limit();

        qemu.destroyForcibly();
        assertThat(qemu.waitFor(30, TimeUnit.SECONDS)).isTrue();

        assertThat(host.endEvidence(pod.vmiUid).outOfMemoryKills()).isZero();
    }

    @Test
    void nothingIsKnownOfAGuestWhosePodIsGoneOrThatIsReleased() throws Exception {
        pod.close();
        assertThat(host.endEvidence(pod.vmiUid)).isEqualTo(EndEvidence.NONE);

        host.release(pod.vmiUid);
        assertThat(host.endEvidence(pod.vmiUid)).isEqualTo(EndEvidence.NONE);
    }

    /** Limits the container, as the kubelet does for resources.limits.memory. */
    private long limit() throws IOException {
        Path memory = directory.resolve("guests/" + pod.vmiUid + "/memory-cgroup");
        Path group = MemoryGroup.parse(Files.readString(memory)).directory();
        long used = Long.parseLong(Files.readString(group.resolve(file("usage"))).strip());
        long limit = (used + ROOM_BYTES) / ROOM_BYTES * ROOM_BYTES;
        Files.writeString(group.resolve(file("limit")), Long.toString(limit));
        return limit;
    }

    // TestPod needs cgroup v1, as it says where there is none.
    private static String file(String what) {
        return "memory." + what + "_in_bytes";
    }

    private NodeGuestHost agent() {
        return TestPod.agent(directory, 2_900_000);
    }
}
