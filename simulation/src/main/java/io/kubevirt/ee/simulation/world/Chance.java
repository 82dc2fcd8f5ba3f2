package io.kubevirt.ee.simulation.world;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Every choice of a simulation: from one seed, so that it can be repeated; and the faults among
 * them.
 */
public final class Chance {
    // Seeds that are near each other make choices that are not.
    private final SplittableRandom random;
    private final Map<Fault, Integer> counts = new EnumMap<>(Fault.class);
    private boolean faults = true;

    /**
     * @param seed the same seed makes the same choices
     */
    public Chance(long seed) {
        random = new SplittableRandom(seed);
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

    /** One of the given, in whose order there is no chance. */
    public <T> T oneOf(Collection<T> choices) {
        Iterator<T> all = choices.iterator();
        for (int skipped = random.nextInt(choices.size()); skipped > 0; skipped--) {
            all.next();
        }
        return all.next();
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
}
