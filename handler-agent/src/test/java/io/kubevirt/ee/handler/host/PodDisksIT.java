package io.kubevirt.ee.handler.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubevirt.ee.handler.port.GuestRefused;
import io.kubevirt.ee.handler.port.KnownGuest;
import io.kubevirt.ee.handler.port.LauncherRef;
import io.kubevirt.ee.handler.port.PreparedGuest;
import io.kubevirt.ee.model.domain.GuestResources.Backing;
import io.kubevirt.ee.model.domain.GuestResources.DiskSource;
import io.kubevirt.ee.model.domain.GuestResources.ImageFormat;
import io.kubevirt.ee.model.guest.DiskNeed;
import io.kubevirt.ee.model.guest.GuestNeeds;
import io.kubevirt.ee.model.guest.KernelBootNeed;
import io.kubevirt.ee.model.guest.SeedText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Disks from a real pod's processes, with real mounts and qemu-img; also hostile ones. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PodDisksIT {

    private static final byte[] RAW =
            "raw bytes of a disk, seven hundred of them".repeat(17).getBytes();

    /** No other test's: what one ended may be dead and not yet buried, and has its uid still. */
    private static final int FIRST_UID = 2_910_000;

    @TempDir Path directory;
    private TestPod pod;
    private NodeGuestHost host;
    private LauncherRef launcher;

    @BeforeEach
    void startPod() throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
        pod = new TestPod(directory.resolve("pod"));
        launcher = pod.startLauncher();
        host = new NodeGuestHost(settings());
    }

    @AfterEach
    void endPod() throws IOException {
        host.release(pod.vmiUid);
        pod.close();
        assertThat(MountTable.own().targetsAtOrBelow(directory)).isEmpty();
    }

    @Test
    void aRawImageIsMountedReadOnlyBelowAnOverlayOfTheGuestsOwn() throws Exception {
        TestPod.write(pod.image("root").resolve("disk/disk.img"), RAW);
        pod.startVolume("root", false);

        PreparedGuest guest = prepare(containerDisk("root"));

        DiskSource disk = guest.resources().disks().get("root");
        Path base = guestFile("disks/root.base");
        assertThat(disk.format()).isEqualTo(ImageFormat.QCOW2);
        assertThat(disk.backing()).contains(new Backing(base.toString(), ImageFormat.RAW));
        assertThat(base).hasBinaryContent(RAW);
        assertThatThrownBy(() -> Files.write(base, RAW)).hasMessageContaining("Read-only");
        Path overlay = Path.of(disk.path());
        assertThat(FileFacts.of(overlay).uid()).isEqualTo(guest.resources().uid());
        assertThat(FileFacts.of(overlay).mode() & 07777).isEqualTo(0600);
        assertThat(Command.run(List.of("qemu-img", "info", "-U", overlay.toString())))
                .contains("virtual size: 1 KiB (1024 bytes)")
                .contains("backing file: " + base)
                .contains("backing file format: raw");
    }

    @Test
    void preparingTwiceChangesNothingAndReleasingTwiceLeavesNothing() throws Exception {
        TestPod.write(pod.image("root").resolve("disk/disk.img"), RAW);
        pod.startVolume("root", false);
        PreparedGuest first =
                prepare(containerDisk("root"), new DiskNeed.EmptyDisk("scratch", 1 << 20));
        Object inode = Files.getAttribute(guestFile("disks/root.qcow2"), "unix:ino");

        PreparedGuest second =
                prepare(containerDisk("root"), new DiskNeed.EmptyDisk("scratch", 1 << 20));

        assertThat(second).isEqualTo(first);
        assertThat(Files.getAttribute(guestFile("disks/root.qcow2"), "unix:ino")).isEqualTo(inode);
        assertThat(MountTable.own().targetsAtOrBelow(guestFile("disks"))).hasSize(1);
        assertThat(host.known()).containsExactly(new KnownGuest(pod.vmiUid, "vms", "vm"));
        host.release(pod.vmiUid);
        host.release(pod.vmiUid);
        assertThat(host.known()).isEmpty();
        assertThat(directory.resolve("guests")).isEmptyDirectory();
    }

    @Test
    void aQcow2ImageIsUsedWithItsOwnSizeWhenThePodCannotWriteToIt() throws Exception {
        Path image = pod.image("root").resolve("disk/disk.qcow2");
        Files.createDirectories(image.getParent());
        qemuImg("create", "-f", "qcow2", image.toString(), "64M");
        pod.startVolume("root", true);

        PreparedGuest guest = prepare(containerDisk("root"));

        DiskSource disk = guest.resources().disks().get("root");
        assertThat(disk.backing().orElseThrow().format()).isEqualTo(ImageFormat.QCOW2);
        assertThat(qemuImg("info", "-U", disk.path()))
                .contains("64 MiB")
                .contains("backing file format: qcow2");
    }

    @Test
    void aQcow2ImageThatThePodCouldChangeAfterTheCheckIsRefused() throws Exception {
        Path image = pod.image("root").resolve("disk/disk.qcow2");
        Files.createDirectories(image.getParent());
        qemuImg("create", "-f", "qcow2", image.toString(), "64M");
        pod.startVolume("root", false);

        assertRefused("readOnlyRootFilesystem", containerDisk("root"));
    }

    @Test
    void aQcow2ImageThatNamesAnotherFileIsRefused() throws Exception {
        Path folder = Files.createDirectories(pod.image("backed").resolve("disk"));
        qemuImg(
                "create",
                "-f",
                "qcow2",
                "-u",
                "-F",
                "raw",
                "-b",
                "/etc/shadow",
                folder + "/d",
                "1M");
        pod.startVolume("backed", true);
        Path other = Files.createDirectories(pod.image("external").resolve("disk"));
        qemuImg(
                "create",
                "-f",
                "qcow2",
                "-o",
                "data_file=" + directory.resolve("stolen") + ",data_file_raw=on",
                other + "/d",
                "1M");
        pod.startVolume("external", true);

        assertRefused("the image names a backing file", containerDisk("backed"));
        assertRefused("the image keeps its data in another file", containerDisk("external"));
    }

    @Test
    void linksAndDotsLeadNowhereButIntoTheImage() throws Exception {
        Path secret = Files.writeString(directory.resolve("secret"), "of the node");
        Path image = pod.image("root");
        TestPod.write(image.resolve("inside.img"), RAW);
        Files.createDirectories(image.resolve("disk"));
        Files.createSymbolicLink(image.resolve("disk/absolute"), secret);
        Files.createSymbolicLink(image.resolve("disk/shadow"), Path.of("/etc/shadow"));
        Files.createSymbolicLink(
                image.resolve("disk/relative"), Path.of("../../../../../../../.." + secret));
        Files.createSymbolicLink(image.resolve("disk/loop"), Path.of("loop"));
        Files.createSymbolicLink(image.resolve("disk/inside"), Path.of("../../../inside.img"));
        pod.startVolume("root", false);

        assertRefused("holds no file", containerDisk("root", "/disk/absolute"));
        assertRefused("holds no file", containerDisk("root", "/disk/shadow"));
        assertRefused("holds no file", containerDisk("root", "/disk/relative"));
        assertRefused("holds no file", containerDisk("root", "/../../../../" + secret));
        assertRefused("leads nowhere", containerDisk("root", "/disk/loop"));
        assertThat(prepare(containerDisk("root", "/disk/inside")).resources().disks()).hasSize(1);
        assertThat(guestFile("disks/root.base")).hasBinaryContent(RAW);
    }

    @Test
    void magicLinksOfProcAreNotFollowed() throws Exception {
        Path image = pod.image("root");
        Files.createDirectories(image.resolve("proc"));
        Files.createDirectories(image.resolve("disk"));
        Files.createSymbolicLink(image.resolve("disk/d"), Path.of("/proc/self/root/etc/passwd"));
        pod.startVolume("root", false);
        long sleeper = pod.process("--volume", "root").pid();
        Command.run(
                List.of(
                        "nsenter",
                        "--mount=/proc/" + sleeper + "/ns/mnt",
                        "--root=/proc/" + sleeper + "/root",
                        "/bin/busybox",
                        "mount",
                        "-t",
                        "proc",
                        "proc",
                        "/proc"));

        assertRefused("leads nowhere", containerDisk("root", "/disk/d"));
    }

    @Test
    void whatIsNoReadableFileIsRefusedInWords() throws Exception {
        Path disk = Files.createDirectories(pod.image("root").resolve("disk"));
        Command.run(List.of("mkfifo", disk + "/pipe"));
        Command.run(List.of("mknod", disk + "/device", "b", "7", "0"));
        Files.createDirectory(disk.resolve("folder"));
        Files.createFile(disk.resolve("empty"));
        TestPod.write(disk.resolve("private"), RAW);
        Files.setPosixFilePermissions(
                disk.resolve("private"), PosixFilePermissions.fromString("r--------"));
        pod.startVolume("root", false);

        assertRefused("is a named pipe", containerDisk("root", "/disk/pipe"));
        assertRefused("is a device", containerDisk("root", "/disk/device"));
        assertRefused("is a directory", containerDisk("root", "/disk/folder"));
        assertRefused("the image is empty", containerDisk("root", "/disk/empty"));
        assertRefused("107:107 and mode 0400", containerDisk("root", "/disk/private"));
        assertRefused("more than one file under /disk", containerDisk("root"));
        assertRefused("DNS label", containerDisk("../root", "/disk/empty"));
    }

    @Test
    void aContainerThatDoesNotRunYetIsWaitedFor() {
        assertThatThrownBy(() -> prepare(containerDisk("root")))
                .isInstanceOfSatisfying(
                        GuestRefused.class,
                        refused -> assertThat(refused.kind()).isEqualTo(GuestRefused.Kind.NOT_YET));
    }

    @Test
    void theBaseStaysWhenItsContainerIsGone() throws Exception {
        TestPod.write(pod.image("root").resolve("disk/disk.img"), RAW);
        pod.startVolume("root", false);
        PreparedGuest guest = prepare(containerDisk("root"));
        ProcessFacts sleeper = pod.process("--volume", "root");
        ProcessHandle.of(sleeper.pid()).orElseThrow().destroyForcibly();
        TestPod.awaitThat(() -> pod.process("--volume", "root") == null);

        assertThat(prepare(containerDisk("root"))).isEqualTo(guest);
        assertThat(guestFile("disks/root.base")).hasBinaryContent(RAW);
    }

    @Test
    void kernelAndInitrdAreMounted() throws Exception {
        TestPod.write(pod.image("kernel-boot").resolve("boot/vmlinuz"), RAW);
        TestPod.write(pod.image("kernel-boot").resolve("boot/initrd"), "initrd".getBytes());
        pod.startVolume("kernel-boot", true);
        GuestNeeds needs =
                GuestNeeds.NONE.withKernelBoot(
                        Optional.of(
                                new KernelBootNeed(
                                        Optional.of("/boot/vmlinuz"),
                                        Optional.of("/boot/initrd"))));

        PreparedGuest guest = host.prepare(pod.order(launcher, needs));

        assertThat(Path.of(guest.resources().kernelBoot().orElseThrow().kernel().orElseThrow()))
                .hasBinaryContent(RAW);
        assertThat(Path.of(guest.resources().kernelBoot().orElseThrow().initrd().orElseThrow()))
                .hasContent("initrd");
        // Else libvirt gives them to root when the guest ends.
        for (String name : List.of("boot/kernel", "boot/initrd")) {
            assertThatThrownBy(() -> Files.setAttribute(guestFile(name), "unix:uid", 0))
                    .as(name)
                    .hasMessageContaining("Read-only");
        }
    }

    @Test
    void aSeedIsAnIsoImageThatOnlyTheGuestMayRead() throws Exception {
        String userData = "#cloud-config\npassword: \"ä $'\\n\"\n";
        PreparedGuest guest =
                prepare(
                        new DiskNeed.CloudInit(
                                "seed",
                                DiskNeed.CloudInit.Source.NO_CLOUD,
                                "id-1",
                                "vm",
                                Optional.of(new SeedText.Stated(userData)),
                                Optional.of(new SeedText.Stated("version: 2\n")),
                                List.of()));

        Path iso = Path.of(guest.resources().disks().get("seed").path());
        assertThat(FileFacts.of(iso).uid()).isEqualTo(guest.resources().uid());
        assertThat(FileFacts.of(iso).mode() & 07777).isEqualTo(0600);
        Path out = directory.resolve("iso");
        Command.run(
                List.of(
                        "xorriso",
                        "-osirrox",
                        "on",
                        "-indev",
                        iso.toString(),
                        "-extract",
                        "/",
                        out.toString()));
        assertThat(out.resolve("user-data")).hasContent(userData);
        assertThat(out.resolve("meta-data"))
                .hasContent("{\"instance-id\":\"id-1\",\"local-hostname\":\"vm\"}\n");
        assertThat(out.resolve("network-config")).hasContent("version: 2\n");
        assertThat(Command.run(List.of("blkid", "-p", "-o", "export", iso.toString())))
                .contains("LABEL=cidata")
                .contains("TYPE=iso9660");
        assertThat(guestFile("disks"))
                .isDirectoryNotContaining(f -> f.toString().endsWith(".files"));
    }

    @Test
    void noFileOfAGuestIsReadableByGroupOrOthersAndUidsAreReused() throws Exception {
        PreparedGuest guest =
                prepare(
                        new DiskNeed.EmptyDisk("scratch", 1 << 20),
                        new DiskNeed.CloudInit(
                                "seed",
                                DiskNeed.CloudInit.Source.NO_CLOUD,
                                "i",
                                "vm",
                                Optional.of(new SeedText.Stated("#")),
                                Optional.empty(),
                                List.of()));

        assertThat(guest.resources().uid()).isEqualTo(settings().firstUid());
        try (var files = Files.walk(directory.resolve("guests/" + pod.vmiUid))) {
            for (Path file :
                    files.filter(f -> Files.isRegularFile(f, LinkOption.NOFOLLOW_LINKS)).toList()) {
                assertThat(FileFacts.of(file).mode() & 0077).as(file.toString()).isZero();
            }
        }
        host.release(pod.vmiUid);
        assertThat(prepare().resources().uid()).isEqualTo(settings().firstUid());
    }

    private HostSettings settings() {
        return new HostSettings(
                directory.resolve("guests"),
                directory.resolve("log"),
                Path.of("/sys/fs/cgroup"),
                FIRST_UID);
    }

    private Path guestFile(String name) {
        return directory.resolve("guests").resolve(pod.vmiUid).resolve(name);
    }

    private PreparedGuest prepare(DiskNeed... disks) throws GuestRefused {
        GuestNeeds needs = GuestNeeds.NONE.withDisks(List.of(disks));
        return host.prepare(pod.order(launcher, needs));
    }

    private void assertRefused(String words, DiskNeed disk) {
        assertThatThrownBy(() -> prepare(disk))
                .isInstanceOfSatisfying(
                        GuestRefused.class,
                        refused -> assertThat(refused.kind()).isEqualTo(GuestRefused.Kind.NEVER))
                .hasMessageContaining(words);
    }

    private static DiskNeed containerDisk(String volume) {
        return new DiskNeed.ContainerDisk(volume, Optional.empty());
    }

    private static DiskNeed containerDisk(String volume, String path) {
        return new DiskNeed.ContainerDisk(volume, Optional.of(path));
    }

    private static String qemuImg(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("qemu-img"));
        command.addAll(List.of(arguments));
        String output = Command.run(command);
        if (arguments[0].equals("create")) {
            Command.run(
                    List.of(
                            "chmod",
                            "-R",
                            "a+rX",
                            Path.of(arguments[arguments.length - 2]).getParent().toString()));
        }
        return output;
    }
}
