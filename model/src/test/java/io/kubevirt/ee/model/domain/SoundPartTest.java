package io.kubevirt.ee.model.domain;

import org.junit.jupiter.api.Test;

class SoundPartTest {

    private final PartGolden part = new PartGolden(new SoundPart());

    @Test
    void aSoundCardIsAsStated() {
        part.assertMatches(
                "ac97",
                Requests.emulated(
                        """
                        {"memory": {"guest": "128Mi"}, "devices": {"sound": {"name": "s", "model": "ac97"}}}"""));
    }

    @Test
    void ich9UnlessStated() {
        part.assertMatches(
                "default",
                Requests.emulated(
                        """
                        {"memory": {"guest": "128Mi"}, "devices": {"sound": {"name": "s"}}}"""));
    }
}
