package io.kubevirt.ee.runtime.loop;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

/**
 * A bounded queue of distinct keys for several workers. What a full queue refuses is remembered as
 * one fact ({@link #takeOverflow}), so that the owner can offer every key anew once there is room:
 * nothing is lost.
 */
final class KeyQueue {
    private static final int RETRY_BURST = 100;
    private static final Duration RETRY_EVERY = Duration.ofMillis(100);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final InstantSource clock;
    private final Backoff backoff;
    private final RandomGenerator random;
    private final int bound;
    private final KeySchedule schedule;
    private final RetryBudget budget;
    private final Map<Key, Integer> failures = new HashMap<>();
    private final Map<Key, Instant> readySince = new HashMap<>();
    private LoopObserver observer = LoopObserver.NONE;
    private boolean overflowed;
    private boolean closed;

    /** Depths at one moment. */
    record Depths(int ready, int waiting, int inWork, List<Instant> inWorkSince) {}

    KeyQueue(int bound, Backoff backoff, InstantSource clock, RandomGenerator random) {
        this.bound = bound;
        this.backoff = backoff;
        this.clock = clock;
        this.random = random;
        this.schedule = new KeySchedule(bound);
        this.budget = new RetryBudget(RETRY_BURST, RETRY_EVERY, clock.instant());
    }

    /** Tells this one from now on; before the first key. */
    void observe(LoopObserver listener) {
        lock.lock();
        try {
            observer = listener;
        } finally {
            lock.unlock();
        }
    }

    /** Makes a key ready; false if the queue is full or closed. */
    boolean offer(Key key) {
        lock.lock();
        try {
            if (closed) {
                return false;
            }
            boolean accepted = schedule.offer(key);
            overflowed |= !accepted;
            if (accepted) {
                readyFrom(key, clock.instant());
            }
            changed.signal();
            return accepted;
        } finally {
            lock.unlock();
        }
    }

    /** A key that is ready now, without waiting. */
    Optional<Key> poll() {
        lock.lock();
        try {
            return closed ? Optional.empty() : poll(clock.instant());
        } finally {
            lock.unlock();
        }
    }

    /** Waits until a key is ready, the queue is closed, or time is up. */
    Optional<Key> take(Duration atMost) throws InterruptedException {
        long left = atMost.toNanos();
        lock.lockInterruptibly();
        try {
            while (!closed) {
                Optional<Key> key = poll(clock.instant());
                if (key.isPresent() || left <= 0) {
                    return key;
                }
                long pause = Math.min(left, untilNextDue());
                long rest = changed.awaitNanos(pause);
                left -= pause - rest;
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** Ends the work on a key with what came of it. */
    void complete(Key key, Outcome outcome) {
        lock.lock();
        try {
            Optional<Instant> again = again(key, outcome);
            schedule.complete(key, again);
            again.ifPresent(at -> readyFrom(key, at));
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Whether keys were refused and a good part of the queue is free again; asking forgets it. */
    boolean takeOverflow() {
        lock.lock();
        try {
            boolean due = overflowed && schedule.size() <= bound / 2;
            overflowed &= !due;
            return due;
        } finally {
            lock.unlock();
        }
    }

    Depths depths() {
        lock.lock();
        try {
            return new Depths(
                    schedule.ready(),
                    schedule.waiting(),
                    schedule.inWork(),
                    schedule.inWorkSince());
        } finally {
            lock.unlock();
        }
    }

    /** When the next waiting key is due. */
    Optional<Instant> nextDue() {
        lock.lock();
        try {
            return schedule.nextDue();
        } finally {
            lock.unlock();
        }
    }

    /** From now on nothing goes in or comes out; waiting workers return. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean closed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    private Optional<Key> poll(Instant now) {
        Optional<Key> key = schedule.poll(now);
        key.map(readySince::remove)
                .map(since -> Duration.between(since, now))
                .ifPresent(observer::taken);
        return key;
    }

    /** A key that is reported twice has been ready since the first time. */
    private void readyFrom(Key key, Instant at) {
        Instant known = readySince.get(key);
        if (known == null) {
            observer.added();
        }
        if (known == null || at.isBefore(known)) {
            readySince.put(key, at);
        }
    }

    private Optional<Instant> again(Key key, Outcome outcome) {
        Instant now = clock.instant();
        return switch (outcome) {
            case Outcome.Settled settled -> forget(key);
            case Outcome.Rejected rejected -> forget(key);
            case Outcome.RetryAfter(Duration delay) -> {
                forget(key);
                yield Optional.of(now.plus(delay));
            }
            case Outcome.Failed failed -> {
                Duration own = backoff.delay(failures.merge(key, 1, Integer::sum), random);
                Duration shared = budget.reserve(now);
                yield Optional.of(now.plus(own.compareTo(shared) > 0 ? own : shared));
            }
        };
    }

    private Optional<Instant> forget(Key key) {
        failures.remove(key);
        return Optional.empty();
    }

    private long untilNextDue() {
        return schedule.nextDue()
                .map(at -> Math.max(1, Duration.between(clock.instant(), at).toNanos()))
                .orElse(TimeUnit.DAYS.toNanos(1));
    }
}
