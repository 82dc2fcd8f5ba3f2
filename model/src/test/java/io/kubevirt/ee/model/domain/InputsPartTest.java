package io.kubevirt.ee.model.domain;

import org.junit.jupiter.api.Test;

class InputsPartTest {

    private final PartGolden part = new PartGolden(new InputsPart());

    @Test
    void noPointerUnlessAskedFor() {
        part.assertMatches(
                "none",
                Requests.emulated(
                        """
                        {"memory": {"guest": "128Mi"}, "devices": {}}"""));
    }

    @Test
    void pointersAreAsStated() {
        part.assertMatches(
                "stated",
                Requests.emulated(
                        """
                        {"memory": {"guest": "128Mi"}, "devices": {"inputs": [{"type": "tablet", "bus": "virtio", "name": "t"}, {"type": "tablet", "name": "u"}]}}"""));
    }

    @Test
    void aTabletIsAddedWhereOneIsWanted() {
        part.assertMatches(
                "auto",
                Requests.emulated(
                        """
                        {"memory": {"guest": "128Mi"}, "devices": {"autoattachInputDevice": true}}"""));
    }
}
