package io.kubevirt.ee.model.guest;

/**
 * What libvirt says about a domain and why, reduced to what decisions differ by.
 *
 * @see <a
 *     href="https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainState">virDomainState</a>
 */
public sealed interface DomainState {

    /** The guest's CPUs run (or wait for work). */
    record Running() implements DomainState {}

    /** qemu lives, the guest's CPUs do not run. */
    record Paused(PauseCause cause) implements DomainState {}

    /** The guest has shut itself down; qemu is about to end. */
    record ShuttingDown() implements DomainState {}

    /** There is no guest: never was, or not any more; of one that panicked qemu is kept. */
    record Off(OffCause cause) implements DomainState {}

    /** Why a domain is paused. */
    enum PauseCause {
        /** Started paused, or paused by a user: libvirt does not tell them apart. */
        ON_REQUEST,
        /** An image could not be read or written. */
        IO_ERROR,
        /** The guest's watchdog was not fed. */
        WATCHDOG,
        /** The guest's kernel panicked. */
        PANICKED,
        /** The guest put itself to sleep (ACPI S3). */
        GUEST_SLEEPS,
        /** A snapshot, a dump, a migration: something that libvirt was asked for on the node. */
        LIBVIRT_WORKS,
        /** Libvirt could not let it go on after such a thing. */
        LIBVIRT_FAILED,
        /** For a reason that libvirt has learned since this was written. */
        OTHER
    }

    /** Why a domain is off. */
    enum OffCause {
        /**
         * Defined and not started; or the reason was lost with a restart of libvirtd or the node.
         */
        UNKNOWN,
        /** The guest shut itself down. */
        SHUTDOWN,
        /** Ended by a call of libvirt's API. */
        DESTROYED,
        /** qemu ended by itself or was killed. */
        CRASHED,
        /** The guest's kernel panicked. */
        PANICKED,
        /** It could not be started. */
        FAILED,
        /** Its memory was saved to a file. */
        SAVED,
        /** It was moved to another libvirt. */
        MIGRATED,
        /** It was reverted to a snapshot taken while it was off. */
        REVERTED,
        /** For a reason that libvirt has learned since this was written. */
        OTHER
    }
}
