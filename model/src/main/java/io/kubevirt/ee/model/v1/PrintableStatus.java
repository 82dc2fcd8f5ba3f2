package io.kubevirt.ee.model.v1;

/** What {@code kubectl get vm} shows in its status column. */
public enum PrintableStatus {
    STOPPED("Stopped"),
    PROVISIONING("Provisioning"),
    STARTING("Starting"),
    RUNNING("Running"),
    PAUSED("Paused"),
    STOPPING("Stopping"),
    TERMINATING("Terminating"),
    CRASH_LOOP_BACK_OFF("CrashLoopBackOff"),
    MIGRATING("Migrating"),
    WAITING_FOR_RECEIVER("WaitingForReceiver"),
    UNKNOWN("Unknown"),
    UNSCHEDULABLE("ErrorUnschedulable"),
    ERR_IMAGE_PULL("ErrImagePull"),
    IMAGE_PULL_BACK_OFF("ImagePullBackOff"),
    PVC_NOT_FOUND("ErrorPvcNotFound"),
    DATA_VOLUME_ERROR("DataVolumeError"),
    WAITING_FOR_VOLUME_BINDING("WaitingForVolumeBinding");

    private final String value;

    PrintableStatus(String value) {
        this.value = value;
    }

    /** Returns the status as the API spells it. */
    public String value() {
        return value;
    }
}
