package io.kubevirt.ee.handler.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubevirt.ee.handler.port.GuestRefused;
import io.kubevirt.ee.handler.port.LauncherRef;
import io.kubevirt.ee.handler.port.PreparedGuest;
import io.kubevirt.ee.model.guest.GuestNeeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The file of a console's log, in a real container and in the guest's directory. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SerialLogFileIT {

    private static final String FOLDER = "run/kubevirt-private/console-log";

    @TempDir Path directory;
    private TestPod pod;
    private LauncherRef launcher;

    @BeforeEach
    void startPod() throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
        pod = new TestPod(directory.resolve("pod"));
        Files.createDirectories(pod.image("compute").resolve(FOLDER));
        launcher = pod.startLauncher();
    }

    @AfterEach
    void endPod() throws IOException {
        agent().release(pod.vmiUid);
        pod.close();
    }

    @Test
    void whatIsAppendedForTheGuestIsInThePod() throws Exception {
        PreparedGuest guest = prepare(true);

        Files.writeString(seenByLibvirtd(), "said", StandardOpenOption.APPEND);
        assertThat(inThePod()).hasContent("said");
        assertThat(Files.readAttributes(inThePod(), "unix:uid,gid"))
                .containsEntry("uid", guest.resources().uid())
                .containsEntry("gid", HostSettings.GUEST_GID);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(inThePod())))
                .isEqualTo("rw-rw-rw-");
    }

    @Test
    void anotherAgentLeavesItAndReleaseTakesItAwayFromTheNodeAlone() throws Exception {
        prepare(true);
        Files.writeString(seenByLibvirtd(), "said", StandardOpenOption.APPEND);

        prepare(true);

        assertThat(seenByLibvirtd()).hasContent("said");
        agent().release(pod.vmiUid);
        assertThat(directory.resolve("guests").resolve(pod.vmiUid)).doesNotExist();
        assertThat(inThePod()).hasContent("said");
    }

    @Test
    void aGuestThatAsksForNoneHasNone() throws Exception {
        prepare(false);

        assertThat(seenByLibvirtd()).doesNotExist();
        assertThat(inThePod()).doesNotExist();
    }

    @Test
    void aLinkOfThePodsIsNotFollowed() throws Exception {
        Path foreign = Files.writeString(directory.resolve("foreign"), "untouched");
        Files.createSymbolicLink(inThePod(), foreign);

        assertThatThrownBy(() -> prepare(true)).hasMessageContaining("serial0.log");
        assertThat(seenByLibvirtd()).doesNotExist();
        assertThat(foreign).hasContent("untouched");
    }

    @Test
    void aPipeOfThePodsHoldsNobodyUp() throws Exception {
        Command.run(List.of("mkfifo", inThePod().toString()));

        assertThatThrownBy(() -> prepare(true))
                .isInstanceOf(GuestRefused.class)
                .hasMessage(
                        "logSerialConsole: the pod has a named pipe where the log is to be, not a file");
    }

    private Path seenByLibvirtd() {
        return directory.resolve("guests").resolve(pod.vmiUid).resolve("console/serial0.sock.log");
    }

    private Path inThePod() {
        return Path.of("/proc/%d/root".formatted(launcher.pid()), FOLDER, "serial0.log");
    }

    private PreparedGuest prepare(boolean log) throws Exception {
        return agent().prepare(pod.order(launcher, GuestNeeds.NONE.withSerialLog(log)));
    }

    private NodeGuestHost agent() {
        return TestPod.agent(directory, 2_900_000);
    }
}
