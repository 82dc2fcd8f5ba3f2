package io.kubevirt.ee.model.domain;

import org.junit.jupiter.api.Test;

class ClockPartTest {

    private final PartGolden part = new PartGolden(new ClockPart());

    @Test
    void theClockIsUtcWithTheUsualTimers() {
        part.assertMatches(
                "default",
                Requests.emulated(
                        """
                        {"memory": {"guest": "128Mi"}, "devices": {}}"""));
    }

    @Test
    void anOffsetIsKept() {
        part.assertMatches(
                "offset",
                Requests.emulated(
                        """
                        {"memory": {"guest": "128Mi"}, "devices": {}, "clock": {"utc": {"offsetSeconds": 3600}}}"""));
    }

    @Test
    void aTimezoneIsKept() {
        part.assertMatches(
                "timezone",
                Requests.emulated(
                        """
                        {"memory": {"guest": "128Mi"}, "devices": {}, "clock": {"timezone": "Europe/Berlin"}}"""));
    }

    @Test
    void timersAreAsStated() {
        part.assertMatches(
                "timers",
                Requests.kvm(
                        """
                        {"memory": {"guest": "128Mi"}, "devices": {}, "clock": {"utc": {}, "timer": {"rtc": {"tickPolicy": "catchup", "track": "guest"}, "pit": {"tickPolicy": "delay"}, "hpet": {"present": false}, "kvm": {"present": true}, "hyperv": {"present": true}}}}"""));
    }
}
