package io.kubevirt.ee.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.simulation.world.Fault;
import io.kubevirt.ee.simulation.world.Violation;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.LogManager;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Runs the seeds {@code simulation.first} to {@code simulation.first + simulation.seeds - 1}. */
class SeedsSimTest {
    private static final long FIRST = Long.getLong("simulation.first", 1);
    private static final long SEEDS = Long.getLong("simulation.seeds", 2_000);

    /** So many seeds have each fault among them. */
    private static final long ENOUGH = 200;

    private static final long TELL_EVERY = 500;

    private final Map<Fault, Integer> faults =
            Collections.synchronizedMap(new EnumMap<>(Fault.class));
    private final SortedMap<Long, Violation> broken = new ConcurrentSkipListMap<>();
    private final AtomicLong guests = new AtomicLong();
    private final AtomicLong done = new AtomicLong();

    @BeforeAll
    static void failuresAreSimulatedAndNotNews() {
        LogManager.getLogManager().reset();
    }

    @Test
    void everySeedKeepsTheInvariantsAndComesToRest() throws InterruptedException {
        long start = System.nanoTime();
        new Seeds(FIRST, SEEDS).untilNot(this::run);
        if (!broken.isEmpty()) {
            throw broken.get(broken.firstKey());
        }
        System.out.printf(
                "simulation: %d seeds from %d in %d s, %d guests started, faults %s%n",
                done.get(),
                FIRST,
                (System.nanoTime() - start) / 1_000_000_000,
                guests.get(),
                faults);
        if (SEEDS >= ENOUGH) {
            assertThat(faults).containsOnlyKeys(Fault.values());
            assertThat(guests.get()).isGreaterThan(SEEDS);
        }
    }

    private boolean run(long seed) {
        try {
            Simulation.Result result = Simulation.run(seed);
            result.faults().forEach((fault, count) -> faults.merge(fault, count, Integer::sum));
            guests.addAndGet(result.guestsStarted());
        } catch (Violation violation) {
            broken.put(seed, violation);
        }
        if (done.incrementAndGet() % TELL_EVERY == 0) {
            System.out.printf("simulation: %d of %d seeds%n", done.get(), SEEDS);
        }
        return broken.isEmpty();
    }

    @Test
    void aSeedRepeatsItself() {
        assertThat(Simulation.traceSum(FIRST)).isEqualTo(Simulation.traceSum(FIRST));
    }
}
