package io.kubevirt.ee.controller.server;

import io.kubernetes.client.extended.leaderelection.LeaderElectionConfig;
import io.kubernetes.client.extended.leaderelection.LeaderElector;
import io.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import io.kubernetes.client.openapi.ApiClient;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadFactory;

/**
 * At most one replica works at a time: it holds the Lease {@code virt-controller}. The client
 * library's elector keeps the lease on threads of its own, which touch nothing but the lease; what
 * is started and stopped runs on ours.
 */
final class Leadership {
    static final String LEASE = "virt-controller";
    private static final Logger LOG = System.getLogger(Leadership.class.getName());
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /**
     * Who holds the lease, as last seen by the elector.
     *
     * @param identity empty text while nobody has been seen
     * @param since when it was first seen to hold it
     */
    record Holder(String identity, Instant since) {
        static final Holder UNKNOWN = new Holder("", Instant.EPOCH);
    }

    /** What only the leader does. */
    interface Duty {
        /** Begins; returns at once. */
        void begin();

        /** Ends before it returns: another replica may begin right after. */
        void end();
    }

    private final LeaderElectionConfig config;
    private final Duty duty;
    private final String identity;
    private final String lease;
    private volatile boolean leading;
    private volatile Holder holder = Holder.UNKNOWN;
    private volatile boolean stopping;
    private LeaderElector elector;
    private Thread thread;

    Leadership(ApiClient client, String namespace, String identity, Duration lease, Duty duty) {
        this.identity = identity;
        this.lease = namespace + "/" + LEASE;
        this.duty = duty;
        this.config =
                new LeaderElectionConfig(
                        new LeaseLock(namespace, LEASE, identity, client),
                        lease,
                        lease.multipliedBy(2).dividedBy(3),
                        lease.dividedBy(7));
    }

    /** Whether this replica is the one that works. */
    boolean leading() {
        return leading;
    }

    /** Who was last seen to hold the lease. */
    Holder holder() {
        return holder;
    }

    /** The lease, as namespace/name. */
    String lease() {
        return lease;
    }

    /** Who this replica is in the lease. */
    String identity() {
        return identity;
    }

    /** Whether it still stands for election. */
    boolean alive() {
        return thread != null && thread.isAlive();
    }

    synchronized void start(ThreadFactory threads) {
        thread = threads.newThread(this::standForElection);
        thread.setName("leadership");
        thread.start();
    }

    private void standForElection() {
        while (!stopping) {
            try (LeaderElector standing = new LeaderElector(config)) {
                synchronized (this) {
                    elector = standing;
                }
                standing.run(this::begin, this::end, this::seen);
            } catch (RuntimeException failed) {
                LOG.log(Level.WARNING, "the lease cannot be kept, will try again", failed);
            }
            end();
            pause();
        }
    }

    private void seen(String leader) {
        holder = new Holder(leader, Instant.now());
    }

    private synchronized void begin() {
        if (!stopping && !leading) {
            LOG.log(Level.INFO, "{0} leads", identity);
            leading = true;
            beginDuty();
        }
    }

    /** A leader that does nothing would keep others from doing it: it resigns, and stands again. */
    private void beginDuty() {
        try {
            duty.begin();
        } catch (RuntimeException | LinkageError failed) {
            LOG.log(Level.ERROR, identity + " cannot begin its work, gives up the lease", failed);
            end();
            elector.close();
        }
    }

    private synchronized void end() {
        if (leading) {
            duty.end();
            leading = false;
            LOG.log(Level.INFO, "{0} leads no longer", identity);
        }
    }

    private synchronized void pause() {
        try {
            if (!stopping) {
                wait(PAUSE.toMillis());
            }
        } catch (InterruptedException stopped) {
            stopping = true;
        }
    }

    /** Ends the duty, and lets another replica take the lease. */
    void stop(Duration patience) throws InterruptedException {
        synchronized (this) {
            stopping = true;
            notifyAll();
            end();
            if (elector != null) {
                elector.close();
            }
        }
        if (thread != null) {
            thread.interrupt();
            thread.join(patience);
        }
    }
}
