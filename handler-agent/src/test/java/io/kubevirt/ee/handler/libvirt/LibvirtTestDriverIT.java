package io.kubevirt.ee.handler.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubevirt.ee.handler.port.HypervisorRefused;
import io.kubevirt.ee.model.guest.DomainState;
import io.kubevirt.ee.model.guest.DomainState.Off;
import io.kubevirt.ee.model.guest.DomainState.OffCause;
import io.kubevirt.ee.model.guest.DomainState.Running;
import io.kubevirt.ee.model.guest.DomainView;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.libvirt.Connect;
import org.libvirt.Domain;
import org.libvirt.LibvirtException;

/** Against libvirt's own in-memory driver: the real client library, no daemon and no guest. */
class LibvirtTestDriverIT {

    private static final String URI = "test:///default";
    private static final String NAME = "ns1_vm1";
    private static final String UUID = "f681618f-337e-3b36-9525-cb0a62107954";
    private static final String STRANGER = "test"; // the driver has it from the start

    private final Heard heard = new Heard();
    private final LibvirtHypervisor hypervisor =
            new LibvirtHypervisor(URI, Path.of("/nowhere"), heard::changed, heard::connected);
    private Connect direct;

    @BeforeEach
    void connect() throws LibvirtException, InterruptedException {
        hypervisor.start();
        heard.awaitConnect();
        direct = new Connect(URI);
    }

    @AfterEach
    void disconnect() throws LibvirtException {
        direct.close();
        hypervisor.close();
    }

    @Test
    void strangersAreNeitherShownNorTouched() throws Exception {
        Domain stranger = direct.domainLookupByName(STRANGER);
        DomainView disguised =
                new DomainView(
                        STRANGER,
                        stranger.getUUIDString(),
                        "uid-1",
                        "pod-1",
                        new Running(),
                        OptionalLong.empty());

        hypervisor.destroy(disguised);
        hypervisor.pressPowerButton(disguised);
        hypervisor.undefine(disguised);

        assertThat(hypervisor.domains()).isEmpty();
        assertThat(hypervisor.find(STRANGER)).isEmpty();
        assertThat(stranger.isActive()).isEqualTo(1);
        assertThatThrownBy(() -> hypervisor.startPaused(STRANGER, xml(STRANGER)))
                .isInstanceOf(HypervisorRefused.class)
                .hasMessage("libvirt on this node has a domain named test that is not KubeVirt's");
        assertThat(stranger.isActive()).isEqualTo(1);
    }

    @Test
    void ourDomainsAreFoundByTheirMetadata() throws Exception {
        Domain domain = direct.domainDefineXML(xml(NAME));
        assertThat(hypervisor.find(NAME)).contains(view(new Off(OffCause.UNKNOWN)));

        domain.create();
        heard.awaitChange(NAME);
        assertThat(hypervisor.domains()).containsExactly(view(new Running()));

        hypervisor.pressPowerButton(view(new Running()));
        assertThat(hypervisor.find(NAME)).contains(view(new Off(OffCause.SHUTDOWN)));

        hypervisor.pressPowerButton(view(new Running()));
        hypervisor.destroy(view(new Running()));
        hypervisor.undefine(view(new Running()));
        assertThat(hypervisor.find(NAME)).isEmpty();
        hypervisor.undefine(view(new Running()));
    }

    @Test
    void aDomainOfAnotherVmiIsLeftAlone() throws Exception {
        Domain domain = direct.domainDefineXML(xml(NAME));
        domain.create();
        DomainView old =
                new DomainView(NAME, UUID, "uid-0", "pod-0", new Running(), OptionalLong.empty());

        hypervisor.destroy(old);
        hypervisor.undefine(old);

        assertThat(hypervisor.find(NAME)).contains(view(new Running()));
        hypervisor.destroy(view(new Running()));
        assertThat(hypervisor.find(NAME)).contains(view(new Off(OffCause.DESTROYED)));
        hypervisor.undefine(view(new Running()));
    }

    @Test
    void whatLibvirtDoesNotUnderstandItNeverWill() {
        assertThatThrownBy(
                        () ->
                                hypervisor.startPaused(
                                        "a_b",
                                        "<domain type='test'><name>a_b</name><memory>no</memory></domain>"))
                .isInstanceOfSatisfying(
                        HypervisorRefused.class,
                        refused ->
                                assertThat(refused.kind()).isEqualTo(HypervisorRefused.Kind.NEVER));
    }

    @Test
    void libvirtSaysWhichVersionItIs() {
        assertThat(hypervisor.version()).matches("\\d+\\.\\d+\\.\\d+");
        assertThat(hypervisor.isConnected()).isTrue();
    }

    private static DomainView view(DomainState state) {
        return new DomainView(NAME, UUID, "uid-1", "pod-1", state, OptionalLong.empty());
    }

    private static String xml(String name) {
        return """
        <domain type='test'>
          <name>%s</name>
          <uuid>%s</uuid>
          <metadata><kubevirt xmlns="http://kubevirt.io"><uid>uid-1</uid><podUid>pod-1</podUid></kubevirt></metadata>
          <memory>65536</memory>
          <os><type>hvm</type></os>
        </domain>"""
                .formatted(name, UUID);
    }
}
