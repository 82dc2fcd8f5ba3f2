package io.kubevirt.ee.model.domain;

import org.junit.jupiter.api.Test;

class GraphicsPartTest {

    private final PartGolden part = new PartGolden(new GraphicsPart());

    @Test
    void theScreenIsVgaAndItsServerListensNowhere() {
        part.assertMatches(
                "default",
                Requests.emulated(
                        """
                        {"memory": {"guest": "128Mi"}, "devices": {}}"""));
    }

    @Test
    void aStatedScreenIsTaken() {
        part.assertMatches(
                "virtio",
                Requests.emulated(
                        """
                        {"memory": {"guest": "128Mi"}, "devices": {"video": {"type": "virtio"}}}"""));
    }

    @Test
    void theScreenCanBeRefused() {
        part.assertMatches(
                "none",
                Requests.emulated(
                        """
                        {"memory": {"guest": "128Mi"}, "devices": {"autoattachGraphicsDevice": false}}"""));
    }
}
