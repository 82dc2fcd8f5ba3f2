package io.kubevirt.ee.model.domain;

import io.kubevirt.ee.model.domain.DomainSettings.Accelerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedirectedUsbPartTest {
    private final PartGolden part = new PartGolden(new RedirectedUsbPart());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    asks | {"clientPassthrough": {}}
                    none | {}
                    none | {"inputs": [{"name": "tablet", "type": "tablet", "bus": "usb"}]}
                    """)
    void aGuestThatAsksHasFourSlotsAndOthersNone(String golden, String devices) {
        part.assertMatches(
                golden,
                Requests.emulated(
                        "{\"memory\": {\"guest\": \"128Mi\"}, \"devices\": %s}"
                                .formatted(devices)));
    }

    @Test
    void theWholeDomainHasAControllerForThem() {
        Golden.assertMatches(
                "whole/clientpassthrough.xml",
                DomainXml.of(
                        Requests.request(
                                Requests.vmi(
                                        """
                                        {"memory": {"guest": "128Mi"}, "devices": {"clientPassthrough": {}}}""",
                                        "[]",
                                        "[]"),
                                Accelerator.EMULATION)));
    }
}
