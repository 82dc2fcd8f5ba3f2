package io.kubevirt.ee.handler.libvirt;

import io.kubevirt.ee.handler.libvirt.LibvirtNative.StateAndReason;
import io.kubevirt.ee.model.guest.DomainState;
import io.kubevirt.ee.model.guest.DomainState.Off;
import io.kubevirt.ee.model.guest.DomainState.OffCause;
import io.kubevirt.ee.model.guest.DomainState.PauseCause;
import io.kubevirt.ee.model.guest.DomainState.Paused;
import io.kubevirt.ee.model.guest.DomainState.Running;
import io.kubevirt.ee.model.guest.DomainState.ShuttingDown;

/**
 * Libvirt's numbers for states and reasons as types.
 *
 * @see <a href="https://libvirt.org/html/libvirt-libvirt-domain.html">virDomainState and the
 *     reasons, virDomainPausedReason, virDomainShutoffReason</a>
 */
final class DomainStates {

    private DomainStates() {}

    static DomainState of(StateAndReason answer) {
        return switch (answer.state()) {
            case 1, 2 -> new Running(); // running, blocked
            case 3 -> paused(answer.reason());
            case 4 -> new ShuttingDown();
            case 6 -> new Off(OffCause.CRASHED); // crashed and preserved
            case 7 -> new Paused(PauseCause.GUEST_SLEEPS); // pmsuspended
            case 5 -> new Off(offCause(answer.reason()));
            default -> new Off(OffCause.UNKNOWN); // nostate: not known to any driver of ours
        };
    }

    private static DomainState paused(int reason) {
        return reason == 8 ? new ShuttingDown() : new Paused(pauseCause(reason));
    }

    private static PauseCause pauseCause(int reason) {
        return switch (reason) {
            // 0 unknown: after a restart of libvirtd; 1 user; 11 starting up
            case 0, 1, 11 -> PauseCause.ON_REQUEST;
            case 5 -> PauseCause.IO_ERROR;
            default -> PauseCause.OTHER;
        };
    }

    private static OffCause offCause(int reason) {
        return switch (reason) {
            case 0 -> OffCause.UNKNOWN;
            case 1 -> OffCause.SHUTDOWN;
            case 2 -> OffCause.DESTROYED;
            case 3 -> OffCause.CRASHED;
            case 6 -> OffCause.FAILED;
            case 8 -> OffCause.CRASHED; // daemon: libvirtd could not get hold of its qemu again
            default -> OffCause.OTHER;
        };
    }
}
