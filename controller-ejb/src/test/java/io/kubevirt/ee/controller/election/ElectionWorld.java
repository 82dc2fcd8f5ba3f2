package io.kubevirt.ee.controller.election;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** One lease, replicas that want it, and everything that goes wrong between them; one seed. */
final class ElectionWorld {
    static final LeaseTimes TIMES = LeaseTimes.of(Duration.ofSeconds(10));

    /** What went wrong, counted: a run without one of them would prove nothing about it. */
    enum Fault {
        READ_LOST,
        WRITE_LOST,
        ANSWER_LOST,
        SLOW_CALL,
        FREEZE,
        CRASH,
        OUTAGE,
        CLEAN_STOP
    }

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    final Map<Fault, Integer> faults = new EnumMap<>(Fault.class);
    final List<Replica> replicas = new ArrayList<>();

    /** Who might still write when another began. */
    final List<String> overlaps = new ArrayList<>();

    private final Random random;
    private Instant now = START;
    private Instant outageUntil = START;
    private Optional<LeaseRecord> lease = Optional.empty();
    private int versions;
    private int lives;
    private boolean faulty = true;

    ElectionWorld(long seed) {
        random = new Random(seed);
        for (int i = 0; i < 3; i++) {
            replicas.add(new Replica());
        }
    }

    /** A process: when it is replaced the next has another name. */
    final class Replica implements Duty {
        final String name = "replica-" + ++lives;
        final Candidate candidate = new Candidate(name, TIMES, new FaultyStore(), clock(), this);
        Instant due = now;
        Optional<Term> working = Optional.empty();

        @Override
        public void begin(Term term) {
            overlaps.addAll(writers());
            working = Optional.of(term);
        }

        @Override
        public void end(Duration patience) {
            working = Optional.empty();
        }

        boolean mayWrite() {
            return working.filter(Term::open).isPresent();
        }
    }

    private InstantSource clock() {
        return () -> now;
    }

    private final class FaultyStore implements LeaseStore {
        @Override
        public Optional<LeaseRecord> read() {
            delay();
            if (now.isBefore(outageUntil) || happens(Fault.READ_LOST, 0.05)) {
                throw new LeaseUnreachable("no answer to a read", null);
            }
            Optional<LeaseRecord> answer = lease;
            delay();
            return answer;
        }

        @Override
        public boolean write(LeaseRecord wanted) {
            delay();
            if (now.isBefore(outageUntil) || happens(Fault.WRITE_LOST, 0.05)) {
                throw new LeaseUnreachable("the write was lost", null);
            }
            boolean stored = lease.map(LeaseRecord::version).orElse("").equals(wanted.version());
            if (stored) {
                lease = Optional.of(stored(wanted));
            }
            delay();
            if (happens(Fault.ANSWER_LOST, 0.05)) {
                throw new LeaseUnreachable("the answer was lost", null);
            }
            return stored;
        }
    }

    private LeaseRecord stored(LeaseRecord wanted) {
        return new LeaseRecord(
                wanted.holder(),
                wanted.duration(),
                wanted.acquired(),
                wanted.renewed(),
                wanted.transitions(),
                Integer.toString(++versions));
    }

    /** Half a call; now and then as long as a process may be stopped by its node. */
    private void delay() {
        now = now.plusMillis(random.nextInt(20));
        if (happens(Fault.SLOW_CALL, 0.02)) {
            now = now.plusMillis(random.nextInt(1_000));
        }
    }

    private boolean happens(Fault fault, double share) {
        boolean happens = faulty && random.nextDouble() < share;
        if (happens) {
            faults.merge(fault, 1, Integer::sum);
        }
        return happens;
    }

    /** The next replica that is due does its step; before that, something may happen to it. */
    void step() {
        Replica next = replicas.stream().min((a, b) -> a.due.compareTo(b.due)).orElseThrow();
        now = next.due.isAfter(now) ? next.due : now;
        if (happens(Fault.OUTAGE, 0.002)) {
            outageUntil = now.plusSeconds(random.nextInt(40));
        }
        if (happens(Fault.CRASH, 0.005)) {
            replace(next);
        } else if (happens(Fault.CLEAN_STOP, 0.005)) {
            next.candidate.resign(Duration.ofSeconds(5));
            replace(next);
        } else if (happens(Fault.FREEZE, 0.01)) {
            next.due = now.plusMillis(random.nextInt(30_000));
        } else {
            next.due = next.due.isAfter(now) ? next.due : now;
            Duration pause = next.candidate.step();
            next.due = now.plus(pause);
        }
    }

    /** Its successor starts some seconds later. */
    private void replace(Replica gone) {
        replicas.remove(gone);
        Replica successor = new Replica();
        successor.due = now.plusMillis(random.nextInt(10_000));
        replicas.add(successor);
    }

    void deleteLease() {
        lease = Optional.empty();
    }

    void stopFaults() {
        faulty = false;
        outageUntil = now;
    }

    List<String> writers() {
        return replicas.stream().filter(Replica::mayWrite).map(it -> it.name).toList();
    }

    Instant now() {
        return now;
    }

    Optional<LeaseRecord> lease() {
        return lease;
    }
}
