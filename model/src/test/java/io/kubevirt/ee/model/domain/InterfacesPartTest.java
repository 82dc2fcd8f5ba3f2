package io.kubevirt.ee.model.domain;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubevirt.ee.model.domain.DomainSettings.Accelerator;
import io.kubevirt.ee.model.domain.GuestResources.StateFiles;
import org.junit.jupiter.api.Test;

class InterfacesPartTest {

    private final PartGolden part = new PartGolden(new InterfacesPart());

    @Test
    void anInterfaceIsATapThatLibvirtLeavesAlone() {
        part.assertMatches("default", nic("\"masquerade\": {}"));
    }

    @Test
    void modelAddressAndLinkAreAsStated() {
        part.assertMatches(
                "stated",
                nic(
                        """
                        "masquerade": {}, "model": "e1000e", "macAddress": "DE-AD-00-00-BE-AF",
                        "state": "down", "acpiIndex": 7, "pciAddress": "0000:00:09.0\""""));
    }

    @Test
    void aBridgedGuestTakesThePodsAddressUnlessOneIsStated() {
        part.assertMatches("bridge", nic("\"bridge\": {}"));
        part.assertMatches(
                "bridge-stated", nic("\"bridge\": {}, \"macAddress\": \"de:ad:00:00:be:af\""));
    }

    @Test
    void bootingFromTheNetworkNeedsItsRom() {
        part.assertMatches("boot", nic("\"masquerade\": {}, \"bootOrder\": 1"));
    }

    @Test
    void whatPasstServesIsASocketThatQemuComesBackTo() {
        part.assertMatches("passt", nic("\"passtBinding\": {}"));
        part.assertMatches(
                "passt-stated",
                nic(
                        """
                        "passtBinding": {}, "model": "virtio", "macAddress": "DE-AD-00-00-BE-AF",
                        "bootOrder": 1, "acpiIndex": 7, "pciAddress": "0000:00:09.0\""""));
    }

    @Test
    void theGuestsMemoryCanBeMappedByPasst() {
        new PartGolden(new MemoryPart()).assertMatches("passt", nic("\"passtBinding\": {}"));
    }

    @Test
    void theWholeDomainHasItAmongItsDevices() {
        Golden.assertMatches("whole/passt.xml", DomainXml.of(nic("\"passtBinding\": {}")));
    }

    @Test
    void anInterfaceThatIsNotThereIsNamed() {
        DomainRequest bound = nic("\"passtBinding\": {}");
        GuestResources none = GuestResources.bare(1, "s", new StateFiles("n", "t"));

        assertThatThrownBy(
                        () ->
                                new InterfacesPart()
                                        .elements(
                                                new DomainRequest(
                                                        bound.vmi(), "p", none, bound.settings())))
                .hasMessage("interface default was not made ready");
    }

    private static DomainRequest nic(String rest) {
        String domain =
                """
                {"memory": {"guest": "1Gi"},
                 "devices": {"interfaces": [{"name": "default", %s}]}}"""
                        .formatted(rest);
        return Requests.request(
                Requests.vmi(domain, "[]", "[{\"name\": \"default\", \"pod\": {}}]"),
                Accelerator.EMULATION);
    }

    @Test
    void aQueueForEachProcessorWhereThatIsAskedFor() {
        part.assertMatches(
                "multiqueue",
                Requests.request(
                        Requests.vmi(
                                """
                                {"memory": {"guest": "128Mi"}, "cpu": {"cores": 2, "threads": 2},
                                 "devices": {"networkInterfaceMultiqueue": true, "interfaces": [
                                  {"name": "default", "masquerade": {}},
                                  {"name": "socket", "passtBinding": {}},
                                  {"name": "other", "masquerade": {}, "model": "e1000"}]}}""",
                                "[]",
                                "[{\"name\": \"default\", \"pod\": {}}]"),
                        Accelerator.KVM));
    }
}
