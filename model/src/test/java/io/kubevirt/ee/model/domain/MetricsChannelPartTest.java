package io.kubevirt.ee.model.domain;

import io.kubevirt.ee.model.domain.DomainSettings.Accelerator;
import org.junit.jupiter.api.Test;

class MetricsChannelPartTest {
    private final PartGolden part = new PartGolden(new MetricsChannelPart());

    @Test
    void aGuestThatAsksHasAChannelOfItsOwn() {
        part.assertMatches(
                "asks",
                Requests.emulated(
                        """
                        {"memory": {"guest": "128Mi"}, "devices": {"downwardMetrics": {}}}"""));
    }

    @Test
    void theWholeDomainHasItAndADiskThatCannotBeWritten() {
        Golden.assertMatches(
                "whole/downwardmetrics.xml",
                DomainXml.of(
                        Requests.request(
                                Requests.vmi(
                                        """
                                        {"memory": {"guest": "128Mi"}, "devices": {"downwardMetrics": {},
                                         "disks": [{"name": "figures", "disk": {"bus": "virtio"}}]}}""",
                                        """
                                        [{"name": "figures", "downwardMetrics": {}}]""",
                                        "[]"),
                                Accelerator.EMULATION)));
    }

    @Test
    void othersHaveNone() {
        part.assertMatches(
                "none",
                Requests.emulated(
                        """
                        {"memory": {"guest": "128Mi"}, "devices": {}}"""));
    }
}
