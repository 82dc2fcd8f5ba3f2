package io.kubevirt.ee.model.guest;

import io.kubevirt.ee.model.v1.VirtualMachineInstance;
import java.time.Duration;

/** How long a guest may take to shut down. */
public final class GracePeriod {

    private static final Duration UNLESS_STATED = Duration.ofSeconds(180);

    private GracePeriod() {}

    /** As the VMI states, or three minutes. */
    public static Duration of(VirtualMachineInstance vmi) {
        Long seconds = vmi.spec().terminationGracePeriodSeconds();
        return seconds == null ? UNLESS_STATED : Duration.ofSeconds(seconds);
    }

    /** What is left of it for a guest that was asked to stop; not positive: it is over. */
    static Duration left(GuestView view) {
        return Duration.between(view.now(), view.stopAskedAt().orElseThrow())
                .plus(of(view.instance()));
    }
}
