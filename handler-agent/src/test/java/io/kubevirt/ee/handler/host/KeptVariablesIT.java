package io.kubevirt.ee.handler.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.handler.libvirt.Heard;
import io.kubevirt.ee.handler.libvirt.LibvirtHypervisor;
import io.kubevirt.ee.handler.libvirt.PrivateLibvirtd;
import io.kubevirt.ee.handler.libvirt.TestDomains;
import io.kubevirt.ee.handler.port.LauncherRef;
import io.kubevirt.ee.handler.port.PreparedGuest;
import io.kubevirt.ee.model.domain.DomainRequest;
import io.kubevirt.ee.model.domain.DomainSettings;
import io.kubevirt.ee.model.domain.DomainSettings.Accelerator;
import io.kubevirt.ee.model.domain.DomainXml;
import io.kubevirt.ee.model.guest.DomainView;
import io.kubevirt.ee.model.guest.GuestNeeds;
import io.kubevirt.ee.model.launcher.VolumePaths;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A variable that one guest of a machine set is there for the next: real qemu, real UEFI. */
@Timeout(value = 400, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KeptVariablesIT {

    private static final String NAME = "setvar kept -guid 11111111-2222-3333-4444-555555555555";
    private static final String WRITTEN = "78 56 34 12";
    private static final String PROMPT = "Shell>";

    @TempDir Path parent;
    private final Heard heard = new Heard();
    private Path directory;
    private PrivateLibvirtd libvirtd;
    private LibvirtHypervisor hypervisor;
    private TestClaim claim;

    @BeforeEach
    void start() throws Exception {
        directory = Files.createDirectory(parent.resolve("node"));
        for (Path folder : new Path[] {parent, directory}) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        }
        // As on a node: what the agent mounts here, libvirtd sees.
        PrivateLibvirtd.run("mount", "--bind", directory.toString(), directory.toString());
        PrivateLibvirtd.run("mount", "--make-private", directory.toString());
        PrivateLibvirtd.run("mount", "--make-shared", directory.toString());
        claim = new TestClaim(directory.resolve("claim"), 10 << 20).formatted();
        libvirtd = new PrivateLibvirtd();
        hypervisor =
                new LibvirtHypervisor(
                        libvirtd.uri(), libvirtd.runDirectory(), heard::changed, heard::connected);
        hypervisor.start();
        heard.awaitConnect();
    }

    @AfterEach
    void end() throws Exception {
        hypervisor.close();
        libvirtd.close();
        claim.close();
        PrivateLibvirtd.run("umount", directory.toString());
    }

    @Test
    void aVariableOfOneRunIsThereInTheNext() throws Exception {
        String first = inShell("one", 2_900_100, NAME + " -bs -nv =0x12345678", PROMPT);
        assertThat(first).doesNotContain(WRITTEN);

        String next = inShell("two", 2_900_200, NAME, WRITTEN);

        assertThat(next).contains(WRITTEN);
    }

    /** Starts a guest as the agent does, types into UEFI's shell, ends and releases the guest. */
    private String inShell(String name, int uid, String command, String answer) throws Exception {
        try (TestPod pod = new TestPod(directory.resolve(name))) {
            LauncherRef launcher = pod.startLauncher();
            claim.mountIn(launcher, VolumePaths.STATE.substring("/var".length()));
            NodeGuestHost host = TestPod.agent(directory, uid);
            VirtualMachineInstance vmi = vmi();
            PreparedGuest guest = host.prepare(pod.order(launcher, GuestNeeds.of(vmi)));
            hypervisor.startPaused(
                    "ns1_uefi",
                    DomainXml.of(
                            new DomainRequest(
                                    vmi,
                                    "pod-1",
                                    guest.resources(),
                                    DomainSettings.standard(Accelerator.EMULATION))));
            DomainView domain = hypervisor.find("ns1_uefi").orElseThrow();
            try (SocketChannel console = SocketChannel.open(StandardProtocolFamily.UNIX)) {
                console.connect(UnixDomainSocketAddress.of(guest.resources().serialSocket()));
                hypervisor.resume(domain);
                readUntil(console, PROMPT);
                console.write(ByteBuffer.wrap((command + "\r").getBytes()));
                return readUntil(console, answer);
            } finally {
                hypervisor.destroy(domain);
                hypervisor.undefine(domain);
                host.release(pod.vmiUid);
            }
        }
    }

    private static VirtualMachineInstance vmi() {
        return TestDomains.vmi(
                "uefi",
                """
                {"memory": {"guest": "128Mi"}, "devices": {}, "firmware":
                   {"bootloader": {"efi": {"secureBoot": false, "persistent": true}}}}""",
                "[]");
    }

    private static String readUntil(SocketChannel console, String wanted) throws IOException {
        StringBuilder read = new StringBuilder();
        ByteBuffer buffer = ByteBuffer.allocate(4096);
        while (read.indexOf(wanted) < 0) {
            if (console.read(buffer.clear()) < 0) {
                throw new IOException("the console ended after: " + read);
            }
            read.append(StandardCharsets.ISO_8859_1.decode(buffer.flip()));
        }
        return read.toString();
    }
}
