package io.kubevirt.ee.simulation.planted;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.simulation.Seeds;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.logging.LogManager;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A simulation that does not find the mistakes of this list would not find others. */
class PlantedBugsSimTest {
    private static final long SEEDS = Long.getLong("simulation.seeds", 2_000);

    @BeforeAll
    static void failuresAreSimulatedAndNotNews() {
        LogManager.getLogManager().reset();
    }

    static List<PlantedBug> bugs() throws IOException {
        return PlantedBug.all();
    }

    @Test
    void thereAreTenOfThemAtLeast() throws IOException {
        assertThat(bugs()).hasSizeGreaterThanOrEqualTo(10);
        assertThat(bugs()).extracting(PlantedBug::name).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("bugs")
    void theSimulationFindsIt(PlantedBug bug) throws Exception {
        Mutant mutant = Mutant.with(bug);
        Map<Long, String> found = new ConcurrentSkipListMap<>();
        new Seeds(1, SEEDS)
                .untilNot(
                        seed -> {
                            mutant.trouble(seed).ifPresent(what -> found.put(seed, what));
                            return found.isEmpty();
                        });
        assertThat(found)
                .as("no seed up to %d finds the planted bug \"%s\"", SEEDS, bug)
                .isNotEmpty();
        Map.Entry<Long, String> first = found.entrySet().iterator().next();
        String what = first.getValue().lines().findFirst().orElse("");
        System.out.printf(
                "planted: %-50s seed %4d: %s%n",
                bug, first.getKey(), what.substring(0, Math.min(what.length(), 160)));
    }
}
