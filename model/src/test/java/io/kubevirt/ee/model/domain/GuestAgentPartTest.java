package io.kubevirt.ee.model.domain;

import org.junit.jupiter.api.Test;

class GuestAgentPartTest {

    private final PartGolden part = new PartGolden(new GuestAgentPart());

    @Test
    void everyGuestHasAChannelForItsAgent() {
        part.assertMatches(
                "channel",
                Requests.emulated(
                        """
                        {"memory": {"guest": "128Mi"}, "devices": {}}"""));
    }
}
