package io.kubevirt.ee.model.condition;

/** Why: the reasons of conditions and events, by KubeVirt's words where it has one. */
public enum Reason {
    // What the node's agent does with a guest.
    /** The domain is defined. */
    CREATED("Created"),
    /** The guest runs. */
    STARTED("Started"),
    /** The guest is asked to shut down. */
    SHUTTING_DOWN("ShuttingDown"),
    /** The guest has ended. */
    STOPPED("Stopped"),
    /** The guest was ended by force. */
    DELETED("Deleted"),
    /** The domain could not be made as the instance asks; it is tried again. */
    SYNC_FAILED("SyncFailed"),

    // Why a guest is not ready.
    /** The guest does not run yet. */
    GUEST_NOT_RUNNING("GuestNotRunning"),
    /** Paused on request. */
    PAUSED_BY_USER("PausedByUser"),
    /** Paused because a disk could not be written. */
    PAUSED_IO_ERROR("PausedIOError"),

    // Why a guest has ended.
    /** The guest shut itself down. */
    GUEST_SHUT_DOWN("GuestShutDown"),
    /** The guest was asked to stop, and has. */
    GUEST_STOPPED("GuestStopped"),
    /** The guest did not stop within its grace period. */
    GRACE_PERIOD_EXCEEDED("GracePeriodExceeded"),
    /** qemu ended by itself or was killed. */
    GUEST_CRASHED("GuestCrashed"),
    /** Somebody ended the domain through libvirt. */
    GUEST_DESTROYED("GuestDestroyed"),
    /** The guest is gone and nobody saw how: its node restarted. */
    GUEST_LOST("GuestLost"),
    /** The launcher pod ended before its guest. */
    LAUNCHER_DIED("LauncherDied"),
    /** The launcher pod was stopped before the guest was started. */
    START_CANCELLED("StartCancelled"),
    /** The guest can never start on what the instance asks for. */
    START_IMPOSSIBLE("StartImpossible"),

    /** Guests are not moved between nodes yet. */
    MIGRATION_NOT_SUPPORTED("MigrationNotSupported");

    private final String value;

    Reason(String value) {
        this.value = value;
    }

    /** The reason as conditions and events spell it. */
    public String value() {
        return value;
    }
}
