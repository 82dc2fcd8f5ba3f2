package io.kubevirt.ee.runtime.loop;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Runs a {@link Reconciler} over keys. The threads come from the caller's factory (in a container,
 * its managed one); nothing of the caller's is ever shut down here. A worker survives whatever a
 * pass throws.
 */
public final class ReconcileLoop {
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final Duration AFTER_INTERRUPT = Duration.ofSeconds(2);

    private final Logger log;
    private final String name;
    private final Reconciler reconciler;
    private final Supplier<? extends Collection<Key>> everyKey;
    private final LoopSettings settings;
    private final InstantSource clock;
    private final KeyQueue queue;
    private final List<Thread> workers = new ArrayList<>();
    private final LoopCount count = new LoopCount();
    private volatile LoopObserver observer = LoopObserver.NONE;

    /**
     * @param name for logs and threads
     * @param reconciler what is done with a key
     * @param everyKey all keys known now; offered anew after the queue had been full
     * @param settings sizes and delays
     * @param clock see {@link MonotonicTime}
     * @param random jitter of the back-off
     */
    public ReconcileLoop(
            String name,
            Reconciler reconciler,
            Supplier<? extends Collection<Key>> everyKey,
            LoopSettings settings,
            InstantSource clock,
            RandomGenerator random) {
        this.name = name;
        this.reconciler = reconciler;
        this.everyKey = everyKey;
        this.settings = settings;
        this.clock = clock;
        this.queue = new KeyQueue(settings.bound(), settings.backoff(), clock, random);
        this.log = System.getLogger(ReconcileLoop.class.getName() + "." + name);
    }

    /** Lets somebody hear what goes through, before the start. */
    public ReconcileLoop observe(LoopObserver listener) {
        observer = listener;
        queue.observe(listener);
        return this;
    }

    /** The loop's name. */
    public String name() {
        return name;
    }

    /** Starts the workers. */
    public synchronized void start(ThreadFactory threads) {
        if (!workers.isEmpty() || queue.closed()) {
            throw new IllegalStateException("loop " + name + " starts once");
        }
        for (int i = 0; i < settings.workers(); i++) {
            Thread worker = threads.newThread(this::work);
            worker.setName(name + "-" + i);
            workers.add(worker);
        }
        workers.forEach(Thread::start);
    }

    /** Reports that the object may have changed. Returns at once; safe for any thread. */
    public void enqueue(Key key) {
        queue.offer(key);
    }

    /**
     * One pass over one key that is ready now, by the calling thread: how a simulation drives the
     * loop, without workers.
     *
     * @return the key, or empty if none was ready
     */
    public Optional<Key> step() {
        Optional<Key> key = queue.poll();
        key.ifPresent(this::pass);
        refill();
        return key;
    }

    /** When the next key that waits is due. */
    public Optional<Instant> nextDue() {
        return queue.nextDue();
    }

    /** How the loop is doing. */
    public synchronized Figures figures() {
        KeyQueue.Depths depths = queue.depths();
        Instant now = clock.instant();
        List<Duration> inWork =
                depths.inWorkSince().stream().map(since -> Duration.between(since, now)).toList();
        int alive = (int) workers.stream().filter(Thread::isAlive).count();
        return count.figures(depths, inWork, alive);
    }

    /**
     * Takes no more keys, lets passes end, interrupts those that last longer.
     *
     * @param patience how long passes may still take
     * @return whether every worker has ended
     */
    public boolean stop(Duration patience) throws InterruptedException {
        List<Thread> mine;
        synchronized (this) {
            queue.close();
            mine = List.copyOf(workers);
        }
        if (join(mine, patience)) {
            return true;
        }
        mine.forEach(Thread::interrupt);
        return join(mine, AFTER_INTERRUPT);
    }

    private void work() {
        try {
            while (!queue.closed()) {
                queue.take(IDLE).ifPresent(this::pass);
                refill();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void pass(Key key) {
        Instant began = clock.instant();
        Outcome outcome = attempt(key);
        Instant ended = clock.instant();
        count.add(outcome, ended);
        observer.ended(Duration.between(began, ended), outcome);
        queue.complete(key, outcome);
        tell(key, outcome);
    }

    private Outcome attempt(Key key) {
        try {
            Outcome outcome = reconciler.reconcile(key);
            return outcome != null
                    ? outcome
                    : new Outcome.Failed(
                            new IllegalStateException("the reconciler gave no outcome"));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new Outcome.Failed(stopped);
        } catch (Throwable thrown) {
            // Errors too: a worker that dies of one would leave the loop alive but deaf.
            return new Outcome.Failed(thrown);
        }
    }

    private void tell(Key key, Outcome outcome) {
        switch (outcome) {
            case Outcome.Settled settled -> log.log(Level.DEBUG, "{0}: settled", key);
            case Outcome.RetryAfter(Duration delay) ->
                    log.log(Level.DEBUG, "{0}: again in {1}", key, delay);
            case Outcome.Rejected(String why) -> log.log(Level.INFO, "{0}: {1}", key, why);
            case Outcome.Failed(Throwable cause) -> tell(key, cause);
        }
    }

    private void tell(Key key, Throwable cause) {
        if (cause instanceof Explained) {
            log.log(
                    Level.WARNING,
                    () -> key + ": failed, will be tried again: " + cause.getMessage());
        } else {
            log.log(Level.WARNING, () -> key + ": failed, will be tried again", cause);
        }
    }

    private void refill() {
        if (queue.takeOverflow()) {
            log.log(
                    Level.WARNING,
                    "the queue had been full ({0} keys): looking at every object",
                    settings.bound());
            everyKey.get().forEach(queue::offer);
        }
    }

    private static boolean join(List<Thread> threads, Duration patience)
            throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        for (Thread thread : threads) {
            long left = deadline - System.nanoTime();
            if (!thread.join(Duration.ofNanos(Math.max(left, 1)))) {
                return false;
            }
        }
        return true;
    }
}
