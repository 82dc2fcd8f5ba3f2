package io.kubevirt.ee.handler.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubernetes.client.openapi.JSON;
import io.kubevirt.ee.handler.port.GuestRefused;
import io.kubevirt.ee.handler.port.PreparedGuest;
import io.kubevirt.ee.model.domain.AcpiTable;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real Linux in a real qemu finds the table that a Secret of its pod holds. */
@Timeout(value = 500, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AcpiTablesIT {

    private static final String HEADER = "SLIC" + "x".repeat(32);

    @TempDir Path directory;
    private LinuxGuest linux;
    private SharedFiles secret;

    @BeforeEach
    void make() throws Exception {
        linux = new LinuxGuest(directory, "acpi");
        secret = new SharedFiles(linux.launcher, "licence");
    }

    @AfterEach
    void end() throws Exception {
        linux.close();
    }

    @Test
    void itIsWaitedForAndIsTheGuestsAsItWasWhenTheGuestStarted() throws Exception {
        VirtualMachineInstance vmi = vmi();
        secret.bring("1", "other", "x");
        refused(vmi, "volume \"licence\": its Secret has no key slic.bin");
        secret.bring("2", "slic.bin", "SLIC");
        refused(vmi, "volume \"licence\": slic.bin has 4 bytes, and an ACPI table 36 or more");

        secret.bring("3", "slic.bin", HEADER + "of-the-secret");
        PreparedGuest guest = linux.prepare(vmi);
        secret.bring("4", "slic.bin", HEADER + "changed");
        assertThat(linux.prepare(vmi).resources()).isEqualTo(guest.resources());
        Path file = Path.of(guest.resources().acpiTables().get(AcpiTable.SLIC));
        assertThat(FileFacts.of(file).uid()).isEqualTo(guest.resources().uid());
        assertThat(FileFacts.of(file).mode() & 07777).isEqualTo(0600);

        linux.hypervisor.resume(linux.start(vmi, guest));
        linux.hear("guest: SLIC of-the-secret");
    }

    private void refused(VirtualMachineInstance vmi, String words) {
        assertThatThrownBy(() -> linux.prepare(vmi))
                .isInstanceOfSatisfying(
                        GuestRefused.class,
                        refused -> assertThat(refused.kind()).isEqualTo(GuestRefused.Kind.MAY_PASS))
                .hasMessage(words);
    }

    private VirtualMachineInstance vmi() {
        return JSON.deserialize(
                """
                {"metadata": {"namespace": "vms", "name": "vm", "uid": "%s"},
                 "spec": {"domain": {"memory": {"guest": "128Mi"},
                     "firmware": {"acpi": {"slicNameRef": "licence"},
                       "kernelBoot": {"kernelArgs": "console=ttyS0 panic=-1",
                         "container": {"image": "i", "kernelPath": "/k", "initrdPath": "/i"}}},
                     "devices": {"autoattachGraphicsDevice": false}},
                   "volumes": [{"name": "licence", "secret": {"secretName": "licence"}}]}}"""
                        .formatted(linux.pod.vmiUid),
                VirtualMachineInstance.class);
    }
}
