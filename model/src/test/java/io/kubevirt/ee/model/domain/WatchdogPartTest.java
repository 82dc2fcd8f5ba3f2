package io.kubevirt.ee.model.domain;

import org.junit.jupiter.api.Test;

class WatchdogPartTest {

    private final PartGolden part = new PartGolden(new WatchdogPart());

    @Test
    void aWatchdogResetsUnlessStated() {
        part.assertMatches(
                "default",
                Requests.emulated(
                        """
                        {"memory": {"guest": "128Mi"}, "devices": {"watchdog": {"name": "w", "i6300esb": {}}}}"""));
    }

    @Test
    void itsActionIsAsStated() {
        part.assertMatches(
                "poweroff",
                Requests.emulated(
                        """
                        {"memory": {"guest": "128Mi"}, "devices": {"watchdog": {"name": "w", "i6300esb": {"action": "poweroff"}}}}"""));
    }
}
