package io.kubevirt.ee.model.domain;

import org.junit.jupiter.api.Test;

class LifecyclePartTest {

    private final PartGolden part = new PartGolden(new LifecyclePart());

    @Test
    void theGuestMayRebootAndEnds() {
        part.assertMatches(
                "default",
                Requests.emulated(
                        """
                        {"memory": {"guest": "128Mi"}, "devices": {}}"""));
    }

    @Test
    void aPanicIsKeptUntilItIsWrittenDown() {
        part.assertMatches(
                "panic",
                Requests.emulated(
                        """
                        {"memory": {"guest": "128Mi"}, "devices": {"panicDevices": [{}]}}"""));
    }

    @Test
    void aRebootCanBeTheEnd() {
        part.assertMatches(
                "terminate",
                Requests.emulated(
                        """
                        {"rebootPolicy": "Terminate", "memory": {"guest": "128Mi"}, "devices": {}}"""));
    }
}
