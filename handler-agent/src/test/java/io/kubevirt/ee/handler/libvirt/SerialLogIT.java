package io.kubevirt.ee.handler.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.model.guest.DomainView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a real guest says on its console is in the file that its domain names. */
@Timeout(120)
class SerialLogIT {

    private static PrivateLibvirtd libvirtd;

    private final Heard heard = new Heard();
    private LibvirtHypervisor hypervisor;

    /** Of root alone, as the folder of consoles is: qemu gets there only by what it is handed. */
    @TempDir Path consoles;

    @BeforeAll
    static void serve() throws Exception {
        libvirtd = new PrivateLibvirtd();
    }

    @AfterAll
    static void end() throws IOException {
        libvirtd.close();
    }

    @BeforeEach
    void connect() throws Exception {
        Files.setPosixFilePermissions(consoles, PosixFilePermissions.fromString("rwx------"));
        hypervisor =
                new LibvirtHypervisor(
                        libvirtd.uri(), libvirtd.runDirectory(), heard::changed, heard::connected);
        hypervisor.start();
        heard.awaitConnect();
    }

    @AfterEach
    void disconnect() {
        hypervisor.close();
    }

    @Test
    void theGuestsWordsAreAppendedAndNothingElseOfTheFileChanges() throws Exception {
        Path log = consoles.resolve("serial0.sock.log");
        Files.writeString(log, "was here\n");
        Files.setPosixFilePermissions(log, PosixFilePermissions.fromString("rw-rw----"));
        Files.setAttribute(log, "unix:uid", libvirtd.guestUid());
        DomainView guest = start(log);

        await(log, "was here\nG");

        Files.writeString(log, "", StandardOpenOption.TRUNCATE_EXISTING);
        hypervisor.reset(guest);
        await(log, "G");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(log)))
                .isEqualTo("rw-rw----");
        hypervisor.destroy(guest);
        hypervisor.undefine(guest);
    }

    /** A full disk is what a full volume of the pod is to qemu. */
    @Test
    void aLogThatIsFullStopsNoGuest() throws Exception {
        Path full = consoles.resolve("full");
        PrivateLibvirtd.run("mknod", full.toString(), "c", "1", "7");
        DomainView guest = start(full);

        heard.await(
                hypervisor,
                guest.name(),
                seen -> {
                    press(seen);
                    return seen.qemuPid().isEmpty();
                });
        hypervisor.undefine(guest);
    }

    private DomainView start(Path log) throws Exception {
        Path directory = libvirtd.guestDirectory();
        String xml =
                new TestDomains(libvirtd)
                        .xml(
                                TestDomains.vmi(
                                        "talks",
                                        """
                                        {"memory": {"guest": "16Mi"}, "devices": {"logSerialConsole": true,
                                          "autoattachMemBalloon": false,
                                          "disks": [{"name": "root", "disk": {"bus": "sata"}}]}}""",
                                        "[{\"name\": \"root\", \"emptyDisk\": {\"capacity\": \"1Mi\"}}]"),
                                directory,
                                BootSector.image());
        String named = directory.resolve("serial0.sock.log").toString();
        assertThat(xml).contains(named);
        hypervisor.startPaused("ns1_talks", xml.replace(named, log.toString()));
        DomainView guest = hypervisor.find("ns1_talks").orElseThrow();
        hypervisor.resume(guest);
        return guest;
    }

    private void press(DomainView guest) {
        try {
            hypervisor.pressPowerButton(guest);
        } catch (Exception notYet) {
            assertThat(notYet).hasMessageContaining(guest.name());
        }
    }

    private static void await(Path log, String content) throws IOException {
        while (!Files.readString(log).equals(content)) {
            Thread.onSpinWait();
        }
    }
}
