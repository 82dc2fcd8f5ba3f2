package io.kubevirt.ee.handler.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.handler.port.HypervisorRefused;
import io.kubevirt.ee.model.guest.DomainView;
import io.kubevirt.ee.model.guest.GuestNeeds;
import io.kubevirt.ee.model.guest.NicNeed;
import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A libvirtd of the tests' own, and the agent's connection to it. */
final class ConnectedLibvirtd implements AutoCloseable {

    private static final String NAME = "ns1_device";

    final PrivateLibvirtd libvirtd = new PrivateLibvirtd();
    final LibvirtHypervisor hypervisor;

    ConnectedLibvirtd() throws IOException, InterruptedException {
        Heard heard = new Heard();
        hypervisor =
                new LibvirtHypervisor(
                        libvirtd.uri(), libvirtd.runDirectory(), heard::changed, heard::connected);
        hypervisor.start();
        heard.awaitConnect();
    }

    /** Its domain is one that libvirt's schema knows, and a real qemu starts it. */
    void assertStarts(VirtualMachineInstance vmi, Path scratch) throws Exception {
        String xml = new TestDomains(libvirtd).xml(vmi);
        Path file = Files.writeString(scratch.resolve("domain.xml"), xml);
        PrivateLibvirtd.run("virt-xml-validate", file.toString(), "domain");
        List<NicNeed> nics = GuestNeeds.of(vmi).nics();
        for (NicNeed nic : nics) {
            addTap(nic);
        }
        try {
            assertStarts(xml);
        } finally {
            for (NicNeed nic : nics) {
                PrivateLibvirtd.run("ip", "link", "delete", nic.tap());
            }
        }
    }

    private void addTap(NicNeed nic) throws IOException, InterruptedException {
        List<String> add =
                new ArrayList<>(List.of("ip", "tuntap", "add", "dev", nic.tap(), "mode", "tap"));
        add.addAll(List.of("user", Integer.toString(libvirtd.guestUid()), "vnet_hdr"));
        if (nic.queues() > 1) {
            add.add("multi_queue");
        }
        PrivateLibvirtd.run(add.toArray(String[]::new));
    }

    /** It starts and goes on. */
    void assertStarts(String xml) throws HypervisorRefused {
        hypervisor.startPaused(NAME, xml);
        DomainView domain = hypervisor.find(NAME).orElseThrow();
        hypervisor.resume(domain);
        assertThat(hypervisor.find(NAME).orElseThrow().qemuPid()).isPresent();
        hypervisor.destroy(domain);
        hypervisor.undefine(domain);
    }

    @Override
    public void close() throws IOException {
        hypervisor.close();
        libvirtd.close();
    }
}
