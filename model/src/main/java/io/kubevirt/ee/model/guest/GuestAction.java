package io.kubevirt.ee.model.guest;

import io.kubevirt.ee.model.domain.DomainSettings.Accelerator;

/**
 * One thing to do on the node. Each finds its work done without complaint, so that a plan that was
 * cut short is simply made again.
 */
public sealed interface GuestAction {

    /** Read the VMI from the API server and decide again. */
    record Confirm() implements GuestAction {}

    /** Make the node ready for the guest. */
    record Prepare() implements GuestAction {}

    /** Define the domain and start it with its CPUs paused. */
    record StartPaused(Accelerator accelerator) implements GuestAction {}

    /** Move qemu and taps into the launcher. */
    record Adopt(DomainView domain) implements GuestAction {}

    /** Let the CPUs run. */
    record Resume(DomainView domain) implements GuestAction {}

    /** Ask the guest's agent to let its file systems be written to again. */
    record Thaw(DomainView domain) implements GuestAction {}

    /** Tell the guest's agent what time it is. */
    record SetClock(DomainView domain) implements GuestAction {}

    /** Have the guest's agent give its users their keys and passwords. */
    record GrantAccess(DomainView domain) implements GuestAction {}

    /** Ask the guest to shut down. */
    record PressPowerButton(DomainView domain) implements GuestAction {}

    /** End qemu. */
    record Destroy(DomainView domain) implements GuestAction {}

    /** Remove the definition. */
    record Undefine(DomainView domain) implements GuestAction {}

    /** Remove everything of one guest from the node. */
    record Release(String vmiUid) implements GuestAction {}

    /** Tell the launcher that its guest has ended. */
    record TellLauncher(boolean clean, String reason) implements GuestAction {}
}
