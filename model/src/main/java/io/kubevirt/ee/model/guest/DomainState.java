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

    /** There is no qemu: never was, or not any more. */
    record Off(OffCause cause) implements DomainState {}

    /** Why a domain is paused. */
    enum PauseCause {
        /** Started paused, or paused by a user: libvirt does not tell them apart. */
        ON_REQUEST,
        /** An image could not be written. */
        IO_ERROR,
        /** The guest put itself to sleep (ACPI S3). */
        GUEST_SLEEPS,
        /** Anything else, such as a snapshot under way. */
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
        /** qemu ended by itself, was killed, or the guest panicked. */
        CRASHED,
        /** It could not be started. */
        FAILED,
        /** Saved, migrated away, or reverted to a snapshot taken while it was off. */
        OTHER
    }
}
