package io.kubevirt.ee.handler.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubernetes.client.openapi.JSON;
import io.kubevirt.ee.handler.port.GuestRefused;
import io.kubevirt.ee.handler.port.HypervisorRefused;
import io.kubevirt.ee.handler.port.PreparedGuest;
import io.kubevirt.ee.model.guest.DomainView;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real Linux whose memory is huge pages of its pod. */
@Timeout(value = 500, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HugePagesIT {

    private static final int PAGES = 64;
    private static final long BYTES = PAGES * (2L << 20);

    @TempDir Path directory;
    private HugePagePool pool;
    private HugetlbGroups groups;
    private LinuxGuest linux;
    private Path libvirtd;
    private Path pod;

    @BeforeEach
    void make() throws Exception {
        // No more than the guest needs: there is never a second copy of it.
        pool = new HugePagePool(PAGES);
        groups = new HugetlbGroups();
        linux = new LinuxGuest(directory, "memory");
        libvirtd = groups.holding("kubevirt-ee-test-libvirtd" + linux.pod.podUid, libvirtdPid());
        pod = linux.pod.cgroupIn(groups.root());
        groups.limit(pod, BYTES);
    }

    private long libvirtdPid() throws IOException {
        Path file = linux.libvirtd.runDirectory().resolve("libvirtd.pid");
        return Long.parseLong(Files.readString(file).strip());
    }

    @AfterEach
    void end() throws Exception {
        linux.close();
        for (Path group : List.of(libvirtd, libvirtd.getParent())) {
            TestPod.awaitThat(() -> group.toFile().delete());
        }
        groups.close();
        pool.close();
    }

    @Test
    void allThatAGuestHasIsChargedToItsPodAndGoesWithIt() throws Exception {
        VirtualMachineInstance vmi = vmi();
        PreparedGuest guest = linux.prepare(vmi);
        DomainView domain = linux.start(vmi, guest);
        long qemu = domain.qemuPid().orElseThrow();
        assertThat(groups.bytes(libvirtd)).containsExactly(BYTES, BYTES);

        linux.host.adopt(guest, qemu, linux.launcher);

        assertThat(groups.bytes(libvirtd)).containsExactly(0L, 0L);
        assertThat(groups.bytes(pod)).containsExactly(BYTES, BYTES);
        assertThat(linux.host.adopted(guest, qemu, linux.launcher)).isTrue();

        linux.hypervisor.resume(domain);
        linux.hear("guest: remembers 2");
        assertThat(Files.readString(Path.of("/proc/" + qemu + "/status")))
                .containsPattern("HugetlbPages:\\s+[1-9]\\d{4,} kB");
        assertThat(groups.bytes(pod)).containsExactly(BYTES, BYTES);
        assertThat(pool.free()).isZero();

        // A later adoption takes no memory from a guest that runs.
        linux.host.adopt(guest, qemu, linux.launcher);
        assertThat(linux.hear("guest: remembers 6")).doesNotContain("forgot");

        linux.hypervisor.destroy(domain);
        TestPod.awaitThat(() -> ProcessHandle.of(qemu).isEmpty());
        assertThat(groups.bytes(pod)).containsExactly(0L, 0L);
        assertThat(pool.free()).isEqualTo(PAGES);
    }

    @Test
    void whatItsPodMayNotTakeItDoesNotGet() throws Exception {
        VirtualMachineInstance vmi = vmi();
        PreparedGuest guest = linux.prepare(vmi);
        DomainView domain = linux.start(vmi, guest);
        long qemu = domain.qemuPid().orElseThrow();
        groups.limit(pod, BYTES / 2);

        assertThatThrownBy(() -> linux.host.adopt(guest, qemu, linux.launcher))
                .hasMessageContaining("fallocate failed");
        assertThat(linux.host.adopted(guest, qemu, linux.launcher)).isFalse();

        groups.limit(pod, BYTES);
        linux.host.adopt(guest, qemu, linux.launcher);
        assertThat(groups.bytes(pod)).containsExactly(BYTES, BYTES);
        linux.hypervisor.resume(domain);
        linux.hear("guest: remembers 1");
    }

    @Test
    void aNodeWithoutPagesSaysSoAndKeepsNothing() throws Exception {
        VirtualMachineInstance vmi = vmi();
        PreparedGuest guest = linux.prepare(vmi);
        pool.close();

        assertThatThrownBy(() -> linux.start(vmi, guest))
                .isInstanceOf(HypervisorRefused.class)
                .hasMessageContaining("Cannot allocate memory");
        assertThat(groups.bytes(libvirtd)).containsExactly(0L, 0L);
    }

    @Test
    void aLibvirtdThatDoesNotSayWhichProcessItIsIsToBeReplaced() throws Exception {
        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        NodeGuestHost host =
                new NodeGuestHost(TestPod.settings(directory, 2_900_000).withLibvirtRun(elsewhere));

        assertThatThrownBy(
                        () ->
                                host.prepare(
                                        linux.pod.order(
                                                linux.launcher, linux.prepare(vmi()).needs())))
                .isInstanceOf(GuestRefused.class)
                .hasMessageEndingWith("libvirtd.pid: delete its pod");
    }

    private VirtualMachineInstance vmi() {
        return JSON.deserialize(
                """
                {"metadata": {"namespace": "vms", "name": "vm", "uid": "%s"},
                 "spec": {"domain": {
                     "memory": {"guest": "128Mi", "hugepages": {"pageSize": "2Mi"}},
                     "firmware": {"kernelBoot": {"kernelArgs": "console=ttyS0 panic=-1",
                       "container": {"image": "i", "kernelPath": "/k", "initrdPath": "/i"}}},
                     "devices": {"autoattachGraphicsDevice": false}}}}"""
                        .formatted(linux.pod.vmiUid),
                VirtualMachineInstance.class);
    }
}
