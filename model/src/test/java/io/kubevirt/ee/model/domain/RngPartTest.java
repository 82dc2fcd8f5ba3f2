package io.kubevirt.ee.model.domain;

import org.junit.jupiter.api.Test;

class RngPartTest {

    private final PartGolden part = new PartGolden(new RngPart());

    @Test
    void randomnessComesFromTheNode() {
        part.assertMatches(
                "urandom",
                Requests.emulated(
                        """
                        {"memory": {"guest": "128Mi"}, "devices": {"rng": {}}}"""));
    }

    @Test
    void noRngUnlessAskedFor() {
        part.assertMatches(
                "none",
                Requests.emulated(
                        """
                        {"memory": {"guest": "128Mi"}, "devices": {}}"""));
    }
}
