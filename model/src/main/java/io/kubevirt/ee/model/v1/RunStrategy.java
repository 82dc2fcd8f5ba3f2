package io.kubevirt.ee.model.v1;

import java.util.Arrays;
import java.util.Optional;

/** When a machine runs; {@code spec.runStrategy} holds {@link #value()}. */
public enum RunStrategy {
    /** Always; started again whenever it ends. */
    ALWAYS("Always"),
    /** Never. */
    HALTED("Halted"),
    /** As the subresource API asks; never on its own. */
    MANUAL("Manual"),
    /** Started again after a failure, not after a clean end. */
    RERUN_ON_FAILURE("RerunOnFailure"),
    /** Once; not again, whatever its end. */
    ONCE("Once"),
    /** Left to another cluster that the machine moves between. */
    WAIT_AS_RECEIVER("WaitAsReceiver");

    private final String value;

    RunStrategy(String value) {
        this.value = value;
    }

    /** Returns the strategy as the API spells it. */
    public String value() {
        return value;
    }

    /** Returns the strategy of the given spelling, or nothing for a stranger. */
    public static Optional<RunStrategy> of(String valueOrNull) {
        return Arrays.stream(values())
                .filter(strategy -> strategy.value.equals(valueOrNull))
                .findFirst();
    }

    /**
     * Returns what the spec asks for, by either of its two fields; empty when it says neither, both
     * or a word that is none (admission refuses all three).
     */
    public static Optional<RunStrategy> of(VirtualMachineSpec spec) {
        if (spec.runStrategy() != null) {
            return spec.running() == null ? of(spec.runStrategy()) : Optional.empty();
        }
        if (spec.running() == null) {
            return Optional.empty();
        }
        return Optional.of(spec.running() ? ALWAYS : HALTED);
    }
}
