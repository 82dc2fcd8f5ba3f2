package io.kubevirt.ee.model.domain;

import io.kubevirt.ee.model.domain.DomainSettings.Accelerator;
import org.junit.jupiter.api.Test;

/** A guest of before virtio 1.0: every virtio device is one that it knows as well. */
class TransitionalTest {

    @Test
    void everyVirtioDeviceIsTransitional() {
        Golden.assertMatches(
                "whole/transitional.xml",
                DomainXml.of(
                        Requests.request(
                                Requests.vmi(
                                        """
                                        {"cpu": {"cores": 2}, "memory": {"guest": "128Mi"},
                                         "devices": {"useVirtioTransitional": true, "rng": {},
                                           "blockMultiQueue": true,
                                           "disks": [{"name": "a", "disk": {"bus": "virtio"}},
                                                     {"name": "b", "disk": {"bus": "scsi"}}],
                                           "interfaces": [{"name": "default", "masquerade": {}}]}}""",
                                        """
                                        [{"name": "a", "emptyDisk": {"capacity": "1Mi"}},
                                         {"name": "b", "emptyDisk": {"capacity": "1Mi"}}]""",
                                        "[{\"name\": \"default\", \"pod\": {}}]"),
                                Accelerator.EMULATION)));
    }
}
