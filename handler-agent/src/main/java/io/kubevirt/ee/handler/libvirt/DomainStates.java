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
 *     reasons, virDomainPausedReason, virDomainShutoffReason, virDomainCrashedReason</a>
 */
final class DomainStates {

    /** virDomainState, in its order. */
    private enum State {
        NOSTATE,
        RUNNING,
        BLOCKED,
        PAUSED,
        SHUTDOWN,
        SHUTOFF,
        CRASHED,
        PMSUSPENDED,
        /** Any that libvirt may learn. */
        OTHER
    }

    /** virDomainPausedReason, in its order, and what each comes to. */
    private enum PausedReason {
        /** After a restart of libvirtd. */
        UNKNOWN(new Paused(PauseCause.ON_REQUEST)),
        USER(new Paused(PauseCause.ON_REQUEST)),
        MIGRATION(new Paused(PauseCause.LIBVIRT_WORKS)),
        SAVE(new Paused(PauseCause.LIBVIRT_WORKS)),
        DUMP(new Paused(PauseCause.LIBVIRT_WORKS)),
        IOERROR(new Paused(PauseCause.IO_ERROR)),
        WATCHDOG(new Paused(PauseCause.WATCHDOG)),
        FROM_SNAPSHOT(new Paused(PauseCause.LIBVIRT_WORKS)),
        SHUTTING_DOWN(new ShuttingDown()),
        SNAPSHOT(new Paused(PauseCause.LIBVIRT_WORKS)),
        CRASHED(new Paused(PauseCause.PANICKED)),
        STARTING_UP(new Paused(PauseCause.ON_REQUEST)),
        POSTCOPY(new Paused(PauseCause.LIBVIRT_WORKS)),
        POSTCOPY_FAILED(new Paused(PauseCause.LIBVIRT_FAILED)),
        API_ERROR(new Paused(PauseCause.LIBVIRT_FAILED)),
        OTHER(new Paused(PauseCause.OTHER));

        private final DomainState state;

        PausedReason(DomainState state) {
            this.state = state;
        }
    }

    /** virDomainShutoffReason, in its order, and what each comes to. */
    private enum ShutoffReason {
        UNKNOWN(OffCause.UNKNOWN),
        SHUTDOWN(OffCause.SHUTDOWN),
        DESTROYED(OffCause.DESTROYED),
        CRASHED(OffCause.CRASHED),
        MIGRATED(OffCause.MIGRATED),
        SAVED(OffCause.SAVED),
        FAILED(OffCause.FAILED),
        FROM_SNAPSHOT(OffCause.REVERTED),
        /** libvirtd came back and found its qemu gone. */
        DAEMON(OffCause.CRASHED),
        OTHER(OffCause.OTHER);

        private final OffCause cause;

        ShutoffReason(OffCause cause) {
            this.cause = cause;
        }
    }

    /** virDomainCrashedReason, in its order, and what each comes to. */
    private enum CrashedReason {
        UNKNOWN(OffCause.CRASHED),
        PANICKED(OffCause.PANICKED),
        OTHER(OffCause.CRASHED);

        private final OffCause cause;

        CrashedReason(OffCause cause) {
            this.cause = cause;
        }
    }

    private DomainStates() {}

    static DomainState of(StateAndReason answer) {
        return switch (at(State.values(), answer.state())) {
            case RUNNING, BLOCKED -> new Running();
            case PAUSED -> at(PausedReason.values(), answer.reason()).state;
            case SHUTDOWN -> new ShuttingDown();
            case SHUTOFF -> new Off(at(ShutoffReason.values(), answer.reason()).cause);
            // Ended and kept for a look at it.
            case CRASHED -> new Off(at(CrashedReason.values(), answer.reason()).cause);
            case PMSUSPENDED -> new Paused(PauseCause.GUEST_SLEEPS);
            // Not known to any driver of ours.
            case NOSTATE, OTHER -> new Off(OffCause.UNKNOWN);
        };
    }

    /** The last constant stands for all numbers without a name. */
    private static <T> T at(T[] values, int number) {
        int last = values.length - 1;
        return values[number < 0 || number > last ? last : number];
    }
}
