package io.kubevirt.ee.simulation.world;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Every choice of a simulation: from one seed, so that it can be repeated; and the faults among
 * them.
 */
public final class Chance {
    private final Random random;
    private final Map<Fault, Integer> counts = new EnumMap<>(Fault.class);
    private boolean faults = true;

    /**
     * @param seed the same seed makes the same choices
     */
    public Chance(long seed) {
        random = new Random(seed);
    }

    /** From now on nothing fails any more. */
    public void endFaults() {
        faults = false;
    }

    /** Whether faults are still allowed. */
    public boolean faultsAllowed() {
        return faults;
    }

    /** A number from 0 up to, not including, {@code bound}. */
    public int below(int bound) {
        return random.nextInt(bound);
    }

    /** True once in {@code times} calls. */
    public boolean onceIn(int times) {
        return random.nextInt(times) == 0;
    }

    /** One of the given. */
    public <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** Whether a fault shall happen now, about once in {@code times} calls; counts it. */
    public boolean strikes(Fault fault, int times) {
        if (!faults || random.nextInt(times) != 0) {
            return false;
        }
        count(fault);
        return true;
    }

    /** Notes that a fault took place. */
    public void count(Fault fault) {
        counts.merge(fault, 1, Integer::sum);
    }

    /** How often each fault took place. */
    public Map<Fault, Integer> counts() {
        return Map.copyOf(counts);
    }

    /**
     * The point after each write of a component.
     *
     * @throws ComponentCrash when the component dies here
     */
    public void afterWrite(String component) {
        if (strikes(Fault.CRASH_AFTER_WRITE, 25)) {
            throw new ComponentCrash(component);
        }
    }
}
