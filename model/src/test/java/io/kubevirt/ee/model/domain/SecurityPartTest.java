package io.kubevirt.ee.model.domain;

import org.junit.jupiter.api.Test;

class SecurityPartTest {

    private final PartGolden part = new PartGolden(new SecurityPart());

    @Test
    void qemuRunsUnderTheGuestsUid() {
        part.assertMatches(
                "uid",
                Requests.emulated(
                        """
                        {"memory": {"guest": "128Mi"}, "devices": {}}"""));
    }
}
