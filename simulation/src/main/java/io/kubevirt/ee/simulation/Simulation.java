package io.kubevirt.ee.simulation;

import io.kubevirt.ee.simulation.world.Fault;
import io.kubevirt.ee.simulation.world.Violation;
import java.time.Duration;
import java.util.Map;

/**
 * One seeded run: some hundred random steps with faults; then the faults end, everything settles in
 * a bounded number of rounds, what is left is checked, and a last look at everything writes
 * nothing.
 */
public final class Simulation {
    private static final int STEPS = 400;
    private static final int MOST_ROUNDS = 3_000;
    private static final int QUIET_ROUNDS = 40;
    private static final Duration ROUND = Duration.ofSeconds(10);

    private Simulation() {}

    /**
     * What a run came to.
     *
     * @param faults how often each fault took place
     * @param guestsStarted how many times a guest was started
     * @param rounds how many rounds it took to settle
     */
    public record Result(Map<Fault, Integer> faults, long guestsStarted, int rounds) {}

    /**
     * Runs one seed.
     *
     * @throws Violation with the seed, what was broken, and the end of the trace
     */
    public static Result run(long seed) {
        Cluster cluster = new Cluster(seed);
        try {
            for (int step = 0; step < STEPS; step++) {
                cluster.step();
            }
            cluster.heal();
            int rounds = settle(cluster);
            cluster.checkRest();
            lookAgain(cluster);
            return new Result(cluster.faults(), cluster.guestsStarted(), rounds);
        } catch (Violation | RuntimeException broken) {
            Violation report =
                    new Violation(
                            "seed %d: %s%n%s%nagain: cluster/test.sh seed %d"
                                    .formatted(seed, broken, cluster.trace(), seed));
            report.initCause(broken);
            throw report;
        }
    }

    /** Until nothing changed for a while, time passing. */
    private static int settle(Cluster cluster) {
        int quiet = 0;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            int before = cluster.changes();
            boolean worked = cluster.workOff();
            cluster.timePasses(ROUND);
            quiet = worked && cluster.changes() != before ? 0 : quiet + 1;
            if (quiet == QUIET_ROUNDS) {
                return round;
            }
        }
        throw new Violation("no rest after " + MOST_ROUNDS + " rounds");
    }

    /** At rest a fresh look at everything finds nothing to write. */
    private static void lookAgain(Cluster cluster) {
        int before = cluster.changes();
        cluster.resync();
        for (int round = 0; round < QUIET_ROUNDS; round++) {
            cluster.workOff();
        }
        if (cluster.changes() != before) {
            throw new Violation("a write at rest");
        }
    }
}
