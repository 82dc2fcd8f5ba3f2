package io.kubevirt.ee.model.domain;

import org.junit.jupiter.api.Test;

class IdentityPartTest {

    private final PartGolden part = new PartGolden(new IdentityPart());

    @Test
    void aDomainIsNamedAfterItsInstanceAndSaysWhoseItIs() {
        part.assertMatches(
                "named",
                Requests.emulated(
                        """
                        {"memory": {"guest": "128Mi"}, "devices": {}}"""));
    }

    @Test
    void theUuidOfTheFirmwareIsTheDomains() {
        part.assertMatches(
                "stated-uuid",
                Requests.emulated(
                        """
                        {"memory": {"guest": "128Mi"}, "devices": {}, "firmware": {"uuid": "5D307CA9-B3EF-428C-8861-06E72D69F223"}}"""));
    }
}
