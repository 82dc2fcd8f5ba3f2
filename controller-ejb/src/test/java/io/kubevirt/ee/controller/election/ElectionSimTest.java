package io.kubevirt.ee.controller.election;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubevirt.ee.controller.election.ElectionWorld.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Three replicas and one lease, through thousands of faults, each run from a seed. */
class ElectionSimTest {
    private static final int SEEDS = Integer.getInteger("election.seeds", 400);
    private static final int STEPS = 600;

    /** A lapse, a look, and the calls of both. */
    private static final Duration LONGEST_WITHOUT_LEADER = Duration.ofSeconds(12);

    private static final Logger CANDIDATES = Logger.getLogger(Candidate.class.getName());

    @BeforeAll
    static void silence() {
        CANDIDATES.setLevel(Level.OFF);
    }

    @AfterAll
    static void sound() {
        CANDIDATES.setLevel(null);
    }

    @Test
    void neverMayTwoReplicasWriteAndAfterFaultsOneDoesSoon() {
        Map<Fault, Integer> faults = new EnumMap<>(Fault.class);
        Set<String> leaders = new HashSet<>();
        for (long seed = 1; seed <= SEEDS; seed++) {
            ElectionWorld world = new ElectionWorld(seed);
            for (int step = 0; step < STEPS; step++) {
                world.step();
                atMostOne(world, seed, step);
                world.writers().forEach(leaders::add);
            }
            oneSoon(world, seed);
            world.faults.forEach((fault, count) -> faults.merge(fault, count, Integer::sum));
        }
        assertThat(faults.keySet()).as("each kind of fault").containsExactly(Fault.values());
        assertThat(leaders).as("leaders of all kinds of names").hasSizeGreaterThan(5);
    }

    @Test
    void aLeaderWhoseLeaseIsDeletedStepsDownAtItsNextLook() {
        ElectionWorld world = new ElectionWorld(1);
        world.stopFaults();
        awaitLeader(world, 1);
        world.deleteLease();
        for (int step = 0; step < 20; step++) {
            world.step();
        }
        assertThat(world.writers()).hasSize(1);
        assertThat(world.lease().orElseThrow().holder()).isEqualTo(world.writers().getFirst());
    }

    @Test
    void aLeaderThatStopsCleanlyIsFollowedAtTheNextLook() {
        ElectionWorld world = new ElectionWorld(2);
        world.stopFaults();
        awaitLeader(world, 2);
        ElectionWorld.Replica leader =
                world.replicas.stream().filter(it -> it.mayWrite()).findFirst().orElseThrow();
        leader.candidate.resign(Duration.ofSeconds(5));
        world.replicas.remove(leader);
        Instant stopped = world.now();
        awaitLeader(world, 2);
        assertThat(Duration.between(stopped, world.now())).isLessThan(Duration.ofMillis(1_100));
    }

    private static void atMostOne(ElectionWorld world, long seed, int step) {
        List<String> writers = world.writers();
        assertThat(world.overlaps)
                .as("seed %d, step %d: who might write when another began", seed, step)
                .isEmpty();
        assertThat(writers)
                .as("seed %d, step %d, at %s: who may write", seed, step, world.now())
                .hasSizeLessThan(2);
    }

    private static void oneSoon(ElectionWorld world, long seed) {
        world.stopFaults();
        Instant calm = world.now();
        awaitLeader(world, seed);
        // A replica may yet be frozen, or its successor not yet started; not all three for long.
        assertThat(Duration.between(calm, world.now()))
                .as("seed %d: time without a leader", seed)
                .isLessThan(LONGEST_WITHOUT_LEADER.plusSeconds(30));
    }

    private static void awaitLeader(ElectionWorld world, long seed) {
        for (int step = 0; step < 200 && world.writers().isEmpty(); step++) {
            world.step();
            atMostOne(world, seed, step);
        }
        assertThat(world.writers()).as("seed %d: who leads", seed).hasSize(1);
    }
}
