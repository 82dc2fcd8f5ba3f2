package io.kubevirt.ee.model.domain;

import org.junit.jupiter.api.Test;

class BalloonPartTest {

    private final PartGolden part = new PartGolden(new BalloonPart());

    @Test
    void freedMemoryGoesBackToTheNode() {
        part.assertMatches(
                "default",
                Requests.emulated(
                        """
                        {"memory": {"guest": "128Mi"}, "devices": {}}"""));
    }

    @Test
    void hugePagesStay() {
        part.assertMatches(
                "hugepages",
                Requests.emulated(
                        """
                        {"memory": {"guest": "128Mi", "hugepages": {"pageSize": "2Mi"}},
                         "devices": {}}"""));
    }

    @Test
    void theBalloonCanBeRefused() {
        part.assertMatches(
                "none",
                Requests.emulated(
                        """
                        {"memory": {"guest": "128Mi"}, "devices": {"autoattachMemBalloon": false}}"""));
    }
}
