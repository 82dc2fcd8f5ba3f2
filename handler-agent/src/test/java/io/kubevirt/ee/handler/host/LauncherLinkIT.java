package io.kubevirt.ee.handler.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.handler.port.LauncherRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The link to a launcher that is a real first process of a container, with links in its image. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LauncherLinkIT {

    @TempDir Path directory;
    private TestPod pod;
    private LauncherRef launcher;
    private ProcLauncherLink link;
    private Path folder;

    @BeforeEach
    void startPod() throws IOException {
        pod = new TestPod(directory.resolve("pod"));
        launcher = pod.startLauncher();
        link = new ProcLauncherLink();
        folder = Path.of("/proc/" + launcher.pid() + "/root/run/kubevirt");
    }

    @AfterEach
    void endPod() throws IOException {
        link.close();
        pod.close();
    }

    @Test
    void theLauncherIsFoundByPodAndGuest() {
        assertThat(link.find(pod.podUid, pod.vmiUid)).contains(launcher);
        assertThat(link.find(UUID.randomUUID().toString(), pod.vmiUid)).isEmpty();
        assertThat(link.find(pod.podUid, UUID.randomUUID().toString())).isEmpty();
    }

    @Test
    void anEndedLauncherIsNotFoundAndIsNoError() {
        pod.kill(launcher);
        TestPod.awaitThat(() -> link.find(pod.podUid, pod.vmiUid).isEmpty());

        assertThat(link.stopRequestedAt(launcher)).isEmpty();
        link.guestEnded(launcher, true, "Shutdown");
    }

    @Test
    void aStopRequestIsSeenWithItsTime() throws Exception {
        assertThat(link.stopRequestedAt(launcher)).isEmpty();
        Instant before = Instant.now();
        Files.createFile(folder.resolve("stop-requested"));

        assertThat(link.stopRequestedAt(launcher).orElseThrow())
                .isBetween(before.minusSeconds(1), before.plusSeconds(10));
    }

    @Test
    void theLauncherIsToldInOneLineHowItsGuestEnded() {
        link.guestEnded(launcher, true, "Shutdown");
        assertThat(folder.resolve("guest-ended"))
                .hasContent("{\"clean\":true,\"reason\":\"Shutdown\"}\n");

        link.guestEnded(launcher, false, "qemu said \"no\"\n");
        assertThat(folder.resolve("guest-ended"))
                .hasContent("{\"clean\":false,\"reason\":\"qemu said 'no''\"}\n");
    }

    @Test
    void whatThePodPutInTheWayLeadsToNoFileOfTheNode() throws Exception {
        Path victim = Files.writeString(directory.resolve("victim"), "of the node");
        Files.createSymbolicLink(folder.resolve("guest-ended.new"), victim);
        Files.createSymbolicLink(folder.resolve("guest-ended"), victim);

        link.guestEnded(launcher, true, "Shutdown");

        assertThat(victim).hasContent("of the node");
        assertThat(Files.isSymbolicLink(folder.resolve("guest-ended"))).isFalse();
        assertThat(folder.resolve("guest-ended")).content().contains("Shutdown");
    }

    @Test
    void aStopRequestIsToldAtOnceAndTheEndSoonAfterIt() throws Exception {
        BlockingQueue<String> changed = new LinkedBlockingQueue<>();
        link.watch(launcher, changed::add);
        link.watch(launcher, changed::add);

        Files.createFile(folder.resolve("stop-requested"));
        assertThat(changed.poll(5, TimeUnit.SECONDS)).isEqualTo(pod.vmiUid);
        assertThat(changed.poll(700, TimeUnit.MILLISECONDS)).isNull();

        pod.kill(launcher);
        assertThat(changed.poll(5, TimeUnit.SECONDS)).isEqualTo(pod.vmiUid);
    }
}
