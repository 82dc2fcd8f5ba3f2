package io.kubevirt.ee.handler.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.handler.port.GuestOrder;
import io.kubevirt.ee.handler.port.LauncherRef;
import io.kubevirt.ee.handler.port.PreparedGuest;
import io.kubevirt.ee.model.guest.GuestNeeds;
import io.kubevirt.ee.model.guest.NicNeed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A pod with its launcher, the agent's host, and a guest's network stack behind the tap. */
abstract class PodWithGuest {

    @TempDir Path directory;
    TestPod pod;
    NodeGuestHost host;
    LauncherRef launcher;
    TestGuest guest;

    @BeforeEach
    void startPod() throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
        pod = new TestPod(directory.resolve("pod"));
        launcher = pod.startLauncher();
        host = TestPod.agent(directory, 2_900_000);
    }

    @AfterEach
    void endPod() throws IOException {
        if (guest != null) {
            guest.close();
        }
        host.release(pod.vmiUid);
        pod.close();
        assertThat(Path.of("/sys/class/net").resolve(pod.tap())).doesNotExist();
    }

    GuestOrder order(NicNeed nic) {
        return pod.order(launcher, GuestNeeds.NONE.withNics(List.of(nic)));
    }

    /** Prepares the guest and starts it: not joined with the pod's network yet. */
    PreparedGuest started(NicNeed nic) throws Exception {
        PreparedGuest prepared = host.prepare(order(nic));
        guest = new TestGuest(pod.tap(), directory);
        return prepared;
    }

    void adopt(PreparedGuest prepared) throws Exception {
        host.adopt(prepared, guest.pid(), launcher);
        assertThat(host.adopted(prepared, guest.pid(), launcher)).isTrue();
    }
}
