package io.kubevirt.ee.model.vm;

/** What can be the case with a machine. */
public enum VmSituation {
    /** New, and nothing holds it yet: no instance is made for what can vanish unseen. */
    FINALIZER_MISSING,
    /** Its run strategy is none that we know. */
    STRATEGY_UNKNOWN,
    /**
     * An instance of its name is there that another answers for, or that goes: it is left alone.
     */
    FOREIGN_INSTANCE,
    /** An instance of its name is there that nobody answers for: it becomes the machine's own. */
    ORPHANED_INSTANCE,
    /** It refers to an instancetype or a preference, and does not say yet to which revision. */
    PRESETS_TO_PIN,
    /** No instance, and none can be made: what it refers to is not there. */
    PRESET_MISSING,
    /** No instance, and none can be made: it does not go together with what it refers to. */
    PRESETS_UNFIT,
    /** No instance, and none is wanted. */
    STOPPED,
    /** Halted, and a start is asked for: it shall run always from here. */
    HALTED_START_ASKED,
    /** No instance, and one is wanted. */
    START_DUE,
    /** No instance, and one is wanted, but not before the last failures are some time ago. */
    START_BACKED_OFF,
    /** Its instance is there, as wanted. */
    AS_WANTED,
    /** Its instance is there and shall go: halted, or a stop is asked for. */
    STOP_DUE,
    /**
     * Its instance ended and another one shall follow; what that depends on is not recorded yet.
     */
    NEXT_TO_RECORD,
    /** Its instance ended and another one shall follow. */
    NEXT_DUE,
    /** Its instance is being deleted. */
    STOPPING,
    /** Deleted, and its instance is there. */
    DELETED_INSTANCE_THERE,
    /** Deleted, and its instance is being deleted. */
    DELETED_INSTANCE_LEAVING,
    /** Deleted, and no instance of its own is left, or it is to be left alone. */
    DELETED_NOTHING_LEFT,
    /** Deleted, nothing is left, and nothing of ours holds it. */
    RELEASED
}
