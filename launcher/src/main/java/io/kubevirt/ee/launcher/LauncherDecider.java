package io.kubevirt.ee.launcher;

import java.util.Optional;

/** Whether the launcher stays or ends. Pure. */
final class LauncherDecider {

    private LauncherDecider() {}

    /** What can be the case; each has its row in the test. */
    enum Situation {
        /** Nobody asked for a stop, and the guest is to come or runs. */
        GUEST_WANTED,
        /** A stop is asked for; the guest has its grace period. The kubelet bounds this wait. */
        GUEST_STOPPING,
        /** The guest ended cleanly, for good. */
        GUEST_ENDED_CLEANLY,
        /**
         * The guest crashed, and nobody asked for a stop: the pod stays until its owner has seen
         * it.
         */
        GUEST_CRASHED,
        /** The guest ended, in whatever way, and a stop was asked for. */
        GUEST_ENDED_AND_STOP_REQUESTED
    }

    static Situation situation(boolean stopRequested, Optional<GuestEnd> end) {
        if (end.isEmpty()) {
            return stopRequested ? Situation.GUEST_STOPPING : Situation.GUEST_WANTED;
        }
        if (stopRequested) {
            return Situation.GUEST_ENDED_AND_STOP_REQUESTED;
        }
        return end.get().clean() ? Situation.GUEST_ENDED_CLEANLY : Situation.GUEST_CRASHED;
    }

    /**
     * True when the launcher's work is done, which is always a success of the pod: the guest's fate
     * is in its VMI.
     */
    static boolean ends(Situation situation) {
        return switch (situation) {
            case GUEST_WANTED, GUEST_STOPPING, GUEST_CRASHED -> false;
            case GUEST_ENDED_CLEANLY, GUEST_ENDED_AND_STOP_REQUESTED -> true;
        };
    }
}
