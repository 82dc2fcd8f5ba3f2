package io.kubevirt.ee.handler.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubevirt.ee.handler.port.GuestRefused;
import io.kubevirt.ee.handler.port.LauncherRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A Secret that is mounted into a real container, as the kubelet mounts it. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PodSecretIT {

    private static final String FOLDER = "/var/run/kubevirt-access/0";

    @TempDir Path directory;
    private TestPod pod;
    private NodeGuestHost host;
    private Path secret;

    @BeforeEach
    void makePod() throws IOException {
        pod = new TestPod(directory.resolve("pod"));
        host = TestPod.agent(directory, 2_900_000);
        // The image's /var/run leads to its /run.
        secret = pod.image("compute").resolve("run/kubevirt-access/0");
        Path version = secret.resolve("..2026_01_01");
        Files.createDirectories(version);
        Files.writeString(version.resolve("root"), "word\n");
        Files.createSymbolicLink(secret.resolve("..data"), Path.of("..2026_01_01"));
        Files.createSymbolicLink(secret.resolve("root"), Path.of("..data/root"));
    }

    @AfterEach
    void endPod() throws IOException {
        pod.close();
    }

    @Test
    void itsTextsAreReadByTheirKeys() throws Exception {
        LauncherRef launcher = pod.startLauncher();

        assertThat(host.secret(launcher, "words", FOLDER))
                .containsExactly(Map.entry("root", "word\n"));
    }

    @Test
    void aLinkOutOfThePodLeadsNowhere() throws Exception {
        Files.createSymbolicLink(secret.resolve("passwd"), Path.of("/../../../../etc/passwd"));
        LauncherRef launcher = pod.startLauncher();

        assertThatThrownBy(() -> host.secret(launcher, "words", FOLDER))
                .isInstanceOf(GuestRefused.class)
                .hasMessage("Secret words: its files are not in the launcher pod");
    }

    @Test
    void whatIsNoTextIsNoPassword() throws Exception {
        Files.write(secret.resolve("..data/root"), new byte[] {'a', (byte) 0xff});
        LauncherRef launcher = pod.startLauncher();

        assertThatThrownBy(() -> host.secret(launcher, "words", FOLDER))
                .isInstanceOf(GuestRefused.class)
                .hasMessage("Secret words: key root is no UTF-8 text");
    }

    @Test
    void whatIsNotThereIsSaid() throws Exception {
        LauncherRef launcher = pod.startLauncher();

        assertThatThrownBy(() -> host.secret(launcher, "keys", "/var/run/kubevirt-access/7"))
                .isInstanceOf(GuestRefused.class)
                .hasMessage("Secret keys: its files are not in the launcher pod");
    }
}
