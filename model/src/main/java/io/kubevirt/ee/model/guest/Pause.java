package io.kubevirt.ee.model.guest;

import io.kubevirt.ee.model.condition.ObjectEvent;
import io.kubevirt.ee.model.condition.Reason;
import io.kubevirt.ee.model.guest.DomainState.PauseCause;
import java.util.List;

/**
 * Why a guest's CPUs stand still, for its user.
 *
 * @param reason of the conditions and of the event
 * @param wanted whether somebody asked for it
 * @param message what happened, and what to do
 */
record Pause(Reason reason, boolean wanted, String message) {

    static Pause of(PauseCause cause) {
        return switch (cause) {
            case ON_REQUEST -> new Pause(Reason.PAUSED_BY_USER, true, "VMI was paused by user");
            case IO_ERROR ->
                    new Pause(
                            Reason.PAUSED_IO_ERROR,
                            false,
                            "VMI was paused, low-level IO error detected; it goes on when its disks"
                                    + " can be read and written again.");
            case WATCHDOG ->
                    new Pause(
                            Reason.PAUSED_WATCHDOG,
                            false,
                            "The guest stopped feeding its watchdog and is paused: look at its"
                                    + " console, then restart the VM.");
            case PANICKED ->
                    new Pause(
                            Reason.PAUSED_PANICKED,
                            false,
                            "The guest's kernel panicked and it is paused: look at its console, then"
                                    + " restart the VM.");
            case GUEST_SLEEPS ->
                    new Pause(Reason.PAUSED_SLEEPS, true, "The guest put itself to sleep.");
            case LIBVIRT_WORKS ->
                    new Pause(
                            Reason.PAUSED_BY_LIBVIRT,
                            true,
                            "The guest is paused while libvirt works on it: somebody asked for that"
                                    + " on the node.");
            case LIBVIRT_FAILED, OTHER ->
                    new Pause(
                            Reason.PAUSED_BY_FAILURE,
                            false,
                            "The guest is paused because libvirt could not let it go on: libvirt's"
                                    + " log on the node says more; restart the VM.");
        };
    }

    /** The same, of a guest with volumes that cannot grow. */
    Pause withFull(List<String> volumes) {
        return volumes.isEmpty()
                ? this
                : new Pause(
                        reason,
                        wanted,
                        message + " There is no room for: " + String.join(", ", volumes) + ".");
    }

    ObjectEvent event() {
        return wanted ? ObjectEvent.normal(reason, message) : ObjectEvent.warning(reason, message);
    }
}
