package io.kubevirt.ee.handler.libvirt;

import java.util.Arrays;
import java.util.Optional;

/**
 * Libvirt's lifecycle events with their details, and what a domain's state says after each. An
 * event only asks for a look: what follows is decided from the state, which a restart does not
 * lose.
 *
 * @see <a href="https://libvirt.org/html/libvirt-libvirt-domain.html">virDomainEventType and the
 *     details of each type</a>
 */
enum LifecycleEvent {
    DEFINED_ADDED(0, 0),
    DEFINED_UPDATED(0, 1),
    DEFINED_RENAMED(0, 2),
    DEFINED_FROM_SNAPSHOT(0, 3),
    UNDEFINED_REMOVED(1, 0),
    UNDEFINED_RENAMED(1, 1),
    STARTED_BOOTED(2, 0),
    STARTED_MIGRATED(2, 1),
    STARTED_RESTORED(2, 2),
    STARTED_FROM_SNAPSHOT(2, 3),
    STARTED_WAKEUP(2, 4),
    STARTED_RECOVERED(2, 5),
    SUSPENDED_PAUSED(3, 0),
    SUSPENDED_MIGRATED(3, 1),
    SUSPENDED_IOERROR(3, 2),
    SUSPENDED_WATCHDOG(3, 3),
    SUSPENDED_RESTORED(3, 4),
    SUSPENDED_FROM_SNAPSHOT(3, 5),
    SUSPENDED_API_ERROR(3, 6),
    SUSPENDED_POSTCOPY(3, 7),
    SUSPENDED_POSTCOPY_FAILED(3, 8),
    SUSPENDED_GUEST_SHUTDOWN(3, 9),
    RESUMED_UNPAUSED(4, 0),
    RESUMED_MIGRATED(4, 1),
    RESUMED_FROM_SNAPSHOT(4, 2),
    RESUMED_POSTCOPY(4, 3),
    RESUMED_POSTCOPY_FAILED(4, 4),
    STOPPED_SHUTDOWN(5, 0),
    STOPPED_DESTROYED(5, 1),
    STOPPED_CRASHED(5, 2),
    STOPPED_MIGRATED(5, 3),
    STOPPED_SAVED(5, 4),
    STOPPED_FAILED(5, 5),
    STOPPED_FROM_SNAPSHOT(5, 6),
    STOPPED_RECOVERED(5, 7),
    SHUTDOWN_FINISHED(6, 0),
    SHUTDOWN_GUEST(6, 1),
    SHUTDOWN_HOST(6, 2),
    PMSUSPENDED_MEMORY(7, 0),
    PMSUSPENDED_DISK(7, 1),
    CRASHED_PANICKED(8, 0),
    CRASHED_CRASHLOADED(8, 1);

    private final int type;
    private final int detail;

    LifecycleEvent(int type, int detail) {
        this.type = type;
        this.detail = detail;
    }

    /** The event of libvirt's numbers; empty: libvirt has learned it since this was written. */
    static Optional<LifecycleEvent> of(int type, int detail) {
        return Arrays.stream(values())
                .filter(event -> event.type == type && event.detail == detail)
                .findFirst();
    }

    /** Its name, or the numbers of one that has none here. */
    static String named(int type, int detail) {
        return of(type, detail).map(Enum::name).orElse("event " + type + ", detail " + detail);
    }
}
