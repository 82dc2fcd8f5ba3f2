package io.kubevirt.ee.model.domain;

import org.junit.jupiter.api.Test;

class PanicPartTest {

    private final PartGolden part = new PartGolden(new PanicPart());

    @Test
    void eachDeviceHasItsModelIfItStatesOne() {
        part.assertMatches(
                "devices",
                Requests.emulated(
                        """
                        {"memory": {"guest": "128Mi"}, "devices": {"panicDevices":
                          [{"model": "isa"}, {}]}}"""));
    }

    @Test
    void noDeviceUnlessAskedFor() {
        part.assertMatches(
                "none",
                Requests.emulated(
                        """
                        {"memory": {"guest": "128Mi"}, "devices": {}}"""));
    }
}
