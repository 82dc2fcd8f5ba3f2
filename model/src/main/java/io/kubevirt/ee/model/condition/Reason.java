package io.kubevirt.ee.model.condition;

/** Why: the reasons of conditions and events, by KubeVirt's words where it has one. */
public enum Reason {
    // What the controller does with instances and launcher pods.
    /** An instance or a pod was created. */
    SUCCESSFUL_CREATE("SuccessfulCreate"),
    /** An instance that was nobody's is a machine's now. */
    SUCCESSFUL_ADOPT("SuccessfulAdopt"),
    /** An instance or a pod could not be created. */
    FAILED_CREATE("FailedCreate"),
    /** An instance or a pod was deleted. */
    SUCCESSFUL_DELETE("SuccessfulDelete"),
    /** An instance could not be deleted. */
    FAILED_DELETE("FailedDelete"),
    /** The launcher pod runs; the agent of its node answers for the guest from here. */
    SUCCESSFUL_HAND_OVER("SuccessfulHandOver"),
    /** The launcher pod ended, or was deleted, before the guest was handed over. */
    FAILED_HAND_OVER("FailedHandOver"),

    // What the controller does with replica sets, besides.
    /** An instance could not be adopted or released. */
    FAILED_CLAIM("FailedClaim"),
    /** A replica set is paused: of its condition. */
    PAUSED("Paused"),
    /** A replica set is paused. */
    SUCCESSFUL_PAUSED("SuccessfulPaused"),
    /** A replica set goes on. */
    SUCCESSFUL_RESUMED("SuccessfulResumed"),

    // Why a launcher pod does not run.
    /** No node takes the pod. */
    UNSCHEDULABLE("Unschedulable"),
    /** An image could not be pulled. */
    ERR_IMAGE_PULL("ErrImagePull"),
    /** An image could not be pulled, and the kubelet waits before it tries again. */
    IMAGE_PULL_BACK_OFF("ImagePullBackOff"),
    /** An image is not on the node and must not be pulled. */
    ERR_IMAGE_NEVER_PULL("ErrImageNeverPull"),
    /** What is written as an image's name is none. */
    INVALID_IMAGE_NAME("InvalidImageName"),
    /** A container of the pod could not be made. */
    FAILED_CONTAINER("FailedContainer"),
    /** A PersistentVolumeClaim that the instance names is not there. */
    FAILED_PVC_NOT_FOUND("FailedPvcNotFound"),
    /** The claim that keeps the machine's state could not be created. */
    FAILED_BACKEND_STORAGE_CREATE("FailedBackendStorageCreate"),
    /** The claim that is to keep the machine's state is there and cannot be used. */
    BACKEND_STORAGE_NOT_READY("BackendStorageNotReady"),
    /** A volume of the pod cannot be mounted: a ConfigMap or Secret is missing, a disk is away. */
    FAILED_MOUNT("FailedMount"),
    /** The pod's network or sandbox cannot be made. */
    FAILED_CREATE_POD_SANDBOX("FailedCreatePodSandBox"),

    // Why a machine has no instance, or not the one it wants.
    /** There is no instance. */
    VMI_NOT_EXISTS("VMINotExists"),
    /** The instance does not say yet whether it is ready. */
    VMI_CONDITION_MISSING("VMIConditionMissing"),
    /** A change of the machine's template waits for a restart. */
    RESTART_REQUIRED("RestartRequired"),
    /** An instance of the machine's name is there and is not the machine's. */
    FOREIGN_INSTANCE("ForeignInstance"),
    /** The machine's instancetype is not there. */
    FAILED_FIND_INSTANCETYPE("FailedFindInstancetype"),
    /** The machine's preference is not there. */
    FAILED_FIND_PREFERENCE("FailedFindPreference"),
    /** The machine's starts failed one after the other, so the next one waits. */
    CRASH_LOOP_BACK_OFF("CrashLoopBackOff"),

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
    /** Keys or passwords could not be put into the guest; it is tried again. */
    ACCESS_CREDENTIALS_FAILED("AccessCredentialsSyncFailed"),
    /** The domain could not be made as the instance asks; it is tried again. */
    SYNC_FAILED("SyncFailed"),

    // Why a guest is not ready.
    /** Its node is not ready. */
    NODE_NOT_READY("NodeNotReady"),
    /** There is no launcher pod yet. */
    POD_NOT_EXISTS("PodNotExists"),
    /** The guest does not run yet. */
    GUEST_NOT_RUNNING("GuestNotRunning"),
    /** The guest runs, and its readiness probe does not pass. */
    GUEST_NOT_READY("GuestNotReady"),
    /** Paused on request. */
    PAUSED_BY_USER("PausedByUser"),
    /** Paused because a disk could not be read or written. */
    PAUSED_IO_ERROR("PausedIOError"),
    /** Paused by its watchdog. */
    PAUSED_WATCHDOG("PausedByWatchdog"),
    /** Paused because its kernel panicked. */
    PAUSED_PANICKED("PausedGuestPanicked"),
    /** Put to sleep by itself. */
    PAUSED_SLEEPS("PausedGuestSleeps"),
    /** Paused by something that is done on the node through libvirt. */
    PAUSED_BY_LIBVIRT("PausedByLibvirt"),
    /** Paused because libvirt could not let it go on. */
    PAUSED_BY_FAILURE("PausedByFailure"),
    /** It was paused and runs again. */
    RESUMED("Resumed"),

    // Why a guest has ended.
    /** The guest shut itself down. */
    GUEST_SHUT_DOWN("GuestShutDown"),
    /** The guest was asked to stop, and has. */
    GUEST_STOPPED("GuestStopped"),
    /** The guest did not stop within its grace period. */
    GRACE_PERIOD_EXCEEDED("GracePeriodExceeded"),
    /** qemu ended by itself or was killed. */
    GUEST_CRASHED("GuestCrashed"),
    /** The guest's kernel panicked. */
    GUEST_PANICKED("GuestPanicked"),
    /** The kernel of the node ended qemu for lack of memory. */
    GUEST_OUT_OF_MEMORY("GuestOutOfMemory"),
    /** A process of the node asked qemu to end. */
    GUEST_KILLED("GuestKilled"),
    /** Somebody ended the domain through libvirt. */
    GUEST_DESTROYED("GuestDestroyed"),
    /** The guest's liveness probe failed. */
    LIVENESS_PROBE_FAILED("LivenessProbeFailed"),
    /** The node was cut off and ended the guest by itself. */
    GUEST_FENCED("GuestFenced"),
    /** The guest is gone and nobody saw how: its node restarted. */
    GUEST_LOST("GuestLost"),
    /** The launcher pod ended before its guest. */
    LAUNCHER_DIED("LauncherDied"),
    /** The launcher pod was evicted, and its guest with it. */
    POD_EVICTED("PodEvicted"),
    /** The launcher pod ended before its guest was handed over to a node. */
    POD_FAILED("PodFailed"),
    /** The node left the cluster, and the guest with it. */
    NODE_LOST("NodeLost"),
    /** The node does not answer, and was declared to be out of service. */
    NODE_OUT_OF_SERVICE("NodeOutOfService"),
    /** Neither the node nor its agent answers; whether the guest runs is not known. */
    NODE_UNRESPONSIVE("NodeUnresponsive"),
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
