package io.kubevirt.ee.handler.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.JSON;
import io.kubevirt.ee.handler.port.PreparedGuest;
import io.kubevirt.ee.model.guest.DomainView;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real Linux in a real qemu mounts a folder of its pod. */
@Timeout(value = 500, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class VirtiofsGuestIT {

    private static final String VOLUME = "settings";

    @TempDir Path directory;
    private LinuxGuest linux;

    @BeforeEach
    void make() throws Exception {
        NewerPrograms.install("virtiofsd");
        linux = new LinuxGuest(directory, "virtiofs", "virtiofs");
    }

    @AfterEach
    void end() throws Exception {
        linux.close();
    }

    @Test
    void itReadsWhatThePodHasAndWhatTheKubeletChangesAndWritesNothing() throws Exception {
        SharedFiles files = new SharedFiles(linux.launcher, VOLUME);
        files.bring("1", "colour", "red");
        VirtualMachineInstance vmi = vmi();
        PreparedGuest guest = linux.prepare(vmi);
        DomainView domain = linux.start(vmi, guest);

        linux.hypervisor.resume(domain);
        assertThat(linux.hear("guest: colour red"))
                .contains("guest: mounted", "guest: cannot write")
                .doesNotContain("sees the node");

        files.bring("2", "colour", "blue");
        linux.hear("guest: colour blue");
        linux.hypervisor.destroy(domain);
        linux.hypervisor.undefine(domain);
        TestPod.awaitThat(() -> servers().isEmpty());
        assertThat(SharedFiles.folder(linux.launcher, VOLUME).resolve("new")).doesNotExist();
    }

    private VirtualMachineInstance vmi() {
        return JSON.deserialize(
                """
                {"metadata": {"namespace": "vms", "name": "vm", "uid": "%s"},
                 "spec": {"domain": {"memory": {"guest": "128Mi"},
                     "firmware": {"kernelBoot": {"kernelArgs": "console=ttyS0 panic=-1",
                       "container": {"image": "i", "kernelPath": "/k", "initrdPath": "/i"}}},
                     "devices": {"autoattachGraphicsDevice": false,
                       "filesystems": [{"name": "settings", "virtiofs": {}}]}},
                   "volumes": [{"name": "settings", "configMap": {"name": "settings"}}]}}"""
                        .formatted(linux.pod.vmiUid),
                VirtualMachineInstance.class);
    }

    private List<ProcessFacts> servers() {
        return new ProcessTable()
                .find(
                        found ->
                                !found.zombie()
                                        && String.join(" ", found.commandLine())
                                                .contains(
                                                        "--socket-path="
                                                                + directory.resolve("guests")));
    }
}
