package io.kubevirt.ee.handler.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubevirt.ee.handler.port.GuestRefused;
import io.kubevirt.ee.handler.port.LauncherRef;
import io.kubevirt.ee.handler.port.PreparedGuest;
import io.kubevirt.ee.model.guest.DiskNeed;
import io.kubevirt.ee.model.guest.GuestNeeds;
import io.kubevirt.ee.model.guest.KernelBootNeed;
import io.kubevirt.ee.model.guest.SeedText;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a process with the uid of a guest, and the group of all guests, can open on the node. */
class GuestIsolationIT {

    private static final String DENIED = "Permission denied";

    @TempDir Path directory;
    private TestPod pod;
    private NodeGuestHost host;
    private PreparedGuest guest;

    @BeforeEach
    void prepareAGuest() throws Exception {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        pod = new TestPod(directory.resolve("pod"));
        LauncherRef launcher = pod.startLauncher();
        NewerPrograms.install("virtiofsd");
        new SharedFiles(launcher, "shared").bring("1", "word", "secret");
        host = TestPod.agent(directory, 2_900_000);
        TestPod.write(pod.image("root").resolve("disk/disk.img"), new byte[1 << 16]);
        TestPod.write(pod.image("kernel-boot").resolve("vmlinuz"), new byte[1 << 10]);
        // As in KubeVirt's containerDisks: readable by the group of all guests, by nobody else.
        for (Path file :
                List.of(
                        pod.image("root").resolve("disk/disk.img"),
                        pod.image("kernel-boot").resolve("vmlinuz"))) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r-----"));
        }
        pod.startVolume("root", true);
        pod.startVolume("kernel-boot", true);
        guest = prepare(launcher);
    }

    @AfterEach
    void endPod() throws IOException {
        host.release(pod.vmiUid);
        pod.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "disks/root.base",
                "disks/root.qcow2",
                "disks/scratch.qcow2",
                "disks/seed.iso",
                "boot/kernel",
                "folders/0/word"
            })
    void theGuestOpensWhatIsItsOwnAndAnotherGuestDoesNot(String name) throws Exception {
        String read = "head -c 1 " + file(name);

        assertThat(as(guest.resources().uid(), read)).isNotEmpty();
        assertThatThrownBy(() -> as(guest.resources().uid() + 1, read))
                .hasMessageContaining(DENIED);
    }

    @Test
    void noGuestConnectsToASerialSocketOrSeesItsName() throws Exception {
        Path socket = Path.of(guest.resources().serialSocket());
        try (ServerSocketChannel libvirtd = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            libvirtd.bind(UnixDomainSocketAddress.of(socket));
            // As libvirt leaves it.
            Files.setAttribute(socket, "unix:uid", guest.resources().uid());
            Files.setAttribute(socket, "unix:gid", HostSettings.GUEST_GID);
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rwxrwxr-x"));
            String connect = "socat -u OPEN:/dev/null UNIX-CONNECT:" + socket;

            assertThatThrownBy(() -> as(guest.resources().uid() + 1, connect))
                    .hasMessageContaining(DENIED);
            assertThatThrownBy(() -> as(guest.resources().uid(), connect))
                    .hasMessageContaining(DENIED);
            assertThatThrownBy(() -> as(guest.resources().uid(), "ls " + file("console")))
                    .hasMessageContaining(DENIED);
            assertThat(Command.run(List.of("sh", "-euc", connect))).isEmpty();
        }
    }

    @Test
    void whoServesAGuestsFoldersAnswersNoOtherGuest() throws Exception {
        Path socket = Path.of(guest.resources().filesystems().get("shared"));
        String connect = "socat -u OPEN:/dev/null UNIX-CONNECT:" + socket;

        assertThatThrownBy(() -> as(guest.resources().uid() + 1, connect))
                .hasMessageContaining(DENIED);
        assertThatThrownBy(() -> as(guest.resources().uid() + 1, "ls " + socket.getParent()))
                .hasMessageContaining(DENIED);
        assertThat(as(guest.resources().uid(), "test -S " + socket)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "disks", "boot", "console", "state", "folders"})
    void noGuestPutsANameIntoADirectoryThatTheAgentReads(String name) {
        for (int uid : List.of(guest.resources().uid(), guest.resources().uid() + 1)) {
            assertThatThrownBy(() -> as(uid, "ln -s /etc/shadow " + file(name) + "/link"))
                    .hasMessageContaining(DENIED);
        }
        assertThat(file(name).resolve("link")).doesNotExist();
    }

    private String as(int uid, String command) throws IOException {
        List<String> whole = new ArrayList<>(GuestUser.unprivileged(uid));
        whole.addAll(List.of("sh", "-euc", command));
        return Command.run(whole);
    }

    private Path file(String name) {
        return directory.resolve("guests").resolve(pod.vmiUid).resolve(name);
    }

    private PreparedGuest prepare(LauncherRef launcher) throws GuestRefused {
        GuestNeeds needs =
                GuestNeeds.NONE
                        .withDisks(
                                List.of(
                                        new DiskNeed.ContainerDisk("root", Optional.empty()),
                                        new DiskNeed.EmptyDisk("scratch", 1 << 20),
                                        new DiskNeed.CloudInit(
                                                "seed",
                                                DiskNeed.CloudInit.Source.NO_CLOUD,
                                                "i",
                                                "vm",
                                                Optional.of(new SeedText.Stated("#")),
                                                Optional.empty(),
                                                List.of())))
                        .withKernelBoot(
                                Optional.of(
                                        new KernelBootNeed(
                                                Optional.of("/vmlinuz"), Optional.empty())))
                        .withFilesystems(List.of(SharedFiles.need("shared")));
        return host.prepare(pod.order(launcher, needs));
    }
}
