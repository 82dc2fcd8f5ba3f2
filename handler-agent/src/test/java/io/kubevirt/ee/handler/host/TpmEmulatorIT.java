package io.kubevirt.ee.handler.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.handler.port.LauncherRef;
import io.kubevirt.ee.handler.port.PreparedGuest;
import io.kubevirt.ee.model.guest.GuestNeeds;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A guest's TPM: a real swtpm in the cgroups of a real container. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TpmEmulatorIT {

    /** CMD_GET_CAPABILITY of swtpm's control channel. */
    private static final int ASK_CAPABILITIES = 1;

    @TempDir Path directory;
    private TestPod pod;
    private LauncherRef launcher;

    @BeforeEach
    void startPod() throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
        pod = new TestPod(directory.resolve("pod"));
        launcher = pod.startLauncher();
    }

    @AfterEach
    void endPod() throws IOException {
        agent().release(pod.vmiUid);
        pod.close();
    }

    @Test
    void itAnswersInTheLaunchersCgroupsAsTheGuestsUser() throws Exception {
        PreparedGuest guest = prepare(true);

        ProcessFacts tpm = onlyTpm();
        assertThat(Files.readAllLines(Path.of("/proc/" + tpm.pid() + "/cgroup")))
                .isEqualTo(Files.readAllLines(Path.of("/proc/" + launcher.pid() + "/cgroup")));
        assertThat(Files.getAttribute(Path.of("/proc/" + tpm.pid()), "unix:uid"))
                .isEqualTo(guest.resources().uid());
        assertThat(capabilities(tpmSocket(guest))).isZero();
    }

    @Test
    void anotherAgentFindsItAndReleaseEndsIt() throws Exception {
        prepare(true);
        ProcessFacts before = onlyTpm();

        prepare(true);

        assertThat(onlyTpm().pid()).isEqualTo(before.pid());
        agent().release(pod.vmiUid);
        assertThat(tpms()).isEmpty();
        assertThat(directory.resolve("guests").resolve(pod.vmiUid)).doesNotExist();
    }

    @Test
    void aGuestThatAsksForNoneHasNone() throws Exception {
        prepare(false);

        assertThat(tpms()).isEmpty();
    }

    private PreparedGuest prepare(boolean tpm) throws Exception {
        return agent().prepare(pod.order(launcher, GuestNeeds.NONE.withTpm(tpm)));
    }

    private NodeGuestHost agent() {
        return TestPod.agent(directory, 2_900_000);
    }

    private static Path tpmSocket(PreparedGuest guest) {
        return Path.of(guest.resources().state().tpmSocket());
    }

    private ProcessFacts onlyTpm() throws IOException {
        assertThat(tpms()).hasSize(1);
        return tpms().getFirst();
    }

    private List<ProcessFacts> tpms() throws IOException {
        return new ProcessTable()
                .find(
                        found ->
                                !found.zombie()
                                        && found.commandLine().contains("swtpm")
                                        && String.join(" ", found.commandLine())
                                                .contains(pod.vmiUid));
    }

    /** The result code of a question to the control channel. */
    private static int capabilities(Path socket) throws IOException {
        try (SocketChannel control = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            control.connect(UnixDomainSocketAddress.of(socket));
            control.write(ByteBuffer.allocate(Integer.BYTES).putInt(ASK_CAPABILITIES).flip());
            ByteBuffer answer = ByteBuffer.allocate(Integer.BYTES);
            while (answer.hasRemaining()) {
                assertThat(control.read(answer)).isPositive();
            }
            return answer.flip().getInt();
        }
    }
}
