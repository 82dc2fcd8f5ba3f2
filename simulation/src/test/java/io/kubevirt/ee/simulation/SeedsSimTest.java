package io.kubevirt.ee.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.simulation.world.Fault;
import java.util.EnumMap;
import java.util.Map;
import java.util.logging.LogManager;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Runs the seeds {@code simulation.first} to {@code simulation.first + simulation.seeds - 1}. */
class SeedsSimTest {
    private static final long FIRST = Long.getLong("simulation.first", 1);
    private static final long SEEDS = Long.getLong("simulation.seeds", 300);

    @BeforeAll
    static void failuresAreSimulatedAndNotNews() {
        LogManager.getLogManager().reset();
    }

    @Test
    void everySeedKeepsTheInvariantsAndComesToRest() {
        Map<Fault, Integer> faults = new EnumMap<>(Fault.class);
        long guests = 0;
        for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
            Simulation.Result result = Simulation.run(seed);
            result.faults().forEach((fault, count) -> faults.merge(fault, count, Integer::sum));
            guests += result.guestsStarted();
        }
        System.out.printf(
                "simulation: %d seeds, %d guests started, faults %s%n", SEEDS, guests, faults);
        if (SEEDS >= 100) {
            assertThat(faults).containsOnlyKeys(Fault.values());
            assertThat(guests).isGreaterThan(SEEDS);
        }
    }

    @Test
    void aSeedRepeatsItself() {
        assertThat(Simulation.run(FIRST)).isEqualTo(Simulation.run(FIRST));
    }
}
