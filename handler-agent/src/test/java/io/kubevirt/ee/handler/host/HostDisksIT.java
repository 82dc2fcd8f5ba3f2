package io.kubevirt.ee.handler.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubevirt.ee.handler.port.GuestRefused;
import io.kubevirt.ee.handler.port.LauncherRef;
import io.kubevirt.ee.handler.port.PreparedGuest;
import io.kubevirt.ee.model.domain.GuestResources.DiskSource;
import io.kubevirt.ee.model.guest.ClaimPlace;
import io.kubevirt.ee.model.guest.ClaimUse;
import io.kubevirt.ee.model.guest.DiskNeed;
import io.kubevirt.ee.model.guest.GuestNeeds;
import io.kubevirt.ee.model.launcher.HostPaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Disks in files of the node: a folder of it that a real pod has, as the kubelet mounts it. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostDisksIT {

    private static final String FOLDER = "/run/kubevirt-private/vmi-disks/data";
    private static final long FOLDER_BYTES = 16 << 20;
    private static final long DISK_BYTES = 8 << 20;

    @TempDir Path directory;
    private Path folder;
    private TestClaim device;
    private TestPod pod;
    private LauncherRef launcher;

    @BeforeEach
    void startPod() throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
        device = new TestClaim(directory.resolve("device"), FOLDER_BYTES).formatted();
        folder = Files.createDirectory(directory.resolve("vms"));
        Command.run(List.of("mount", device.device().toString(), folder.toString()));
        pod = new TestPod(directory.resolve("pod"));
        launcher = pod.startLauncher();
        device.mountIn(launcher, FOLDER);
    }

    @AfterEach
    void endPod() throws IOException {
        host(folder).release(pod.vmiUid);
        pod.close();
        Command.run(List.of("umount", folder.toString()));
        device.close();
        assertThat(MountTable.own().targetsAtOrBelow(directory)).isEmpty();
    }

    @Test
    void aDiskIsMadeWhereItIsAllowedAndOutlivesItsGuest() throws Exception {
        Path file = folder.resolve("vm.img");

        PreparedGuest guest = prepare(host(folder), file, OptionalLong.of(DISK_BYTES));

        DiskSource disk = guest.resources().disks().get("data");
        assertThat(DiskIdentity.of(Path.of(disk.path()))).isEqualTo(DiskIdentity.of(file));
        assertThat(Files.size(file)).isEqualTo(DISK_BYTES);
        assertThat(FileFacts.of(file).uid()).isEqualTo(guest.resources().uid());
        assertThat(FileFacts.of(file).mode() & 07777).isEqualTo(0600);
        host(folder).release(pod.vmiUid);
        assertThat(file).exists();
    }

    @Test
    void aDiskThatIsNotThereIsNotMadeUnasked() {
        refused(host(folder), folder.resolve("vm.img"), "is not known");
    }

    @Test
    void nothingElsewhereIsReachedByItsName() throws Exception {
        Files.write(folder.resolve("vm.img"), new byte[512]);
        Path other = Files.createDirectory(directory.resolve("other"));

        refused(host(other), folder.resolve("vm.img"), "is below no folder that this node allows");
        refused(
                host(other),
                other.resolve("../vms/vm.img"),
                "is below no folder that this node allows");
    }

    /** The kubelet has followed the link: the pod's folder is where it leads. */
    @Test
    void nothingElsewhereIsReachedByALink() throws Exception {
        Files.write(folder.resolve("vm.img"), new byte[512]);
        Path other = Files.createDirectory(directory.resolve("other"));
        Files.createSymbolicLink(other.resolve("link"), folder);

        refused(host(other), other.resolve("link/vm.img"), "leads through a link");
        refused(host(other), other.resolve("vm.img"), "leads elsewhere");
        Files.createSymbolicLink(folder.resolve("passwd"), Path.of("/etc/passwd"));
        refused(host(folder), folder.resolve("passwd"), "is a link");
    }

    private NodeGuestHost host(Path allowed) {
        return new NodeGuestHost(
                new HostSettings(
                                directory.resolve("guests"),
                                directory.resolve("log"),
                                Path.of("/sys/fs/cgroup"),
                                2_900_000)
                        .allowing(new HostPaths(List.of(allowed.toString())), Path.of("/")));
    }

    private PreparedGuest prepare(NodeGuestHost host, Path file, OptionalLong bytes)
            throws GuestRefused {
        DiskNeed disk =
                new DiskNeed.ClaimDisk(
                        "data",
                        new ClaimPlace.Host("/var" + FOLDER, file.toString(), bytes),
                        ClaimUse.ALONE);
        return host.prepare(pod.order(launcher, GuestNeeds.NONE.withDisks(List.of(disk))));
    }

    private void refused(NodeGuestHost host, Path file, String words) {
        assertThatThrownBy(() -> prepare(host, file, OptionalLong.empty()))
                .isInstanceOf(GuestRefused.class)
                .hasMessageContaining("hostDisk of volume \"data\": ")
                .hasMessageContaining(words);
    }
}
