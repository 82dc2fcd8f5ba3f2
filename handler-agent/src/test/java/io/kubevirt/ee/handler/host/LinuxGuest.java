package io.kubevirt.ee.handler.host;

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
import io.kubevirt.ee.model.guest.Architecture;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A real Linux in a real qemu, started in a pod as the agent does; it speaks on its console. */
final class LinuxGuest {

    private static final String NAME = "vms_vm";

    final TestPod pod;
    final LauncherRef launcher;
    final NodeGuestHost host;
    final LibvirtHypervisor hypervisor;
    final PrivateLibvirtd libvirtd;
    private final Path directory;
    private SocketChannel console;

    /**
     * Makes its kernel, a pod and a libvirtd.
     *
     * @param directory below which everything is
     * @param init what it does, {@code src/test/sh/init-…}
     * @param modules of the kernel that this needs
     */
    LinuxGuest(Path directory, String init, String... modules) throws Exception {
        this(Architecture.AMD64, directory, init, modules);
    }

    /** The same of some architecture. */
    LinuxGuest(Architecture architecture, Path directory, String init, String... modules)
            throws Exception {
        this.directory = directory;
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
        List<String> make = new ArrayList<>(List.of("env", "ARCHITECTURE=" + architecture.value()));
        make.add(Path.of("src/test/sh/guest.sh").toAbsolutePath().toString());
        make.addAll(List.of(boot().toString(), init));
        make.addAll(List.of(modules));
        PrivateLibvirtd.run(make.toArray(String[]::new));
        pod = new TestPod(directory.resolve("pod"));
        launcher = pod.startLauncher();
        libvirtd = new PrivateLibvirtd();
        host =
                new NodeGuestHost(
                        TestPod.settings(directory, 2_900_000)
                                .withLibvirtRun(libvirtd.runDirectory()));
        Heard heard = new Heard();
        hypervisor =
                new LibvirtHypervisor(
                        libvirtd.uri(), libvirtd.runDirectory(), heard::changed, heard::connected);
        hypervisor.start();
        heard.awaitConnect();
    }

    private Path boot() {
        return directory.resolve("boot");
    }

    /** What the node has for it; the kernel is in no image of the pod. */
    PreparedGuest prepare(VirtualMachineInstance vmi) throws Exception {
        return host.prepare(
                pod.order(launcher, GuestNeeds.of(vmi).withKernelBoot(Optional.empty())));
    }

    /** Starts it paused, when its domain is one that libvirt's schema knows, and listens to it. */
    DomainView start(VirtualMachineInstance vmi, PreparedGuest guest) throws Exception {
        String xml = xml(vmi, guest.resources());
        Path document = Files.writeString(directory.resolve("domain.xml"), xml);
        PrivateLibvirtd.run("virt-xml-validate", document.toString(), "domain");
        hypervisor.startPaused(NAME, xml);
        console = SocketChannel.open(StandardProtocolFamily.UNIX);
        console.connect(UnixDomainSocketAddress.of(guest.resources().serialSocket()));
        return hypervisor.find(NAME).orElseThrow();
    }

    private String xml(VirtualMachineInstance vmi, GuestResources made) {
        KernelFiles kernel =
                new KernelFiles(
                        Optional.of(boot().resolve("vmlinuz").toString()),
                        Optional.of(boot().resolve("initrd").toString()));
        GuestResources resources = made.withKernelBoot(Optional.of(kernel));
        return DomainXml.of(
                new DomainRequest(
                        vmi,
                        pod.podUid,
                        resources,
                        DomainSettings.standard(Accelerator.EMULATION)));
    }

    /** Everything that it says until it has said this. */
    String hear(String wanted) throws IOException {
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

    /** Runs a command of libvirt's own client. */
    String virsh(String... command) throws Exception {
        List<String> whole = new ArrayList<>(List.of("virsh", "-c", libvirtd.uri()));
        whole.addAll(List.of(command));
        return PrivateLibvirtd.output(whole.toArray(String[]::new));
    }

    /** Ends it, and all that was made for it. */
    void close() throws Exception {
        if (console != null) {
            console.close();
        }
        for (DomainView domain : hypervisor.domains()) {
            hypervisor.destroy(domain);
            hypervisor.undefine(domain);
        }
        hypervisor.close();
        libvirtd.close();
        host.release(pod.vmiUid);
        pod.close();
    }
}
