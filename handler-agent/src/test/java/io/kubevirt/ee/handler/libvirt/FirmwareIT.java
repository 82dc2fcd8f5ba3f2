package io.kubevirt.ee.handler.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.model.guest.DomainView;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** UEFI and a TPM, as real guests have them. */
@Timeout(300)
class FirmwareIT {

    private static PrivateLibvirtd libvirtd;

    private final Heard heard = new Heard();
    private LibvirtHypervisor hypervisor;

    @BeforeAll
    static void serve() throws Exception {
        libvirtd = new PrivateLibvirtd();
    }

    @AfterAll
    static void end() throws IOException {
        libvirtd.close();
    }

    @BeforeEach
    void connect() throws InterruptedException {
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
    void aGuestOfUefiStartsFromItsOwnVariablesWhichLibvirtDoesNotRemove() throws Exception {
        Path directory = libvirtd.guestDirectory();
        DomainView guest = startPaused(directory, "{\"efi\": {\"secureBoot\": false}}", "{}");

        try (SocketChannel console = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            console.connect(UnixDomainSocketAddress.of(directory.resolve("serial0.sock")));
            hypervisor.resume(guest);
            assertThat(readUntil(console, "UEFI Interactive Shell")).contains("EDK II");
        }
        assertThat(ownerOf(directory.resolve("nvram.fd"))).isEqualTo(libvirtd.guestUid());
        assertThat(liveXml(guest)).contains("OVMF_VARS").doesNotContain("secure='yes'");
        hypervisor.destroy(guest);
        hypervisor.undefine(guest);
        assertThat(directory.resolve("nvram.fd")).exists();
        assertThat(hypervisor.find(guest.name())).isEmpty();
    }

    @Test
    void secureBootHasTheKeysThatSystemsAreSignedWith() throws Exception {
        Path directory = libvirtd.guestDirectory();
        DomainView guest =
                startPaused(directory, "{\"efi\": {}}", "{\"smm\": {\"enabled\": true}}");

        assertThat(liveXml(guest))
                .contains("secure='yes'", "<feature enabled='yes' name='enrolled-keys'/>")
                .contains("<smm state='on'");
        hypervisor.destroy(guest);
        hypervisor.undefine(guest);
    }

    @Test
    void aTpmBesideQemuIsTheGuests() throws Exception {
        Path directory = libvirtd.guestDirectory();
        PrivateLibvirtd.run(
                "setpriv",
                "--reuid=" + libvirtd.guestUid(),
                "--regid=107",
                "--clear-groups",
                "swtpm",
                "socket",
                "--tpm2",
                "--tpmstate",
                "dir=%s,mode=0600".formatted(directory),
                "--ctrl",
                "type=unixio,path=%s,mode=0600".formatted(directory.resolve("tpm.sock")),
                "--terminate",
                "--daemon");
        hypervisor.startPaused(
                "ns1_tpm",
                new TestDomains(libvirtd)
                        .xml(
                                TestDomains.vmi(
                                        "tpm",
                                        """
                                        {"memory": {"guest": "32Mi"}, "devices": {"tpm": {}}}""",
                                        "[]"),
                                directory,
                                BootSector.image()));
        DomainView guest = hypervisor.find("ns1_tpm").orElseThrow();

        assertThat(
                        PrivateLibvirtd.output(
                                "virsh",
                                "--connect",
                                libvirtd.uri(),
                                "qemu-monitor-command",
                                guest.name(),
                                "--hmp",
                                "info tpm"))
                .contains("model=tpm-tis", "type=emulator");
        hypervisor.destroy(guest);
        hypervisor.undefine(guest);
    }

    private DomainView startPaused(Path directory, String bootloader, String features)
            throws Exception {
        String xml =
                new TestDomains(libvirtd)
                        .xml(
                                TestDomains.vmi(
                                        "uefi",
                                        """
                                        {"memory": {"guest": "128Mi"}, "devices": {},
                                         "features": %s, "firmware": {"bootloader": %s}}"""
                                                .formatted(features, bootloader),
                                        "[]"),
                                directory,
                                BootSector.image());
        hypervisor.startPaused("ns1_uefi", xml);
        return hypervisor.find("ns1_uefi").orElseThrow();
    }

    private static String liveXml(DomainView domain) throws Exception {
        return PrivateLibvirtd.output(
                "virsh", "--connect", libvirtd.uri(), "dumpxml", domain.name());
    }

    private static int ownerOf(Path file) throws IOException {
        return (Integer) Files.getAttribute(file, "unix:uid");
    }

    private static String readUntil(SocketChannel console, String wanted) throws IOException {
        StringBuilder read = new StringBuilder();
        ByteBuffer buffer = ByteBuffer.allocate(4096);
        while (read.indexOf(wanted) < 0 || read.indexOf("EDK II") < 0) {
            if (console.read(buffer.clear()) < 0) {
                throw new IOException("the console ended after: " + read);
            }
            read.append(StandardCharsets.ISO_8859_1.decode(buffer.flip()));
        }
        return read.toString();
    }
}
