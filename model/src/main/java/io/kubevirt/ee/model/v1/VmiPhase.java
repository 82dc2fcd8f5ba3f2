package io.kubevirt.ee.model.v1;

import java.util.Arrays;

/** Phases of an instance; {@code status.phase} holds {@link #value()}. */
public enum VmiPhase {
    /** Nobody has looked at the instance yet. */
    UNSET(""),
    /** Accepted; no pod yet. */
    PENDING("Pending"),
    /** The launcher pod exists. */
    SCHEDULING("Scheduling"),
    /** The launcher pod runs; the node's agent takes over. */
    SCHEDULED("Scheduled"),
    /** The guest runs. */
    RUNNING("Running"),
    /** The guest ended as it should. */
    SUCCEEDED("Succeeded"),
    /** The guest could not start, or ended as it should not. */
    FAILED("Failed"),
    /** The node cannot be asked, or the phase is one we do not know. */
    UNKNOWN("Unknown");

    private final String value;

    VmiPhase(String value) {
        this.value = value;
    }

    /** Returns the phase as the API spells it. */
    public String value() {
        return value;
    }

    /** Tells whether nothing runs any more and nothing will. */
    public boolean isFinal() {
        return this == SUCCEEDED || this == FAILED;
    }

    /** Returns the phase of the given spelling: unset for null, unknown for a stranger. */
    public static VmiPhase of(String valueOrNull) {
        if (valueOrNull == null) {
            return UNSET;
        }
        return Arrays.stream(values())
                .filter(phase -> phase.value.equals(valueOrNull))
                .findFirst()
                .orElse(UNKNOWN);
    }

    /** Returns the phase of the instance. */
    public static VmiPhase of(VirtualMachineInstance vmi) {
        return of(vmi.status() == null ? null : vmi.status().phase());
    }
}
