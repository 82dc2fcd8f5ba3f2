package io.kubevirt.ee.model.guest;

/** Everything that can be the case with one name on one node; {@link Situations} tells which. */
public enum GuestSituation {
    /** Nothing here, and nothing to do here. */
    NOTHING,
    /** What would be done cannot be undone, and rests on the cache: look at the API server. */
    UNCONFIRMED,
    /** Something here was made for a VMI that is gone, or is another node's. */
    STRAYS,
    /** The controller has not handed the VMI over yet. */
    NOT_HANDED_OVER,
    /** The phase is final, and nothing of the guest is left here. */
    FINISHED,
    /** The phase is final, and something of the guest is left here. */
    FINISHED_UNCLEAN,

    /** Handed over, nothing runs: start. */
    START,
    /** Handed over, but this node has no means to run it. */
    NO_ACCELERATOR,
    /** To be stopped before it was started. */
    START_CANCELLED,
    /** A start was refused a moment ago; the next is not due yet. */
    START_HELD,
    /** The launcher ended before the guest was started. */
    LAUNCHER_GONE_BEFORE_START,
    /** Started paused: give it its network and let it run. */
    HALF_STARTED,
    /** Started paused, and to stay so until a user lets it run: give it its network. */
    STARTED_TO_STAY_PAUSED,
    /** Started paused, and to be stopped already. */
    HALF_STARTED_CANCELLED,

    /** Runs as it should. */
    RUNNING,
    /** Runs, and its file systems have been frozen for as long as was asked for: thaw them. */
    FREEZE_OVERDUE,
    /** Runs, and fails its liveness probe: it is to end. */
    NOT_ALIVE,
    /** Runs, but not in its launcher or without its network. */
    NOT_ADOPTED,
    /** Its CPUs stand still. */
    PAUSED,
    /** Its CPUs stand still because a disk failed; whether it still does is not tried yet. */
    DISK_FAILED,
    /** Its CPUs stand still because a disk failed: let them run and see. */
    DISK_TO_TRY,
    /** A disk failed, and the CPUs run again since a moment: it is not known for how long. */
    DISK_ON_TRIAL,
    /** Asked to stop, within the grace period. */
    STOPPING,
    /** Asked to stop, and the grace period is over. */
    STOP_OVERDUE,
    /** Shuts itself down; qemu ends in a moment. */
    ENDING,
    /** Runs, and its launcher is gone. */
    LAUNCHER_GONE,

    /** The domain is off; why it ended is not written down yet. */
    ENDED,
    /** The VMI says it runs, and there is no domain. */
    LOST,
    /** Why it ended is written down: tidy up, then say the final phase. */
    END_RECORDED
}
