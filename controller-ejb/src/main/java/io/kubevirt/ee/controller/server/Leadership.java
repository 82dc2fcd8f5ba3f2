package io.kubevirt.ee.controller.server;

import io.kubevirt.ee.controller.election.Candidate;
import io.kubevirt.ee.controller.election.LeaseRecord;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** At most one replica works at a time: keeps a {@link Candidate} going, on one thread. */
final class Leadership {
    private static final Logger LOG = System.getLogger(Leadership.class.getName());
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    /** How long passes that were begun may take when the server is stopped. */
    private static final Duration LAST_PASSES = Duration.ofSeconds(5);

    private final String lease;
    private final Candidate candidate;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private Thread thread;

    /**
     * @param lease its name, for people
     * @param candidate that stands for it
     */
    Leadership(String lease, Candidate candidate) {
        this.lease = lease;
        this.candidate = candidate;
    }

    /** Whether this replica is the one that works. */
    boolean leading() {
        return candidate.leading();
    }

    /** The lease, as namespace/name. */
    String lease() {
        return lease;
    }

    /** Who this replica is in the lease. */
    String identity() {
        return candidate.identity();
    }

    /** The lease as it was seen last, if somebody holds it: who leads, and since when. */
    Optional<LeaseRecord> held() {
        return candidate.lease().filter(lease -> !lease.holder().isEmpty());
    }

    /** Whether it still stands for election. */
    synchronized boolean alive() {
        return thread != null && thread.isAlive();
    }

    synchronized void start(ThreadFactory threads) {
        thread = threads.newThread(this::standForElection);
        thread.setName("leadership");
        thread.start();
    }

    private void standForElection() {
        try {
            Duration pause;
            do {
                pause = step();
            } while (!stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS));
            candidate.resign(LAST_PASSES);
        } catch (InterruptedException hurried) {
            candidate.resign(Duration.ZERO);
        }
    }

    private Duration step() {
        try {
            return candidate.step();
        } catch (RuntimeException failed) {
            LOG.log(Level.WARNING, "the election goes on after a failure", failed);
            return AFTER_FAILURE;
        }
    }

    /** Ends the duty, and lets another replica take the lease. */
    void stop(Duration patience) throws InterruptedException {
        stopping.countDown();
        Thread standing;
        synchronized (this) {
            standing = thread;
        }
        if (standing != null && !standing.join(patience)) {
            standing.interrupt();
            standing.join(patience);
        }
    }
}
