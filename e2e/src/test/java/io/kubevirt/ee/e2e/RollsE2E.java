package io.kubevirt.ee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.models.V1Pod;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Both DaemonSets change their image, and one goes and comes back, while a guest counts. */
@Timeout(value = 4, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RollsE2E {

    private static final int ANSWERS = 3;
    private static final String HANDLER = "virt-handler";
    private static final String LIBVIRTD = "virt-libvirtd";
    private static final String ON_DISK = "plugged before the roll\n";
    private static final int DISK_BYTES = 1 << 20;

    @RegisterExtension static final TestNamespace NAMESPACE = new TestNamespace();

    private static TestVm vm;
    private static Witness witness;

    @BeforeAll
    static void count() throws Exception {
        vm = TestVm.create(NAMESPACE.name(), "vm-first", "counts");
        witness = new Witness(vm);
    }

    @AfterAll
    static void end() {
        if (witness != null) {
            witness.close();
        }
    }

    @Test
    void aGuestCountsOnWhileItsAgentIsRolled() {
        ShortLived other = ShortLived.running(NAMESPACE.name(), "deleted-in-roll");
        Witness.Answer before = witness.answer();
        List<Long> dhcp = dhcpServer();
        V1Pod old = Programs.pod(HANDLER);

        String image = NewImage.rollOut(HANDLER);
        other.delete();
        Programs.awaitReplaced(HANDLER, old);
        assertThat(NewImage.of(Programs.pod(HANDLER))).containsOnly(image);

        witness.awaitAnswers(ANSWERS);
        other.awaitNothingLeft();
        assertThat(dhcpServer()).isEqualTo(dhcp);
        witness.hasLivedOnSince(before);
        witness.isReady();
    }

    @Test
    void aGuestAndWhatWasPluggedIntoItLiveOnWhileLibvirtdIsRolled() throws Exception {
        Witness.Answer before = witness.answer();
        List<Long> dhcp = dhcpServer();
        Path disk = plugDisk();
        V1Pod old = Programs.pod(LIBVIRTD);

        String image = NewImage.rollOut(LIBVIRTD);
        Programs.delete(old);
        witness.awaitAnswers(ANSWERS);
        Programs.awaitReplaced(LIBVIRTD, old);
        assertThat(NewImage.of(Programs.pod(LIBVIRTD))).containsOnly(image);

        guestReadsDisk();
        Eventually.holds(
                "libvirt's new daemon unplugs the disk",
                Duration.ofSeconds(60),
                () -> {
                    Shell.virsh("detach-disk", witness.guest().domain(), "vdz");
                    assertThat(disks()).doesNotContain(disk.toString());
                });
        assertThat(dhcpServer()).isEqualTo(dhcp);
        witness.hasLivedOnSince(before);
        witness.isReady();
        ShortLived.running(NAMESPACE.name(), "after-roll").deleteWhole();
    }

    @Test
    void aGuestCountsOnWhileThereIsNoAgentAndWhatWasAskedForIsDoneByTheNext() {
        ShortLived other = ShortLived.running(NAMESPACE.name(), "deleted-alone");
        Witness.Answer before = witness.answer();
        String definition = definition(HANDLER);
        V1Pod old = Programs.pod(HANDLER);

        Shell.kubectlDone("", "-n", "kubevirt", "delete", "daemonset", HANDLER, "--timeout=60s");
        try {
            Eventually.until(
                    "the agent is gone", Programs.BACK, () -> NodeView.ofPod(uid(old)).isEmpty());
            other.delete();
            witness.awaitAnswers(ANSWERS);
            assertThat(NodeView.qemu(other.guest().domain())).isPresent();
        } finally {
            Shell.kubectlDone(definition, "create", "-f", "-");
        }

        Eventually.holds(
                "the agent is back",
                Programs.BACK,
                () -> assertThat(NodeView.ofPod(uid(Programs.pod(HANDLER)))).isNotEmpty());
        other.awaitNothingLeft();
        witness.hasLivedOnSince(before);
        witness.isReady();
    }

    /** The DHCP server of the guest: a process that nobody but the guest's pod holds. */
    private static List<Long> dhcpServer() {
        List<Long> found =
                NodeView.processes(witness.guest().vmiUid()).stream()
                        .filter(pid -> NodeView.executable(pid).endsWith("dnsmasq"))
                        .toList();
        assertThat(found).as("the guest's dnsmasq").hasSize(1);
        return found;
    }

    /** The DaemonSet as somebody would write it who puts it back. */
    private static String definition(String daemonSet) {
        JsonObject all =
                JsonParser.parseString(
                                Shell.kubectlDone(
                                        "",
                                        "-n",
                                        "kubevirt",
                                        "get",
                                        "daemonset",
                                        daemonSet,
                                        "-o",
                                        "json"))
                        .getAsJsonObject();
        all.remove("status");
        for (String field : List.of("uid", "resourceVersion", "creationTimestamp", "generation")) {
            all.getAsJsonObject("metadata").remove(field);
        }
        return all.toString();
    }

    private static String uid(V1Pod pod) {
        return pod.getMetadata().getUid();
    }

    /** Gives the running guest another disk, through libvirt: our API has no such request yet. */
    private static Path plugDisk() throws IOException {
        Path disk =
                Path.of("/var/lib/kubevirt-ee/guests")
                        .resolve(witness.guest().vmiUid())
                        .resolve("disks/plugged.img");
        Files.write(disk, Arrays.copyOf(ON_DISK.getBytes(StandardCharsets.UTF_8), DISK_BYTES));
        Files.setAttribute(disk, "unix:uid", (int) NodeView.uid(witness.qemuPid()));
        Shell.virsh(
                "attach-disk",
                witness.guest().domain(),
                disk.toString(),
                "vdz",
                "--targetbus",
                "virtio",
                "--live");
        assertThat(disks()).contains(disk.toString());
        return disk;
    }

    private static String disks() {
        return Shell.virsh("domblklist", witness.guest().domain());
    }

    /** It is the third disk, and was not read before. */
    private static void guestReadsDisk() {
        try (SerialConsole console = SerialConsole.open(vm.key())) {
            console.awaitShell();
            console.type("head -n 1 /dev/vdc\n");
            console.awaitText(ON_DISK.strip(), Duration.ofSeconds(20));
        }
    }
}
