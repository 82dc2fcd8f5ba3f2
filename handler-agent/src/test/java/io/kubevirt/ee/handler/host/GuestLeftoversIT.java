package io.kubevirt.ee.handler.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.handler.port.GuestOrder;
import io.kubevirt.ee.handler.port.GuestRefused;
import io.kubevirt.ee.handler.port.KnownGuest;
import io.kubevirt.ee.handler.port.LauncherRef;
import io.kubevirt.ee.handler.port.PreparedGuest;
import io.kubevirt.ee.model.guest.DiskNeed;
import io.kubevirt.ee.model.guest.GuestNeeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found and removed after crashes, reboots and accidents. */
class GuestLeftoversIT {

    private static final byte[] RAW = "a disk's first sector".repeat(30).getBytes();

    @TempDir Path directory;
    private TestPod pod;
    private NodeGuestHost host;
    private LauncherRef launcher;

    @BeforeEach
    void startPod() throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
        pod = new TestPod(directory.resolve("pod"));
        launcher = pod.startLauncher();
        TestPod.write(pod.image("root").resolve("disk/disk.img"), RAW);
        pod.startVolume("root", true);
        host = agent();
    }

    @AfterEach
    void endPod() throws IOException {
        host.release(pod.vmiUid);
        pod.close();
        assertThat(MountTable.own().targetsAtOrBelow(directory)).isEmpty();
    }

    @Test
    void aRebootLeavesAGuestThatIsKnownAndReleasedWithoutItsPod() throws Exception {
        prepare("vm");
        pod.close();
        reboot();

        assertThat(host.known()).containsExactly(new KnownGuest(pod.vmiUid, "vms", "vm"));
        host.release(pod.vmiUid);

        assertThat(host.known()).isEmpty();
        assertThat(guests()).isEmptyDirectory();
    }

    @Test
    void aGuestPreparedAgainAfterARebootHasItsImageAndWhatItWroteBelowTheSameNames()
            throws Exception {
        PreparedGuest before = prepare("vm");
        Path overlay = Path.of(before.resources().disks().get("root").path());
        Object inode = Files.getAttribute(overlay, "unix:ino");
        reboot();
        assertThat(base()).isEmptyFile();

        assertThat(prepare("vm")).isEqualTo(before);

        assertThat(base()).hasBinaryContent(RAW);
        assertThat(Files.getAttribute(overlay, "unix:ino")).isEqualTo(inode);
    }

    @Test
    void releaseRemovesTheLogOfTheGuestsDomainAndNoOther() throws Exception {
        Path logs = Files.createDirectories(directory.resolve("log/qemu"));
        Files.writeString(logs.resolve("vms_vm.log"), "qemu started");
        Files.writeString(logs.resolve("vms_vm2.log"), "qemu started");
        prepare("vm");

        host.release(pod.vmiUid);

        assertThat(logs).isDirectoryContaining("glob:**/vms_vm2.log");
        assertThat(logs.resolve("vms_vm.log")).doesNotExist();
    }

    @Test
    void whatACrashLeftHalfMadeOrHalfRemovedIsRemoved() throws Exception {
        prepare("vm");
        Path unfinished = guests().resolve(".new-11111111-2222-3333-4444-555555555555/disks");
        Files.createDirectories(unfinished);
        Files.writeString(unfinished.resolve("seed.iso"), "secret");

        assertThat(agent().known()).containsExactly(new KnownGuest(pod.vmiUid, "vms", "vm"));

        assertThat(guests()).isDirectoryNotContaining("glob:**/.new-*");
        assertThat(base()).hasBinaryContent(RAW);
    }

    @Test
    void damagedRecordsAndStrangersHideNoGuest() throws Exception {
        prepare("vm");
        Files.createDirectories(guests().resolve("lost+found"));
        for (String text : List.of("", "{\"namespace\":", "[]", "{\"namespace\":\"n\"}")) {
            Path damaged = Files.createDirectories(guests().resolve("damaged-" + text.length()));
            Files.writeString(damaged.resolve("guest.json"), text);
        }

        assertThat(host.known()).containsExactly(new KnownGuest(pod.vmiUid, "vms", "vm"));

        assertThat(guests().resolve("lost+found")).exists();
        assertThat(guests().resolve("damaged-0/guest.json")).exists();
    }

    @Test
    void aUidThatAProcessStillHasIsNotGivenAway() throws Exception {
        Process stray =
                new ProcessBuilder("setpriv", "--reuid=2920000", "--clear-groups", "cat").start();
        try {
            TestPod.awaitThat(
                    () ->
                            new ProcessTable()
                                    .uid(stray.pid())
                                    .filter(uid -> uid == 2_920_000)
                                    .isPresent());

            assertThat(prepare("vm").resources().uid()).isEqualTo(2_920_001);
        } finally {
            stray.destroyForcibly();
        }
    }

    /** What is in memory is gone: mounts, and the agent. */
    private void reboot() throws IOException {
        BindMounts.detachAll(guests());
        host = agent();
    }

    private NodeGuestHost agent() {
        return new NodeGuestHost(
                new HostSettings(
                        guests(), directory.resolve("log"), Path.of("/sys/fs/cgroup"), 2_920_000));
    }

    private Path guests() {
        return directory.resolve("guests");
    }

    private Path base() {
        return guests().resolve(pod.vmiUid).resolve("disks/root.base");
    }

    private PreparedGuest prepare(String name) throws GuestRefused {
        GuestNeeds needs =
                GuestNeeds.NONE.withDisks(
                        List.of(new DiskNeed.ContainerDisk("root", Optional.empty())));
        return host.prepare(new GuestOrder(pod.vmiUid, "vms", name, launcher, needs));
    }
}
