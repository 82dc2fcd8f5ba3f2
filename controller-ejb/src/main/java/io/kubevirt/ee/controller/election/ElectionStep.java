package io.kubevirt.ee.controller.election;

/** What a replica does after a look at the lease. */
sealed interface ElectionStep {
    /** Writes the lease that there is not yet. */
    record Create() implements ElectionStep {}

    /** Takes the lease; leads if that is stored. */
    record Take(LeaseRecord from) implements ElectionStep {}

    /** Writes its own lease anew; leads, or goes on leading, if that is stored. */
    record Renew(LeaseRecord own) implements ElectionStep {}

    /** Looks again later. */
    record StandBy(LeaseRecord others) implements ElectionStep {}

    /** Stops leading: the lease says that another one does, or that nobody does. */
    record StepDown() implements ElectionStep {}
}
