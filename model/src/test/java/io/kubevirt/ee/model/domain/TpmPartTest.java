package io.kubevirt.ee.model.domain;

import org.junit.jupiter.api.Test;

class TpmPartTest {

    private final PartGolden part = new PartGolden(new TpmPart());

    @Test
    void aTpmIsThereWhereItIsMentioned() {
        part.assertMatches(
                "stated",
                Requests.emulated(
                        """
                        {"memory": {"guest": "128Mi"}, "devices": {"tpm": {}}}"""));
    }

    @Test
    void aTpmCanBeRefused() {
        part.assertMatches(
                "refused",
                Requests.emulated(
                        """
                        {"memory": {"guest": "128Mi"}, "devices": {"tpm": {"enabled": false}}}"""));
    }
}
