package io.kubevirt.ee.handler.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubevirt.ee.handler.port.GuestOrder;
import io.kubevirt.ee.handler.port.GuestRefused;
import io.kubevirt.ee.handler.port.LauncherRef;
import io.kubevirt.ee.handler.port.PreparedGuest;
import io.kubevirt.ee.model.domain.GuestResources.DiskSource;
import io.kubevirt.ee.model.domain.GuestResources.ImageFormat;
import io.kubevirt.ee.model.domain.GuestResources.ImageType;
import io.kubevirt.ee.model.guest.ClaimPlace;
import io.kubevirt.ee.model.guest.ClaimUse;
import io.kubevirt.ee.model.guest.DiskNeed;
import io.kubevirt.ee.model.guest.DiskNeed.ClaimDisk;
import io.kubevirt.ee.model.guest.GuestNeeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Disks in claims of real pods, on a real file system and a real device; also hostile ones. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ClaimDisksIT {

    private static final String FOLDER = "/run/kubevirt-private/vmi-disks/data";
    private static final String DEVICE = "/dev-data";
    private static final long CLAIM_BYTES = 16 << 20;
    private static final long DISK_BYTES = 8 << 20;

    @TempDir Path directory;
    private TestPod pod;
    private TestPod otherPod;
    private NodeGuestHost host;
    private LauncherRef launcher;
    private LauncherRef otherLauncher;
    private TestClaim claim;

    @BeforeEach
    void startPods() throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
        claim = new TestClaim(directory.resolve("claim"), CLAIM_BYTES);
        pod = new TestPod(directory.resolve("pod"));
        otherPod = new TestPod(directory.resolve("other"));
        launcher = pod.startLauncher();
        otherLauncher = otherPod.startLauncher();
        host = TestPod.agent(directory, 2_900_000);
    }

    @AfterEach
    void endPods() throws IOException {
        host.release(pod.vmiUid);
        host.release(otherPod.vmiUid);
        pod.close();
        otherPod.close();
        claim.close();
        assertThat(MountTable.own().targetsAtOrBelow(directory)).isEmpty();
    }

    @Test
    void aDiskIsMadeSparseAndIsTheGuestsAloneAndOutlivesIt() throws Exception {
        Path folder = claim.formatted().mountIn(launcher, FOLDER);

        PreparedGuest guest = prepare(folder(DISK_BYTES, ClaimUse.ALONE));

        DiskSource disk = guest.resources().disks().get("data");
        assertThat(disk.format()).isEqualTo(ImageFormat.RAW);
        assertThat(disk.type()).isEqualTo(ImageType.FILE);
        Path file = folder.resolve("disk.img");
        assertThat(file).hasSize(DISK_BYTES);
        assertThat(used(file)).isLessThan(DISK_BYTES / 2);
        assertThat(FileFacts.of(file).uid()).isEqualTo(guest.resources().uid());
        assertThat(FileFacts.of(file).mode() & 07777).isEqualTo(0600);
        write(guest, "written by the guest");
        assertThat(prepare(folder(DISK_BYTES, ClaimUse.ALONE))).isEqualTo(guest);
        host.release(pod.vmiUid);
        assertThat(Files.readString(file)).startsWith("written by the guest");
        prepare(folder(CLAIM_BYTES, ClaimUse.ALONE));
        assertThat(file).hasSize(DISK_BYTES);
    }

    @Test
    void anInterruptedMakingIsFinished() throws Exception {
        Path folder = claim.formatted().mountIn(launcher, FOLDER);
        Files.createFile(folder.resolve("disk.img"));

        prepare(folder(DISK_BYTES, ClaimUse.ALONE));

        assertThat(folder.resolve("disk.img")).hasSize(DISK_BYTES);
    }

    @Test
    void aDiskThatDoesNotFitIsRefusedAndALittleLessIsTaken() throws Exception {
        Path folder = claim.formatted().mountIn(launcher, FOLDER);

        refused(
                GuestRefused.Kind.MAY_PASS,
                "a disk of %d bytes does not fit".formatted(CLAIM_BYTES * 2),
                folder(CLAIM_BYTES * 2, ClaimUse.ALONE));
        assertThat(folder.resolve("disk.img")).doesNotExist();
        long free = free(folder);
        prepare(folder(free, ClaimUse.ALONE));
        assertThat(Files.size(folder.resolve("disk.img"))).isBetween(free * 9 / 10, free - 1);
    }

    @Test
    void whatIsReadOnlyMustBeThereAndStaysAsItIs() throws Exception {
        Path folder = claim.formatted().mountIn(launcher, FOLDER);
        refused(
                GuestRefused.Kind.NEVER,
                "there is no disk.img in the claim",
                folder(DISK_BYTES, ClaimUse.READ));
        Files.writeString(folder.resolve("disk.img"), "golden".repeat(1000));
        TestClaim.in(launcher, "mount -o remount,ro /loop " + FOLDER);

        PreparedGuest reader = prepare(folder(DISK_BYTES, ClaimUse.READ));

        Path disk = Path.of(reader.resources().disks().get("data").path());
        assertThatThrownBy(() -> Files.writeString(disk, "x")).hasMessageContaining("Read-only");
    }

    @Test
    void anOverlayTakesTheWritesAndTheClaimStaysAsItIs() throws Exception {
        Path folder = claim.formatted().mountIn(launcher, FOLDER);
        Files.writeString(folder.resolve("disk.img"), "golden".repeat(1000));
        Files.setPosixFilePermissions(
                folder.resolve("disk.img"), PosixFilePermissions.fromString("rw-------"));
        claim.mountIn(otherLauncher, FOLDER);

        PreparedGuest one = prepare(folder(DISK_BYTES, ClaimUse.BELOW_OVERLAY));
        PreparedGuest other = prepareOther(folder(DISK_BYTES, ClaimUse.BELOW_OVERLAY));

        for (PreparedGuest guest : List.of(one, other)) {
            DiskSource disk = guest.resources().disks().get("data");
            assertThat(disk.format()).isEqualTo(ImageFormat.QCOW2);
            assertThat(disk.backing().orElseThrow().format()).isEqualTo(ImageFormat.RAW);
            assertThat(Command.run(List.of("qemu-img", "info", "-U", disk.path())))
                    .contains("virtual size: 6 KiB (6144 bytes)");
            Path base = Path.of(disk.backing().orElseThrow().path());
            assertThat(FileFacts.of(base).readableByGroup(HostSettings.GUEST_GID)).isTrue();
            assertThatThrownBy(() -> Files.writeString(base, "x"))
                    .hasMessageContaining("Read-only");
        }
    }

    @Test
    void aDiskThatAnotherGuestHasIsRefusedInWordsUntilThatOneEnded() throws Exception {
        claim.formatted().mountIn(launcher, FOLDER);
        claim.mountIn(otherLauncher, FOLDER);
        prepare(folder(DISK_BYTES, ClaimUse.ALONE));

        assertThatThrownBy(() -> prepareOther(folder(DISK_BYTES, ClaimUse.ALONE)))
                .isInstanceOfSatisfying(
                        GuestRefused.class,
                        refused -> assertThat(refused.kind()).isEqualTo(GuestRefused.Kind.MAY_PASS))
                .hasMessage(
                        "persistentVolumeClaim of volume \"data\": its disk is in use by vms/vm on"
                                + " this node; stop that one, or set shareable: true on the disk of"
                                + " both");
        host.release(pod.vmiUid);
        prepareOther(folder(DISK_BYTES, ClaimUse.ALONE));
    }

    @Test
    void aSharedDiskIsTheGroupsAndEachMayWrite() throws Exception {
        Path folder = claim.formatted().mountIn(launcher, FOLDER);
        claim.mountIn(otherLauncher, FOLDER);

        PreparedGuest one = prepare(folder(DISK_BYTES, ClaimUse.SHARED));
        PreparedGuest other = prepareOther(folder(DISK_BYTES, ClaimUse.SHARED));

        assertThat(FileFacts.of(folder.resolve("disk.img")).gid())
                .isEqualTo(HostSettings.GUEST_GID);
        write(one, "first");
        write(other, "second");
        assertThat(Files.readString(folder.resolve("disk.img"))).startsWith("second");
    }

    @Test
    void whatAnyPodMayHavePutThereLeadsNowhere() throws Exception {
        Path secret = Files.writeString(directory.resolve("secret"), "of the node");
        Path folder = claim.formatted().mountIn(launcher, FOLDER);
        Path disk = folder.resolve("disk.img");

        for (String target : List.of(secret.toString(), "/etc/resolv.conf", "other.img")) {
            Files.createSymbolicLink(disk, Path.of(target));
            refused(
                    GuestRefused.Kind.NEVER,
                    "disk.img in the claim is a link",
                    folder(DISK_BYTES, ClaimUse.ALONE));
            Files.delete(disk);
        }
        Files.createDirectory(disk);
        refused(GuestRefused.Kind.NEVER, "a directory", folder(DISK_BYTES, ClaimUse.ALONE));
        Files.delete(disk);
        Command.run(List.of("mknod", disk.toString(), "b", "7", "0"));
        refused(GuestRefused.Kind.NEVER, "is a device", folder(DISK_BYTES, ClaimUse.ALONE));
    }

    @Test
    void aDeviceHasANodeOfTheGuestsOwn() throws Exception {
        claim.giveTo(launcher, DEVICE);
        claim.giveTo(otherLauncher, DEVICE);

        PreparedGuest guest = prepare(device(ClaimUse.ALONE));

        DiskSource disk = guest.resources().disks().get("data");
        assertThat(disk.type()).isEqualTo(ImageType.BLOCK);
        assertThat(DiskIdentity.of(Path.of(disk.path())))
                .isEqualTo(DiskIdentity.of(claim.device()));
        assertThat(FileFacts.of(Path.of(disk.path())).uid()).isEqualTo(guest.resources().uid());
        write(guest, "written by the guest");
        assertThat(Command.run(List.of("head", "-c", "20", claim.device().toString())))
                .isEqualTo("written by the guest");
        assertThatThrownBy(() -> prepareOther(device(ClaimUse.READ)))
                .hasMessageContaining("in use by vms/vm");
        host.release(pod.vmiUid);
        DiskSource overlay =
                prepareOther(device(ClaimUse.BELOW_OVERLAY)).resources().disks().get("data");
        assertThat(overlay.backing().orElseThrow().type()).isEqualTo(ImageType.BLOCK);
        assertThat(Command.run(List.of("qemu-img", "info", "-U", overlay.path())))
                .contains("(%d bytes)".formatted(CLAIM_BYTES));
    }

    @Test
    void whatIsNoDeviceIsNotTakenForOne() throws Exception {
        TestClaim.in(launcher, "touch " + DEVICE);

        refused(
                GuestRefused.Kind.NEVER,
                "the pod has a file, not a block device",
                device(ClaimUse.ALONE));
    }

    @Test
    void aFileIsNoLun() throws Exception {
        Path folder = claim.formatted().mountIn(launcher, FOLDER);
        ClaimDisk file = folder(DISK_BYTES, ClaimUse.ALONE);

        refused(
                GuestRefused.Kind.NEVER,
                "persistentVolumeClaim of volume \"data\": a lun needs a claim with volumeMode: Block",
                new ClaimDisk(file.volume(), file.place(), file.use(), true));
        assertThat(folder.resolve("disk.img")).doesNotExist();
    }

    private static ClaimDisk folder(long bytes, ClaimUse use) {
        return new ClaimDisk(
                "data", new ClaimPlace.Claim("/var" + FOLDER, OptionalLong.of(bytes)), use);
    }

    private static ClaimDisk device(ClaimUse use) {
        return new ClaimDisk("data", new ClaimPlace.Device(DEVICE), use);
    }

    private PreparedGuest prepare(DiskNeed disk) throws GuestRefused {
        return host.prepare(order(pod.vmiUid, "vm", launcher, disk));
    }

    private PreparedGuest prepareOther(DiskNeed disk) throws GuestRefused {
        return host.prepare(order(otherPod.vmiUid, "other", otherLauncher, disk));
    }

    private static GuestOrder order(
            String vmiUid, String name, LauncherRef launcher, DiskNeed disk) {
        GuestNeeds needs = GuestNeeds.NONE.withDisks(List.of(disk));
        return new GuestOrder(vmiUid, "vms", name, launcher, needs);
    }

    private void refused(GuestRefused.Kind kind, String words, DiskNeed disk) {
        assertThatThrownBy(() -> prepare(disk))
                .isInstanceOfSatisfying(
                        GuestRefused.class, refused -> assertThat(refused.kind()).isEqualTo(kind))
                .hasMessageContaining(words);
    }

    /** Writes to the disk as qemu does: with the guest's uid and nothing else. */
    private static void write(PreparedGuest guest, String text) throws IOException {
        List<String> command = new ArrayList<>(GuestUser.unprivileged(guest.resources().uid()));
        command.addAll(
                List.of(
                        "dd",
                        "status=none",
                        "conv=notrunc,fsync",
                        "of=" + guest.resources().disks().get("data").path()));
        Command.run(command, text);
    }

    private static long used(Path file) throws IOException {
        return Long.parseLong(Command.run(List.of("stat", "--format=%b", file.toString())).strip())
                * 512;
    }

    private static long free(Path folder) throws IOException {
        String[] free =
                Command.run(List.of("stat", "-f", "--format=%a %S", folder.toString()))
                        .strip()
                        .split(" ");
        return Long.parseLong(free[0]) * Long.parseLong(free[1]);
    }
}
