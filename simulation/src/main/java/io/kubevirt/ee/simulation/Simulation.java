package io.kubevirt.ee.simulation;

import io.kubevirt.ee.simulation.world.Fault;
import io.kubevirt.ee.simulation.world.Violation;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * One seeded run: some hundred random steps with faults; then the faults end, everything settles in
 * a bounded number of rounds, what is left is checked, and a last look at everything writes
 * nothing. Then everything is deleted, and nothing must be left.
 */
public final class Simulation {
    private static final int STEPS = 500;
    private static final int MOST_ROUNDS = 3_000;
    private static final int MOST_AT_ONCE = 5_000;

    /** Longer than anything waits: back-offs, grace periods, clocks that were set back. */
    private static final Duration QUIET = Duration.ofMinutes(25);

    private Simulation() {}

    /**
     * What a run came to.
     *
     * @param faults how often each fault took place
     * @param guestsStarted how many times a guest was started
     * @param rounds how many times it had to wait until all was settled
     */
    public record Result(Map<Fault, Integer> faults, long guestsStarted, int rounds) {}

    /**
     * Runs one seed.
     *
     * @throws Violation with the seed, what was broken, and the end of the trace
     */
    public static Result run(long seed) {
        try {
            return run(new Cluster(seed, false));
        } catch (Violation | RuntimeException broken) {
            throw report(seed, broken);
        }
    }

    /** What is wrong with one seed, in a word; empty: nothing. For other class loaders. */
    public static Optional<String> trouble(long seed) {
        try {
            run(new Cluster(seed, false));
            return Optional.empty();
        } catch (Violation | RuntimeException broken) {
            return Optional.of(broken.toString());
        }
    }

    /** A sum over all that happens under one seed. */
    public static String traceSum(long seed) {
        Cluster cluster = new Cluster(seed, true);
        run(cluster);
        return cluster.scene().trace().sum();
    }

    /** The same again, with its trace. */
    private static Violation report(long seed, Throwable broken) {
        Cluster cluster = new Cluster(seed, true);
        Throwable again = broken;
        String sameness = "%n(the second run kept all invariants: it is not deterministic)";
        try {
            run(cluster);
        } catch (Violation | RuntimeException same) {
            again = same;
            sameness = "";
        }
        Violation report =
                new Violation(
                        ("seed %d: %s"
                                        + sameness
                                        + "%n%s%nseed %d: %s%nagain: cluster/test.sh seed %d")
                                .formatted(
                                        seed, broken, cluster.scene().trace(), seed, broken, seed));
        report.initCause(again);
        return report;
    }

    private static Result run(Cluster cluster) {
        Rest rest = new Rest(cluster.scene(), cluster.nodes());
        for (int step = 0; step < STEPS; step++) {
            cluster.step();
        }
        cluster.faults().end();
        int rounds = settle(cluster);
        rest.check();
        lookAgain(cluster);
        cluster.scene().troubles().end();
        cluster.users().deleteAll();
        rounds += settle(cluster);
        rest.checkNothingIsLeft();
        return new Result(cluster.scene().chance().counts(), cluster.guestsStarted(), rounds);
    }

    /** Until nothing changed for a while, time passing. */
    private static int settle(Cluster cluster) {
        long changes = -1;
        Instant changed = cluster.scene().clocks().now();
        for (int round = 0; round < MOST_ROUNDS; round++) {
            if (!cluster.workOff(MOST_AT_ONCE)) {
                throw new Violation("no end of work in one moment");
            }
            Instant now = cluster.scene().clocks().now();
            if (changes != cluster.scene().api().changes()) {
                changes = cluster.scene().api().changes();
                changed = now;
            }
            boolean quiet = Duration.between(changed, now).compareTo(QUIET) > 0;
            if (quiet || !cluster.timePasses()) {
                return round;
            }
        }
        throw new Violation("no rest after " + MOST_ROUNDS + " rounds");
    }

    /** At rest a fresh look at everything finds nothing to write. */
    private static void lookAgain(Cluster cluster) {
        long before = cluster.scene().api().changes();
        cluster.everyoneLooksAgain();
        if (!cluster.workOff(MOST_AT_ONCE)) {
            throw new Violation("no end of work after a look at everything");
        }
        if (cluster.scene().api().changes() != before) {
            throw new Violation("a write at rest");
        }
    }
}
