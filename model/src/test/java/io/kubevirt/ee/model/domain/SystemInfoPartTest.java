package io.kubevirt.ee.model.domain;

import org.junit.jupiter.api.Test;

class SystemInfoPartTest {

    private final PartGolden part = new PartGolden(new SystemInfoPart());

    @Test
    void theGuestReadsItsUuidAndItsMaker() {
        part.assertMatches(
                "default",
                Requests.emulated(
                        """
                        {"memory": {"guest": "128Mi"}, "devices": {}}"""));
    }

    @Test
    void serialAndChassisAreTheInstances() {
        part.assertMatches(
                "stated",
                Requests.emulated(
                        """
                        {"memory": {"guest": "128Mi"}, "devices": {}, "firmware": {"serial": "SN-1"}, "chassis": {"manufacturer": "M", "version": "1", "serial": "C-1", "asset": "A", "sku": "S"}}"""));
    }
}
