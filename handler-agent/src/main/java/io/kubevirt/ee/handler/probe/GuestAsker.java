package io.kubevirt.ee.handler.probe;

import io.kubevirt.ee.model.probe.ProbeCheck;
import io.kubevirt.ee.model.probe.ProbeOutcome;
import java.time.Duration;

/** Checks a guest once. */
@FunctionalInterface
interface GuestAsker {

    /** Waits for the guest, not much longer than {@code atMost}. */
    ProbeOutcome ask(Place place, ProbeCheck check, Duration atMost);
}
