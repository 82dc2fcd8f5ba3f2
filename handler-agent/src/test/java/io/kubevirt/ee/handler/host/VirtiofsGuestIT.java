package io.kubevirt.ee.handler.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.openapi.JSON;
import io.kubevirt.ee.handler.libvirt.Heard;
import io.kubevirt.ee.handler.libvirt.LibvirtHypervisor;
import io.kubevirt.ee.handler.libvirt.PrivateLibvirtd;
import io.kubevirt.ee.handler.port.LauncherRef;
import io.kubevirt.ee.handler.port.PreparedGuest;
import io.kubevirt.ee.model.domain.DomainRequest;
import io.kubevirt.ee.model.domain.DomainSettings;
import io.kubevirt.ee.model.domain.DomainSettings.Accelerator;
import io.kubevirt.ee.model.domain.DomainXml;
import io.kubevirt.ee.model.domain.GuestResources;
import io.kubevirt.ee.model.domain.GuestResources.KernelFiles;
import io.kubevirt.ee.model.guest.DomainView;
import io.kubevirt.ee.model.guest.GuestNeeds;
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
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real Linux in a real qemu mounts a folder of its pod. */
@Timeout(value = 500, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class VirtiofsGuestIT {

    private static final String NAME = "vms_vm";
    private static final String VOLUME = "settings";

    @TempDir Path directory;
    private TestPod pod;
    private LauncherRef launcher;
    private NodeGuestHost host;
    private PrivateLibvirtd libvirtd;
    private LibvirtHypervisor hypervisor;

    @BeforeEach
    void startPodAndLibvirtd() throws Exception {
        NewerPrograms.install("virtiofsd");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
        PrivateLibvirtd.run(
                Path.of("src/test/sh/guest.sh").toAbsolutePath().toString(),
                directory.resolve("boot").toString());
        pod = new TestPod(directory.resolve("pod"));
        launcher = pod.startLauncher();
        host = TestPod.agent(directory, 2_900_000);
        libvirtd = new PrivateLibvirtd();
        Heard heard = new Heard();
        hypervisor =
                new LibvirtHypervisor(
                        libvirtd.uri(), libvirtd.runDirectory(), heard::changed, heard::connected);
        hypervisor.start();
        heard.awaitConnect();
    }

    @AfterEach
    void end() throws Exception {
        for (DomainView domain : hypervisor.domains()) {
            hypervisor.destroy(domain);
            hypervisor.undefine(domain);
        }
        hypervisor.close();
        libvirtd.close();
        host.release(pod.vmiUid);
        pod.close();
    }

    @Test
    void itReadsWhatThePodHasAndWhatTheKubeletChangesAndWritesNothing() throws Exception {
        SharedFiles files = new SharedFiles(launcher, VOLUME);
        files.bring("1", "colour", "red");
        VirtualMachineInstance vmi = vmi();
        GuestNeeds needs = GuestNeeds.of(vmi);
        PreparedGuest guest = host.prepare(pod.order(launcher, withoutKernel(needs)));
        String xml = xml(vmi, guest.resources());
        Path document = Files.writeString(directory.resolve("domain.xml"), xml);
        PrivateLibvirtd.run("virt-xml-validate", document.toString(), "domain");
        hypervisor.startPaused(NAME, xml);
        DomainView domain = hypervisor.find(NAME).orElseThrow();

        try (SocketChannel console = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            console.connect(UnixDomainSocketAddress.of(guest.resources().serialSocket()));
            hypervisor.resume(domain);
            assertThat(readUntil(console, "guest: colour red"))
                    .contains("guest: mounted", "guest: cannot write")
                    .doesNotContain("sees the node");

            files.bring("2", "colour", "blue");
            readUntil(console, "guest: colour blue");
        }
        hypervisor.destroy(domain);
        hypervisor.undefine(domain);
        TestPod.awaitThat(() -> servers().isEmpty());
        assertThat(SharedFiles.folder(launcher, VOLUME).resolve("new")).doesNotExist();
    }

    /** The tests' own kernel is in no image of the pod. */
    private static GuestNeeds withoutKernel(GuestNeeds needs) {
        return new GuestNeeds(
                needs.disks(),
                needs.nics(),
                Optional.empty(),
                needs.tpm(),
                needs.kept(),
                needs.serialLog(),
                needs.cpus(),
                needs.filesystems());
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
                        .formatted(pod.vmiUid),
                VirtualMachineInstance.class);
    }

    private String xml(VirtualMachineInstance vmi, GuestResources made) {
        Path boot = directory.resolve("boot");
        KernelFiles kernel =
                new KernelFiles(
                        Optional.of(boot.resolve("vmlinuz").toString()),
                        Optional.of(boot.resolve("initrd").toString()));
        GuestResources resources =
                new GuestResources(
                        made.uid(),
                        made.disks(),
                        made.taps(),
                        Optional.of(kernel),
                        made.serialSocket(),
                        made.state(),
                        made.filesystems());
        return DomainXml.of(
                new DomainRequest(
                        vmi,
                        pod.podUid,
                        resources,
                        DomainSettings.standard(Accelerator.EMULATION)));
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
