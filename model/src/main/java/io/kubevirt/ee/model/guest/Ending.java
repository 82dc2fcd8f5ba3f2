package io.kubevirt.ee.model.guest;

import io.kubevirt.ee.model.condition.OutOfMemory;
import io.kubevirt.ee.model.guest.DomainState.OffCause;

/**
 * How one guest came to its end, and the words for its user.
 *
 * @param end which end
 * @param message what happened, and what to do
 */
record Ending(GuestEnd end, String message) {

    private Ending(GuestEnd end) {
        this(end, end.message());
    }

    /** How a domain that is off came to that. */
    static Ending of(GuestView view, OffCause cause) {
        boolean asked = view.stopAskedAt().isPresent();
        return switch (cause) {
            case SHUTDOWN ->
                    asked
                            ? new Ending(GuestEnd.STOPPED)
                            : view.evidence()
                                    .killer()
                                    .map(Ending::killed)
                                    .orElse(new Ending(GuestEnd.SHUT_DOWN));
            case DESTROYED ->
                    view.evidence().fenced()
                            ? new Ending(GuestEnd.FENCED)
                            : asked
                                    ? new Ending(GuestEnd.GRACE_PERIOD_EXCEEDED)
                                    : launcherGone(view)
                                            ? withoutLauncher(view)
                                            : new Ending(GuestEnd.DESTROYED);
            // The kubelet ends all that is in a launcher's cgroups.
            case CRASHED, FAILED ->
                    launcherGone(view)
                            ? withoutLauncher(view)
                            : view.evidence().outOfMemory()
                                    ? outOfMemory(view.evidence())
                                    : new Ending(GuestEnd.CRASHED);
            case PANICKED -> new Ending(GuestEnd.PANICKED);
            case SAVED -> throughLibvirt("The guest was saved to a file and ended");
            case MIGRATED -> throughLibvirt("The guest was moved away");
            case REVERTED ->
                    throughLibvirt("The guest was ended for a snapshot that it was reverted to");
            case UNKNOWN, OTHER -> new Ending(GuestEnd.LOST);
        };
    }

    /** The launcher has ended before its guest. */
    static Ending withoutLauncher(GuestView view) {
        return view.evidence().outOfMemory()
                ? outOfMemory(view.evidence())
                : new Ending(GuestEnd.LAUNCHER_DIED);
    }

    private static boolean launcherGone(GuestView view) {
        return view.launcher() instanceof LauncherState.Gone;
    }

    private static Ending throughLibvirt(String what) {
        return new Ending(
                GuestEnd.DESTROYED, what + " through libvirt on its node, not through Kubernetes.");
    }

    private static Ending killed(String killer) {
        return new Ending(
                GuestEnd.KILLED,
                "The guest's qemu was ended on the node by %s, not through Kubernetes."
                        .formatted(killer));
    }

    private static Ending outOfMemory(EndEvidence evidence) {
        return new Ending(
                GuestEnd.OUT_OF_MEMORY,
                "The kernel ended the guest's qemu or its launcher for lack of memory: "
                        + OutOfMemory.why(evidence.memoryLimitBytes()));
    }
}
